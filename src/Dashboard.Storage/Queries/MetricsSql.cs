using Dashboard.Core.Metrics;
using Dashboard.Core.Reporting;
using Dashboard.Storage.Writing;
using Npgsql;
using NpgsqlTypes;

namespace Dashboard.Storage.Queries;

/// <summary>
/// The SQL of a report: the number of rows, the time, the keys, then every count; or, where sources are kept apart, two arrays: the
/// parts of a row and the counts of each.
/// </summary>
internal static class MetricsSql
{
    /// <param name="request">What is asked.</param>
    /// <param name="split">How counts are kept apart by their sources.</param>
    /// <param name="timeZone">The workspace's.</param>
    /// <param name="flows">The flows that the filter leaves; null: not looked up.</param>
    /// <param name="hours">The workspace's hours and days.</param>
    /// <param name="parameters">Receives the values.</param>
    public static string Of(
        MetricsRequest request, OriginSplit split, string timeZone, FlowChoice? flows, WorkspaceHours hours, NpgsqlParameterCollection parameters)
    {
        var days = DayRange.Of(request.Filter, request.Interval, hours);
        days.AddTo(parameters);
        var source = CellSource.For([.. request.GroupBy, .. request.Filter.Dimensions], split.IsNeeded, days);
        var filter = flows is null ? request.Filter : FlowChoice.Without(request.Filter, source);
        source = source.With([.. request.GroupBy, .. filter.Dimensions], split.IsNeeded);
        var time = TimeSql.Bucket("c.hour", request.Interval, timeZone, parameters);
        var keys = string.Concat(request.GroupBy.Select((d, i) => $", {source.Column(d)} as key{i}"));
        var keyNames = string.Concat(request.GroupBy.Select((_, i) => $", key{i}"));
        var where = FilterSql.Where(source, filter, parameters) + flows?.Where(source, filter, hours, parameters);
        if (request is { KeyContains: { Length: > 0 } part, GroupBy: [var first, ..] })
        {
            parameters.AddWithValue("part", part);
            where += $" and position(lower(@part) in lower({source.Column(first)})) > 0";
        }

        parameters.AddWithValue("offset", request.Offset);
        parameters.AddWithValue("limit", request.Limit);
        string cells;
        var grouped = source.With(request.GroupBy, split.IsNeeded);
        if (request.Interval is Interval.Hour or Interval.Day || grouped.Ids.Contains("context_id"))
        {
            cells = $"from {source.From}{source.Joins}{(split.IsNeeded ? split.Join(source, parameters) : "")} where {where}";
        }
        else
        {
            // Many cells differ in their time alone: adding those up first is cheaper than looking up what each of them means.
            var conditions = source.With([.. filter.Dimensions, .. request.KeyContains is { Length: > 0 } ? request.GroupBy.Take(1) : []], false);
            var ids = string.Concat(grouped.Ids.Select(id => $", c.{id}"));
            cells = $"""
                from (
                    select {time} as at{ids}, {CountSql.CounterSums(request.Clock)}
                    from {source.From}{conditions.ConditionJoins}
                    where {where}
                    group by 1{ids}) c
                {grouped.Joins}{(split.IsNeeded ? split.Join(grouped, parameters) : "")}
                """;
            time = "c.at";
        }

        // A report without dimensions and interval has one row even when nothing was counted; grouping leaves it out then.
        var places = 1 + request.GroupBy.Count;
        var mail = request.IsOfMailOnly ? $"where {CountSql.SumOf(Enum.GetValues<Count>().Where(c => c != Count.Throttled))} > 0" : "";
        if (!split.IsNeeded)
        {
            return $"""
                with report as (
                    select {time} as at{keys}, {CountSql.Columns(request.Clock)}
                    {cells}
                    group by {Numbers(places)})
                select count(*) over (), report.* from report
                {mail}
                order by {Order(request.Order, sum => sum)}at{keyNames}
                offset @offset limit @limit
                """;
        }

        return $"""
            with parts as (
                select {time} as at{keys}, {CountSql.Columns(request.Clock)}, p.part
                {cells}
                group by {Numbers(places)}, p.part),
            report as (
                select at{keyNames}, array_agg(part) as parts, array_agg(array[{CountSql.Names}]) as counts{Figure(request.Order, split, parameters)}
                from parts
                {mail}
                group by {Numbers(places)})
            select count(*) over (), at{keyNames}, parts, counts from report
            order by {Direction(request.Order)}at{keyNames}
            offset @offset limit @limit
            """;
    }

    private static string Numbers(int count) => string.Join(", ", Enumerable.Range(1, count));

    private static string Figure(MetricsOrder? order, OriginSplit split, NpgsqlParameterCollection parameters)
    {
        if (order is null)
        {
            return "";
        }

        parameters.AddWithValue("shown", NpgsqlDbType.Array | NpgsqlDbType.Integer, split.PartsThatShow(order.Needs));
        var shown = order.Needs == CapabilitySet.None ? "" : " filter (where part = any(@shown))";
        return $", {Quotient(order, sum => $"sum({sum}){shown}")} as figure";
    }

    private static string Direction(MetricsOrder? order) => order is null ? "" : $"figure {(order.Descending ? "desc" : "asc")} nulls last, ";

    private static string Order(MetricsOrder? order, Func<string, string> sumOf) =>
        order is null ? "" : $"{Quotient(order, sumOf)} {(order.Descending ? "desc" : "asc")} nulls last, ";

    private static string Quotient(MetricsOrder order, Func<string, string> sumOf)
    {
        var counts = sumOf(CountSql.SumOf(order.Counts));
        return order.Over is null ? counts : $"({counts})::float8 / nullif({sumOf(CountSql.SumOf(order.Over))}, 0)";
    }
}
