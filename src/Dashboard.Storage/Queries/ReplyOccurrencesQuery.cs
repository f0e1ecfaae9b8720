using Dashboard.Core.Reporting;
using Npgsql;

namespace Dashboard.Storage.Queries;

/// <summary>How often one reply template came in an interval or at a value of a dimension.</summary>
/// <param name="Time">Start of the interval, UTC; null when not split in time.</param>
/// <param name="Key">Value of the dimension, empty when not known; null when not split by one.</param>
/// <param name="Times">Attempts that got it, or times that it held a whole queue back.</param>
/// <param name="Deliveries">Deliveries that ended with it, on the event clock.</param>
public sealed record ReplyOccurrences(DateTimeOffset? Time, string? Key, long Times, long Deliveries);

/// <summary>Where and when one reply template occurs.</summary>
public sealed class ReplyOccurrencesQuery(NpgsqlDataSource dataSource, WorkspaceZone zone)
{
    /// <summary>Split in time, oldest first; intervals without the reply are absent.</summary>
    public Task<IReadOnlyList<ReplyOccurrences>> OverTimeAsync(
        int templateId, ReportFilter filter, Interval interval, CancellationToken cancellationToken) =>
        ReadAsync(templateId, filter, interval, null, int.MaxValue, cancellationToken);

    /// <summary>Split by a dimension, most frequent first.</summary>
    /// <param name="templateId">Row id of the template.</param>
    /// <param name="filter">Which mail. Domain together with campaign and other sender-side dimensions is kept per day.</param>
    /// <param name="dimension">What to split by.</param>
    /// <param name="limit">Rows wanted.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="ReportRefusedException">The parts asked for are kept per day, and the range does not begin and end on one.</exception>
    public Task<IReadOnlyList<ReplyOccurrences>> ByAsync(
        int templateId, ReportFilter filter, Dimension dimension, int limit, CancellationToken cancellationToken) =>
        ReadAsync(templateId, filter, Interval.None, dimension, limit, cancellationToken);

    private async Task<IReadOnlyList<ReplyOccurrences>> ReadAsync(
        int templateId, ReportFilter filter, Interval interval, Dimension? dimension, int limit, CancellationToken cancellationToken)
    {
        using var measured = QueryMetrics.Measure("reply-occurrences");
        Dimension[] dimensions = [.. filter.Dimensions, .. dimension is { } asked ? [asked] : Array.Empty<Dimension>()];
        var hours = await zone.HoursAsync(cancellationToken);
        RangeRules.Check(filter, interval, CellSource.For(dimensions), hours);
        await using var command = dataSource.CreateCommand();
        var days = DayRange.Of(filter, interval, hours);
        days.AddTo(command.Parameters);
        var source = CellSource.For(dimensions, false, days);
        var timeZone = await zone.ReadAsync(cancellationToken);
        var time = TimeSql.Bucket("c.hour", interval, timeZone, command.Parameters);
        var key = dimension is { } by ? source.Column(by) : "null::text";
        var where = FilterSql.Where(source, filter, command.Parameters);
        command.Parameters.AddWithValue("template", templateId);
        command.Parameters.AddWithValue("limit", limit);
        command.CommandText =
            $"""
            with counted as (
                select {time} as at, {key} as key,
                    coalesce(sum(coalesce(c.att_accepted, 0) + coalesce(c.att_deferred, 0) + coalesce(c.att_rejected, 0)
                        + coalesce(c.throttled, 0)), 0)::bigint as times,
                    coalesce(sum(coalesce(c.fin_accepted, 0) + coalesce(c.fin_rejected, 0) + coalesce(c.fin_expired, 0)), 0)::bigint as deliveries
                from {source.From}{source.Joins}
                where {where} and c.template_id = @template
                group by 1, 2)
            select at, key, times, deliveries from counted
            where times > 0 or deliveries > 0
            order by at, times desc, deliveries desc, key
            limit @limit
            """;
        var rows = new List<ReplyOccurrences>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(new ReplyOccurrences(
                reader.IsDBNull(0) ? null : reader.GetFieldValue<DateTimeOffset>(0),
                reader.IsDBNull(1) ? null : reader.GetString(1),
                reader.GetInt64(2),
                reader.GetInt64(3)));
        }

        return rows;
    }
}
