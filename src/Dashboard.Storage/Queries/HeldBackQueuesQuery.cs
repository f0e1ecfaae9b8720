using Dashboard.Core.Delivery;
using Dashboard.Core.Reporting;
using Npgsql;

namespace Dashboard.Storage.Queries;

/// <summary>A queue that was held back with one reply.</summary>
/// <param name="Domain">The recipient domain, or the name of a group of domains, as the sending server names it.</param>
/// <param name="Pool">Group of sending addresses; empty when not known.</param>
/// <param name="Provider">Provider id.</param>
/// <param name="TemplateId">Row id of the reply's template.</param>
/// <param name="Text">The reply with its variable parts masked; text from outside.</param>
/// <param name="Class">What it means.</param>
/// <param name="Times">How often in the range.</param>
public sealed record HeldBackQueue(string Domain, string Pool, string Provider, int TemplateId, string Text, ReplyClass Class, long Times);

/// <summary>Which queues were held back most often, and with which replies.</summary>
public sealed class HeldBackQueuesQuery(NpgsqlDataSource dataSource, WorkspaceZone zone)
{
    // Queues are kept per day. A range that cuts days is short, and its events are found by the index of their replies.
    private static readonly string Raw =
        $"""
        (select a.occurred_at as hour, a.domain_id, a.route_id, a.context_id, a.template_id, 1 as throttled from attempts a
        where a.template_id = any(array(select template_id from templates where outcome = {(int)EventType.Throttled}))
            and a.type = {(int)EventType.Throttled} and a.type <> 0 and a.occurred_at >= @from and a.occurred_at < @to)
        """;

    /// <summary>Reads the most frequent.</summary>
    public async Task<IReadOnlyList<HeldBackQueue>> ReadAsync(ReportFilter filter, int limit, CancellationToken cancellationToken)
    {
        var source = CellSource.For([.. filter.Dimensions, Dimension.Domain, Dimension.Pool, Dimension.Category]);
        var hours = await zone.HoursAsync(cancellationToken);
        var isWholeDays = hours.DayOf(filter.From.UtcDateTime) == filter.From.UtcDateTime && hours.DayOf(filter.To.UtcDateTime) == filter.To.UtcDateTime;
        await using var command = dataSource.CreateCommand();
        command.CommandText =
            $"""
            select d.name, f.pool, r.provider, t.template_id, t.text, {ReplyClasses.Columns}, sum(c.throttled)::bigint as times
            from {(isWholeDays ? source.Table : Raw)} c {source.Joins}
            where {FilterSql.Where(source, filter, command.Parameters)} and c.throttled is not null
            group by d.domain_id, f.pool, r.provider, t.template_id, k.template_id, k.provider
            order by times desc, d.name, f.pool, t.template_id, r.provider
            limit @limit
            """;
        command.Parameters.AddWithValue("limit", limit);
        var queues = new List<HeldBackQueue>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            queues.Add(new HeldBackQueue(
                reader.GetString(0),
                reader.GetString(1),
                reader.GetString(2),
                reader.GetInt32(3),
                reader.GetString(4),
                ReplyClasses.Read(reader, 5, EventType.Throttled),
                reader.GetInt64(12)));
        }

        return queues;
    }
}
