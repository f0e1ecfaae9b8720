using Npgsql;

namespace Dashboard.Storage.Writing;

/// <summary>Writes a batch's new events.</summary>
internal static class AttemptCopy
{
    private const string Into =
        "attempts (occurred_at, event_key, delivery_key, queued_at, import_id, template_id, context_id, domain_id, route_id, relay_id, type, has_reply, recipient, message_id, reply, own_names)";

    public static async Task WriteAsync(ImportBatch batch, int importId, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        using var phase = ImportMetrics.StartPhase("copy attempts");
        await using var copy = await BinaryCopy.BeginAsync(connection, Into, cancellationToken);
        for (var i = 0; i < batch.Count; i++)
        {
            if (batch[i].IsDuplicate)
            {
                continue;
            }

            Write(copy, in batch[i], importId, batch.Names, batch.Texts);
            if (copy.IsFull)
            {
                await copy.SendAsync(cancellationToken);
            }
        }

        await copy.CompleteAsync(cancellationToken);
    }

    private static void Write(BinaryCopy copy, in PendingEvent e, int importId, EventNames names, TextArena texts)
    {
        copy.StartRow(16);
        copy.Write(e.OccurredAt);
        copy.Write(e.EventKey);
        copy.Write(e.DeliveryKey);
        if (e.QueuedAt is { } queuedAt)
        {
            copy.Write(queuedAt);
        }
        else
        {
            copy.WriteNull();
        }

        copy.Write(importId);
        copy.Write(names.TemplateId(e.Template));
        copy.Write(names.ContextId(e.Context));
        copy.Write(names.DomainId(e.Domain));
        copy.Write(names.RouteId(e.Route));
        if (e.Relay >= 0)
        {
            copy.Write(names.RelayId(e.Relay));
        }
        else
        {
            copy.WriteNull();
        }

        copy.Write((short)e.Type);
        copy.Write(e.HasReply);
        copy.Write(texts.Span(e.Recipient));
        WriteText(copy, e.MessageId, texts);
        WriteText(copy, e.Reply, texts);
        if (names.OwnNames(in e) is { Length: > 0 } own)
        {
            copy.WriteJson(own);
        }
        else
        {
            copy.WriteNull();
        }
    }

    private static void WriteText(BinaryCopy copy, TextSlice slice, TextArena texts)
    {
        if (slice.Length == 0)
        {
            copy.WriteNull();
        }
        else
        {
            copy.Write(texts.Span(slice));
        }
    }
}
