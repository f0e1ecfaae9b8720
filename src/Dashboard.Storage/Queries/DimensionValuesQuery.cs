using Dashboard.Core.Reporting;
using Npgsql;

namespace Dashboard.Storage.Queries;

/// <summary>Values of a dimension that occur in the data, for the filter bar.</summary>
public sealed class DimensionValuesQuery(NpgsqlDataSource dataSource)
{
    /// <summary>Up to <paramref name="limit"/> values that contain a text (case does not matter), those that begin with it first.</summary>
    public async Task<IReadOnlyList<string>> ReadAsync(Dimension dimension, string part, int limit, CancellationToken cancellationToken)
    {
        using var measured = QueryMetrics.Measure("dimension-values");
        var table = dimension switch
        {
            Dimension.Provider => "routes r",
            Dimension.Domain => "domains d",
            Dimension.Campaign or Dimension.Stream or Dimension.Pool or Dimension.Client => "flows f",
            Dimension.Source => "sources o",
            Dimension.Ip or Dimension.FromDomain or Dimension.ReturnPathDomain or Dimension.DkimDomain or Dimension.ListSource
                or Dimension.Segment => "contexts x",
            Dimension.Category or Dimension.Reason or Dimension.Fault => "template_classes k join templates t using (template_id)",
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        await using var command = dataSource.CreateCommand(
            $"""
            select value from (select distinct {DimensionSql.Column(dimension)} as value from {table}) v
            where position(lower(@part) in lower(value)) > 0
            order by position(lower(@part) in lower(value)) > 1, length(value), value
            limit @limit
            """);
        command.Parameters.AddWithValue("part", part);
        command.Parameters.AddWithValue("limit", limit);
        var values = new List<string>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            values.Add(reader.GetString(0));
        }

        return values;
    }
}
