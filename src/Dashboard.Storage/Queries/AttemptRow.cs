using Dashboard.Core.Delivery;
using Npgsql;

namespace Dashboard.Storage.Queries;

/// <summary>One event as stored, with everything known about it. Texts come from outside.</summary>
public sealed record AttemptRow
{
    /// <summary>When, UTC.</summary>
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>Identity; with the time it names the event.</summary>
    public required long EventKey { get; init; }

    /// <summary>The delivery it belongs to, as in URLs: 16 hexadecimal digits.</summary>
    public required string DeliveryId { get; init; }

    /// <summary>What happened.</summary>
    public required EventType Type { get; init; }

    /// <summary>False when no server answered.</summary>
    public required bool HasReply { get; init; }

    /// <summary>When the message was queued, UTC; null when not known.</summary>
    public required DateTimeOffset? QueuedAt { get; init; }

    /// <summary>Envelope recipient as logged.</summary>
    public required string Recipient { get; init; }

    /// <summary>Recipient domain.</summary>
    public required string Domain { get; init; }

    /// <summary>Provider id.</summary>
    public required string Provider { get; init; }

    /// <summary>Receiving host; null when none was reached.</summary>
    public required string? Relay { get; init; }

    /// <summary>Message id; null when the log names none.</summary>
    public required string? MessageId { get; init; }

    /// <summary>The raw reply; for acceptances, whose raw text is not kept, the template.</summary>
    public required string Reply { get; init; }

    /// <summary>False when <see cref="Reply"/> is the template.</summary>
    public required bool IsRawReply { get; init; }

    /// <summary>Row id of the reply template.</summary>
    public required int TemplateId { get; init; }

    /// <summary>The reply template.</summary>
    public required string Template { get; init; }

    /// <summary>Stage of the conversation.</summary>
    public required Stage Stage { get; init; }

    /// <summary>Reply code; null when it has none.</summary>
    public required int? Code { get; init; }

    /// <summary>Enhanced status code; null when it has none.</summary>
    public required string? EnhancedCode { get; init; }

    /// <summary>What the reply means.</summary>
    public required ReplyClass Class { get; init; }

    /// <summary>Campaign; empty when not known, like all that follow.</summary>
    public required string Campaign { get; init; }

    /// <summary>Stream.</summary>
    public required string Stream { get; init; }

    /// <summary>Pool.</summary>
    public required string Pool { get; init; }

    /// <summary>Sending address.</summary>
    public required string SendingIp { get; init; }

    /// <summary>List source.</summary>
    public required string ListSource { get; init; }

    /// <summary>Segment.</summary>
    public required string Segment { get; init; }

    /// <summary>Client.</summary>
    public required string Client { get; init; }

    /// <summary>From domain.</summary>
    public required string FromDomain { get; init; }

    /// <summary>Return-path domain.</summary>
    public required string ReturnPathDomain { get; init; }

    /// <summary>DKIM domain.</summary>
    public required string DkimDomain { get; init; }

    /// <summary>Source name.</summary>
    public required string Source { get; init; }

    /// <summary>The import that brought it first.</summary>
    public required int ImportId { get; init; }

    /// <summary>How many columns <see cref="Columns"/> names.</summary>
    internal const int ColumnCount = 36;

    // An event whose names are counted together with others keeps its own.
    internal const string Columns =
        $"""
        a.occurred_at, a.event_key, a.delivery_key, a.type, a.has_reply, a.queued_at, a.recipient, coalesce(a.own_names ->> 'domain', d.name), r.provider,
        coalesce(a.own_names ->> 'relay', l.host), a.message_id, a.reply, t.template_id, coalesce(a.own_names ->> 'reply', t.text), t.stage, t.code, t.enhanced, {ReplyClasses.Columns},
        coalesce(a.own_names ->> 'campaign', f.campaign), coalesce(a.own_names ->> 'stream', f.stream), coalesce(a.own_names ->> 'pool', f.pool),
        coalesce(a.own_names ->> 'sending_ip', x.sending_ip), coalesce(a.own_names ->> 'list_source', x.list_source),
        coalesce(a.own_names ->> 'segment', x.segment), coalesce(a.own_names ->> 'client', f.client),
        coalesce(a.own_names ->> 'from_domain', x.from_domain), coalesce(a.own_names ->> 'return_path_domain', x.return_path_domain),
        coalesce(a.own_names ->> 'dkim_domain', x.dkim_domain),
        o.name, a.import_id
        """;

    internal const string Joins =
        """
        join domains d on d.domain_id = a.domain_id
        join routes r on r.route_id = a.route_id
        left join relays l on l.relay_id = a.relay_id
        join templates t on t.template_id = a.template_id
        left join template_classes k on k.template_id = a.template_id and k.provider = r.provider
        join contexts x on x.context_id = a.context_id
        join flows f on f.flow_id = x.flow_id
        join sources o on o.id = f.source_id
        """;

    internal static AttemptRow Read(NpgsqlDataReader reader)
    {
        var type = (EventType)reader.GetInt16(3);
        return new AttemptRow
        {
            OccurredAt = reader.GetFieldValue<DateTimeOffset>(0),
            EventKey = reader.GetInt64(1),
            DeliveryId = DeliveryIds.Format(reader.GetInt64(2)),
            Type = type,
            HasReply = reader.GetBoolean(4),
            QueuedAt = reader.IsDBNull(5) ? null : reader.GetFieldValue<DateTimeOffset>(5),
            Recipient = reader.GetString(6),
            Domain = reader.GetString(7),
            Provider = reader.GetString(8),
            Relay = Text(reader, 9),
            MessageId = Text(reader, 10),
            Reply = Text(reader, 11) ?? reader.GetString(13),
            IsRawReply = !reader.IsDBNull(11),
            TemplateId = reader.GetInt32(12),
            Template = reader.GetString(13),
            Stage = (Stage)reader.GetInt16(14),
            Code = reader.IsDBNull(15) ? null : reader.GetInt16(15),
            EnhancedCode = Text(reader, 16),
            Class = ReplyClasses.Read(reader, 17, type),
            Campaign = reader.GetString(24),
            Stream = reader.GetString(25),
            Pool = reader.GetString(26),
            SendingIp = reader.GetString(27),
            ListSource = reader.GetString(28),
            Segment = reader.GetString(29),
            Client = reader.GetString(30),
            FromDomain = reader.GetString(31),
            ReturnPathDomain = reader.GetString(32),
            DkimDomain = reader.GetString(33),
            Source = reader.GetString(34),
            ImportId = reader.GetInt32(35),
        };
    }

    private static string? Text(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
}
