using Dashboard.Core.Delivery;
using Npgsql;
using NpgsqlTypes;

namespace Dashboard.Storage.Writing;

/// <summary>Writes a batch's new events by binary COPY.</summary>
internal static class AttemptCopy
{
    private const string Copy =
        """
        copy attempts (occurred_at, event_key, delivery_key, queued_at, import_id, template_id, context_id, domain_id, route_id, relay_id,
            type, has_reply, recipient, message_id, reply) from stdin (format binary)
        """;

    public static async Task WriteAsync(
        PendingEvent[] events, int count, int importId, EventNames names, TextArena texts,
        NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        using var phase = ImportMetrics.StartPhase("copy attempts");
        await using var copy = await connection.BeginBinaryImportAsync(Copy, cancellationToken);
        for (var i = 0; i < count; i++)
        {
            if (!events[i].IsDuplicate)
            {
                Write(copy, in events[i], importId, names, texts);
            }
        }

        // Without this the rows are thrown away when the importer is disposed.
        await copy.CompleteAsync(cancellationToken);
    }

    private static void Write(NpgsqlBinaryImporter copy, in PendingEvent e, int importId, EventNames names, TextArena texts)
    {
        copy.StartRow();
        copy.Write(e.OccurredAt, NpgsqlDbType.TimestampTz);
        copy.Write(e.EventKey, NpgsqlDbType.Bigint);
        copy.Write(e.DeliveryKey, NpgsqlDbType.Bigint);
        if (e.QueuedAt is { } queuedAt)
        {
            copy.Write(queuedAt, NpgsqlDbType.TimestampTz);
        }
        else
        {
            copy.WriteNull();
        }

        copy.Write(importId, NpgsqlDbType.Integer);
        copy.Write(names.TemplateId(e.Template), NpgsqlDbType.Integer);
        copy.Write(names.ContextId(e.Context), NpgsqlDbType.Integer);
        copy.Write(names.DomainId(e.Domain), NpgsqlDbType.Integer);
        copy.Write(names.RouteId(e.Route), NpgsqlDbType.Integer);
        if (e.Relay >= 0)
        {
            copy.Write(names.RelayId(e.Relay), NpgsqlDbType.Integer);
        }
        else
        {
            copy.WriteNull();
        }

        copy.Write((short)e.Type, NpgsqlDbType.Smallint);
        copy.Write(e.HasReply, NpgsqlDbType.Boolean);
        copy.Write(texts.Memory(e.Recipient), NpgsqlDbType.Text);
        WriteText(copy, e.MessageId, texts);
        WriteText(copy, e.Reply, texts);
    }

    private static void WriteText(NpgsqlBinaryImporter copy, TextSlice slice, TextArena texts)
    {
        if (slice.Length == 0)
        {
            copy.WriteNull();
        }
        else
        {
            copy.Write(texts.Memory(slice), NpgsqlDbType.Text);
        }
    }
}
