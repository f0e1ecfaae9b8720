using System.Text;
using Dashboard.Core.Delivery;
using Dashboard.Core.Reporting;
using Npgsql;
using NpgsqlTypes;

namespace Dashboard.Storage.Queries;

/// <summary>What became of the deliveries to list.</summary>
public enum DeliveryOutcome
{
    /// <summary>Whatever became of them.</summary>
    All,

    /// <summary>Any but those that were accepted at the first attempt and never heard of again.</summary>
    Trouble,

    /// <summary>Attempted, no final event yet.</summary>
    Waiting,

    /// <summary>Accepted and not bounced later.</summary>
    Accepted,

    /// <summary>Finally refused.</summary>
    Rejected,

    /// <summary>Given up.</summary>
    Expired,

    /// <summary>Accepted and bounced by mail afterwards.</summary>
    BouncedLater,

    /// <summary>Reported as abuse.</summary>
    Complained,
}

/// <summary>Which deliveries to list.</summary>
public sealed record DeliveriesRequest
{
    /// <summary>
    /// Which mail: the range holds a delivery's first event, and conditions are those under which it is counted. A category, reason or
    /// fault is that of any of its events.
    /// </summary>
    public required ReportFilter Filter { get; init; }

    /// <summary>Only this envelope recipient (case does not matter), or with <c>@</c> in front this recipient domain; null for all.</summary>
    public string? Recipient { get; init; }

    /// <summary>Only this message, with or without angle brackets; null for all.</summary>
    public string? MessageId { get; init; }

    /// <summary>What became of them.</summary>
    public DeliveryOutcome Outcome { get; init; }

    /// <summary>Continue after this place; null from the newest.</summary>
    public AttemptCursor? After { get; init; }

    /// <summary>Rows wanted, 1 to 1,000.</summary>
    public int Limit { get; init; } = 50;
}

/// <summary>Deliveries, the newest first event first.</summary>
/// <param name="Rows">At most as many as were wanted.</param>
/// <param name="Next">Where to go on; null at the end.</param>
/// <param name="SearchedBackTo">Where the search stopped because it took long; older ones were not looked at. Null when it did not.</param>
public sealed record DeliveriesResult(IReadOnlyList<DeliveryRow> Rows, AttemptCursor? Next, DateTimeOffset? SearchedBackTo);

/// <summary>
/// Deliveries by recipient, message or view, page by page. Recipients and messages are found by indexes; a view is walked from its
/// newest hour, through hours that hold matching mail only, for a few seconds at most.
/// </summary>
public sealed class DeliveriesQuery(NpgsqlDataSource dataSource, DeliverySpans spans, TimeProvider time)
{
    /// <summary>How long a search may take before it shows what it has.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    // No type is a delivery's but these: a queue that could not be served has no recipient.
    private const string IsFirst =
        """
        a.type <> 6 and (d.delivery_key is null or (d.first_event_at = a.occurred_at and not exists (
            select from attempts e where e.occurred_at = a.occurred_at and e.delivery_key = a.delivery_key and e.event_key > a.event_key)))
        """;

    /// <summary>Reads one page.</summary>
    public async Task<DeliveriesResult> ReadAsync(DeliveriesRequest request, CancellationToken cancellationToken)
    {
        using var measured = QueryMetrics.Measure("deliveries");
        var asked = Normal(request);
        var started = time.GetTimestamp();
        var rows = new List<DeliveryRow>();
        foreach (var (from, to) in await SpansAsync(asked, cancellationToken))
        {
            if (time.GetElapsedTime(started) > Patience)
            {
                return new DeliveriesResult(rows, new AttemptCursor(to, long.MinValue), to);
            }

            await ReadSpanAsync(asked with { Filter = asked.Filter with { From = from, To = to } }, rows, cancellationToken);
            if (rows.Count > request.Limit)
            {
                rows.RemoveRange(request.Limit, rows.Count - request.Limit);
                return new DeliveriesResult(rows, new AttemptCursor(rows[^1].FirstEventAt, rows[^1].FirstEventKey), null);
            }
        }

        return new DeliveriesResult(rows, null, null);
    }

    // A domain to look for is one more condition of the filter.
    private static DeliveriesRequest Normal(DeliveriesRequest request)
    {
        if (request.Recipient is not ['@', ..] domain)
        {
            return request;
        }

        var name = Recipient.Parse(Encoding.UTF8.GetBytes(domain)).Domain;
        return request with
        {
            Recipient = null,
            Filter = request.Filter with { Conditions = [.. request.Filter.Conditions, new FilterCondition(Dimension.Domain, [name], false)] },
        };
    }

    private Task<IReadOnlyList<(DateTimeOffset From, DateTimeOffset To)>> SpansAsync(DeliveriesRequest request, CancellationToken cancellationToken)
    {
        var filter = request.After is { } after && after.OccurredAt < request.Filter.To
            ? request.Filter with { To = after.OccurredAt.AddTicks(TimeSpan.TicksPerMicrosecond) }
            : request.Filter;
        return request switch
        {
            { Recipient: not null } => Task.FromResult(DeliverySpans.Split(filter, DeliverySpans.Whole)),
            { MessageId: not null } => Task.FromResult(DeliverySpans.Split(filter, TimeSpan.FromDays(7))),
            _ => spans.ReadAsync(filter, cancellationToken),
        };
    }

