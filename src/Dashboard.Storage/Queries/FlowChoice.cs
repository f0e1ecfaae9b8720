using Dashboard.Core.Reporting;
using Dashboard.Storage.Writing;
using Npgsql;
using NpgsqlTypes;

namespace Dashboard.Storage.Queries;

/// <summary>
/// The few flows of one campaign, pool or client. Cells lie by time and flow: knowing both, a report goes to them instead of through
/// everybody's.
/// </summary>
internal sealed class FlowChoice
{
    private const int MostFlows = 1000;
    private const int MostPlaces = 20_000;

    private static readonly Dimension[] OfFlows = [Dimension.Campaign, Dimension.Pool, Dimension.Client, Dimension.Stream];
    private static readonly TimeSpan Step = TimeSpan.FromMinutes(15);

    private readonly int[] _flowIds;

    private FlowChoice(int[] flowIds) => _flowIds = flowIds;

    /// <summary>Looks the flows up.</summary>
    /// <returns>Null where no campaign, pool or client is chosen, or where they have many flows.</returns>
    public static async Task<FlowChoice?> ReadAsync(MetricsRequest request, NpgsqlDataSource dataSource, CancellationToken cancellationToken)
    {
        var conditions = request.Filter.Conditions.Where(c => OfFlows.Contains(c.Dimension)).ToArray();
        if (!conditions.Any(c => !c.IsExcluded && c.Dimension != Dimension.Stream))
        {
            return null;
        }

        await using var command = dataSource.CreateCommand();
        var where = conditions.Select((c, i) => FilterSql.Condition(DimensionSql.Column(c.Dimension), c, i, command.Parameters));
        command.CommandText = $"select flow_id from flows f where {string.Join(" and ", where)} order by flow_id limit {MostFlows + 1}";
        var ids = new List<int>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            ids.Add(reader.GetInt32(0));
        }

        return ids.Count > MostFlows ? null : new FlowChoice([.. ids]);
    }

    /// <summary>
    /// What else is asked of cells: a flow's number says its campaign, pool, client and stream. Asked for both ways, PostgreSQL foresees
    /// a handful of rows where there are a hundred thousand, and joins them one by one.
    /// </summary>
    public static ReportFilter Without(ReportFilter filter, CellSource source) => LieByFlow(source)
        ? filter with { Conditions = [.. filter.Conditions.Where(c => !OfFlows.Contains(c.Dimension))] }
        : filter;

    /// <summary>The conditions that this adds; empty for cells that do not lie by flow.</summary>
    public string Where(CellSource source, ReportFilter filter, WorkspaceHours hours, NpgsqlParameterCollection parameters)
    {
        if (!LieByFlow(source))
        {
            return "";
        }

        parameters.AddWithValue("flows", _flowIds);
        var times = Times(filter, source.IsDaily ? hours.DayOf : hours.HourOf);
        if (!source.IsOfOneTable || times.Count * _flowIds.Length > MostPlaces)
        {
            return " and c.flow_id = any(@flows)";
        }

        parameters.AddWithValue("times", NpgsqlDbType.Array | NpgsqlDbType.TimestampTz, times.ToArray());
        return " and c.flow_id = any(@flows) and c.hour = any(@times)";
    }

    private static bool LieByFlow(CellSource source) => source.Cube.Columns[0] == "flow_id";

    private static List<DateTime> Times(ReportFilter filter, Func<DateTime, DateTime> startOf)
    {
        var times = new List<DateTime>();
        for (var at = filter.From.UtcDateTime; at < filter.To.UtcDateTime; at += Step)
        {
            var start = startOf(at);
            if (times.Count == 0 || times[^1] != start)
            {
                times.Add(start);
            }
        }

        return times;
    }
}
