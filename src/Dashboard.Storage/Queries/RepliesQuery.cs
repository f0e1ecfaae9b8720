using Dashboard.Core.Classification;
using Dashboard.Core.Delivery;
using Dashboard.Core.Reporting;
using Npgsql;

namespace Dashboard.Storage.Queries;

/// <summary>Which replies to list.</summary>
public sealed record RepliesRequest
{
    /// <summary>Which mail; category, reason and fault filters work here too.</summary>
    public required ReportFilter Filter { get; init; }

    /// <summary>Only replies that deferred, only those that refused, or only those that held queues back; null for all of them.</summary>
    public EventType? Outcome { get; init; }

    /// <summary>Whether, without <see cref="Outcome"/>, replies that held whole queues back are left out.</summary>
    public bool IsOfMailOnly { get; init; }

    /// <summary>Whether replies that accepted are listed too.</summary>
    public bool WithAccepted { get; init; }

    /// <summary>Part of the template's text, case does not matter; null for all.</summary>
    public string? Text { get; init; }

    /// <summary>Only this template; null for all.</summary>
    public int? TemplateId { get; init; }

    /// <summary>Rows to leave out at the start.</summary>
    public int Offset { get; init; }

    /// <summary>Rows wanted, 1 to 1,000.</summary>
    public int Limit { get; init; } = 50;
}

/// <summary>What a reply means at a provider, as stored.</summary>
/// <param name="Category">Outcome and reason: <c>deferred-rate-limit</c>.</param>
/// <param name="Reason">Why.</param>
/// <param name="SubReason">Finer than the reason; null when there is nothing to tell apart.</param>
/// <param name="Fault">Who must change something.</param>
/// <param name="Bucket">Into which part of the acceptance bar a final refusal falls.</param>
/// <param name="Actions">What to do, best first.</param>
/// <param name="RuleId">The rule that decided.</param>
/// <param name="Tier">How much it says about the address.</param>
public sealed record ReplyClass(
    string Category, Reason Reason, string? SubReason, Fault Fault, FailureBucket Bucket, IReadOnlyList<NextAction> Actions, string RuleId,
    EvidenceTier Tier);

/// <summary>A normalized reply at one provider, with its counts in the range.</summary>
/// <param name="TemplateId">Row id of the template.</param>
/// <param name="Provider">Provider id.</param>
/// <param name="Outcome">Accepted, deferred or rejected; throttled where it held a whole queue back.</param>
/// <param name="Text">The reply with its variable parts masked; text from outside.</param>
/// <param name="Sample">One of them as received; text from outside.</param>
/// <param name="Code">Reply code; null when it has none.</param>
/// <param name="EnhancedCode">Enhanced status code; null when it has none.</param>
/// <param name="IsLocal">True when no server said it: our own side's text.</param>
/// <param name="Class">What it means.</param>
/// <param name="Attempts">Attempts that got it in the range.</param>
/// <param name="HeldBack">Times it held a whole queue back in the range: no attempts.</param>
/// <param name="Deliveries">Deliveries that ended with it in the range (event clock).</param>
/// <param name="FirstHour">First hour of the range in which it was seen, UTC.</param>
/// <param name="LastHour">Last hour of the range in which it was seen, UTC.</param>
/// <param name="FirstSeen">When it was seen for the first time ever, UTC.</param>
public sealed record ReplyRow(
    int TemplateId, string Provider, EventType Outcome, string Text, string Sample, int? Code, string? EnhancedCode, bool IsLocal,
    ReplyClass Class, long Attempts, long HeldBack, long Deliveries, DateTimeOffset FirstHour, DateTimeOffset LastHour, DateTimeOffset FirstSeen)
{
    /// <summary>How often it came: to attempts, or to queues.</summary>
    public long Times => Attempts + HeldBack;
}

/// <summary>Rows of replies.</summary>
/// <param name="Rows">The rows wanted, most frequent first.</param>
/// <param name="TotalRows">How many rows there are without offset and limit.</param>
/// <param name="TotalAttempts">Attempts of all rows, for shares.</param>
public sealed record RepliesResult(IReadOnlyList<ReplyRow> Rows, long TotalRows, long TotalAttempts);