    private async Task ReadSpanAsync(DeliveriesRequest request, List<DeliveryRow> rows, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand();
        var where = Where(request, command.Parameters);
        command.Parameters.AddWithValue("limit", request.Limit + 1 - rows.Count);
        // The page's first events are found first, by their own columns; everything else is read for that page only.
        command.CommandText =
            $"""
            with page as materialized (
                select a.delivery_key, a.occurred_at, a.event_key, a.context_id, a.route_id, a.own_names, d.state,
                    coalesce(d.last_event_at, a.occurred_at) as last_event_at
                from attempts a
                left join lateral (
                    select d.* from deliveries d where d.delivery_key = a.delivery_key offset 0) d on true
                where {where}
                order by a.occurred_at desc, a.event_key desc
                limit @limit)
            select {AttemptRow.Columns}, p.occurred_at, p.event_key, p.last_event_at, coalesce(p.state, 1::smallint), n.complained, n.attempts,
                pr.provider, coalesce(p.own_names ->> 'campaign', pf.campaign), coalesce(p.own_names ->> 'stream', pf.stream)
            from page p
            join routes pr on pr.route_id = p.route_id
            join contexts px on px.context_id = p.context_id
            join flows pf on pf.flow_id = px.flow_id
            cross join lateral (
                select count(*) filter (where e.type <= 2)::int as attempts, coalesce(bool_or(e.type = 5), false) as complained
                from attempts e
                where e.delivery_key = p.delivery_key and e.occurred_at between p.occurred_at and p.last_event_at) n
            cross join lateral (
                select e.* from attempts e
                where e.delivery_key = p.delivery_key and e.occurred_at between p.occurred_at and p.last_event_at
                order by e.type = 5, e.type = 3, e.occurred_at desc, e.event_key desc
                limit 1) a
            {AttemptRow.Joins}
            order by p.occurred_at desc, p.event_key desc
            """;
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(DeliveryRow.Read(reader));
        }
    }

    private static string Where(DeliveriesRequest request, NpgsqlParameterCollection parameters)
    {
        FilterSql.AddRange(request.Filter, parameters);
        List<string> conditions = ["a.occurred_at >= @from", "a.occurred_at < @to", IsFirst];
        conditions.AddRange(request.Filter.Conditions.Select((c, i) => Condition(c, i, parameters)));
        conditions.AddRange(OutcomeCondition(request.Outcome));
        if (request.Recipient is { } recipient)
        {
            conditions.Add(EventFilterSql.Recipient(recipient, parameters));
        }

        if (request.MessageId is { } messageId)
        {
            var bare = messageId.Trim().TrimStart('<').TrimEnd('>');
            parameters.AddWithValue("message", bare);
            parameters.AddWithValue("message_in_brackets", $"<{bare}>");
            // Two equalities, not one list: the index of a partition knows nothing but equality.
            conditions.Add("(a.message_id = @message or a.message_id = @message_in_brackets)");
        }

        if (request.After is { } after)
        {
            parameters.AddWithValue("after_at", NpgsqlDbType.TimestampTz, after.OccurredAt.UtcDateTime);
            parameters.AddWithValue("after_key", after.EventKey);
            conditions.Add("(a.occurred_at, a.event_key) < (@after_at, @after_key)");
        }

        return string.Join(" and ", conditions);
    }

    private static string Condition(FilterCondition condition, int index, NpgsqlParameterCollection parameters)
    {
        if (condition.Dimension is not (Dimension.Category or Dimension.Reason or Dimension.Fault))
        {
            return EventFilterSql.Condition(condition, index, "a", parameters);
        }

        var any = EventFilterSql.Condition(condition with { IsExcluded = false }, index, "e", parameters);
        return $"{(condition.IsExcluded ? "not " : "")}{AnyEvent(any)}";
    }

    // "offset 0" here and below: one look-up for each row that gets so far. Left to itself the planner reads whole tables ahead for it.
    private static string AnyEvent(string condition) =>
        $"""
        exists (select from attempts e
            where e.delivery_key = a.delivery_key and e.occurred_at between a.occurred_at and coalesce(d.last_event_at, a.occurred_at) and {condition}
            offset 0)
        """;

    private static IEnumerable<string> OutcomeCondition(DeliveryOutcome outcome) => outcome switch
    {
        DeliveryOutcome.All => [],
        DeliveryOutcome.Trouble => ["d.delivery_key is not null", $"(a.type <> 0 or d.state <> 1 or {AnyEvent("e.type <> 0")})"],
        DeliveryOutcome.Waiting => ["d.state = 0"],
        DeliveryOutcome.Accepted => ["coalesce(d.state, 1) = 1"],
        DeliveryOutcome.Rejected => ["d.state = 2"],
        DeliveryOutcome.Expired => ["d.state = 3"],
        DeliveryOutcome.BouncedLater => ["d.state = 4"],
        DeliveryOutcome.Complained => ["d.delivery_key is not null", AnyEvent("e.type = 5")],
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