/// <summary>Normalized replies by volume.</summary>
public sealed class RepliesQuery(NpgsqlDataSource dataSource, WorkspaceZone zone)
{
    private const string Seen =
        """
        sum(coalesce(c.att_accepted, 0) + coalesce(c.att_deferred, 0) + coalesce(c.att_rejected, 0) + coalesce(c.fin_accepted, 0)
            + coalesce(c.fin_rejected, 0) + coalesce(c.fin_expired, 0) + coalesce(c.bounced_later, 0) + coalesce(c.complained, 0) + coalesce(c.throttled, 0))
        """;

    /// <summary>Reads one page of replies.</summary>
    /// <exception cref="ReportRefusedException">The range would cut a cell.</exception>
    public async Task<RepliesResult> ReadAsync(RepliesRequest request, CancellationToken cancellationToken)
    {
        using var measured = QueryMetrics.Measure("replies");
        var source = CellSource.For([.. request.Filter.Dimensions, Dimension.Category]);
        RangeRules.Check(request.Filter, Interval.None, source, await zone.HoursAsync(cancellationToken));
        await using var command = dataSource.CreateCommand();
        var where = FilterSql.Where(source, request.Filter, command.Parameters) + Extra(request, command.Parameters);

        // Cells of the cohort clock alone tell of replies outside the range. One template's page is there in any range.
        var counted = request.TemplateId is null ? $"having {Seen} > 0" : "";
        command.Parameters.AddWithValue("offset", request.Offset);
        command.Parameters.AddWithValue("limit", request.Limit);
        command.CommandText =
            $"""
            with seen as (
                select c.template_id, r.provider, min(c.hour) as first_hour, max(c.hour) as last_hour,
                    coalesce(sum(coalesce(c.att_accepted, 0) + coalesce(c.att_deferred, 0) + coalesce(c.att_rejected, 0)), 0)::bigint as attempts,
                    coalesce(sum(c.throttled), 0)::bigint as held_back,
                    coalesce(sum(coalesce(c.fin_accepted, 0) + coalesce(c.fin_rejected, 0) + coalesce(c.fin_expired, 0)), 0)::bigint as deliveries
                from {source.From}{source.Joins}
                where {where}
                group by 1, 2
                {counted})
            select count(*) over (), coalesce(sum(attempts) over (), 0)::bigint, seen.template_id, seen.provider, t.outcome, t.text, t.sample, t.code, t.enhanced,
                t.local, {ReplyClasses.Columns},
                attempts, held_back, deliveries, first_hour, last_hour, t.first_seen
            from seen join templates t using (template_id)
            left join template_classes k on k.template_id = seen.template_id and k.provider = seen.provider
            order by attempts + held_back desc, deliveries desc, seen.template_id, seen.provider
            offset @offset limit @limit
            """;
        var rows = new List<ReplyRow>();
        long totalRows = 0, totalAttempts = 0;
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            totalRows = reader.GetInt64(0);
            totalAttempts = reader.GetInt64(1);
            rows.Add(Read(reader));
        }

        return new RepliesResult(rows, totalRows, totalAttempts);
    }

    private static string Extra(RepliesRequest request, NpgsqlParameterCollection parameters)
    {
        var extra = request.WithAccepted ? "" : request.IsOfMailOnly ? " and t.outcome in (1, 2)" : " and t.outcome in (1, 2, 6)";
        if (request.Outcome is { } outcome)
        {
            parameters.AddWithValue("outcome", (short)outcome);
            extra += " and t.outcome = @outcome";
        }

        if (request.Text is { Length: > 0 } text)
        {
            parameters.AddWithValue("text", text);
            extra += " and position(lower(@text) in lower(t.text)) > 0";
        }

        if (request.TemplateId is { } templateId)
        {
            parameters.AddWithValue("template", templateId);
            extra += " and c.template_id = @template";
        }

        return extra;
    }

    private static ReplyRow Read(NpgsqlDataReader reader)
    {
        var outcome = (EventType)reader.GetInt16(4);
        return new ReplyRow(
            reader.GetInt32(2),
            reader.GetString(3),
            outcome,
            reader.GetString(5),
            reader.GetString(6),
            reader.IsDBNull(7) ? null : reader.GetInt16(7),
            reader.IsDBNull(8) ? null : reader.GetString(8),
            reader.GetBoolean(9),
            ReplyClasses.Read(reader, 10, outcome),
            reader.GetInt64(17),
            reader.GetInt64(18),
            reader.GetInt64(19),
            reader.GetFieldValue<DateTimeOffset>(20),
            reader.GetFieldValue<DateTimeOffset>(21),
            reader.GetFieldValue<DateTimeOffset>(22));
    }
}
