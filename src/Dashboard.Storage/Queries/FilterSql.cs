using Dashboard.Core.Reporting;
using Npgsql;
using NpgsqlTypes;

namespace Dashboard.Storage.Queries;

/// <summary>Turns a filter into conditions. The only place where SQL text is joined from a report's parts; values are always parameters.</summary>
internal static class FilterSql
{
    /// <summary>Conditions over a cell table, beginning with its hours.</summary>
    public static string Where(CellSource source, ReportFilter filter, NpgsqlParameterCollection parameters)
    {
        AddRange(filter, parameters);
        var conditions = filter.Conditions.Select((c, i) => Condition(source.Column(c.Dimension), c, i, parameters));
        return string.Join(" and ", ["c.hour >= @from", "c.hour < @to", .. conditions]);
    }

    /// <summary>The range as parameters <c>@from</c> and <c>@to</c>.</summary>
    public static void AddRange(ReportFilter filter, NpgsqlParameterCollection parameters)
    {
        parameters.AddWithValue("from", NpgsqlDbType.TimestampTz, filter.From.UtcDateTime);
        parameters.AddWithValue("to", NpgsqlDbType.TimestampTz, filter.To.UtcDateTime);
    }

    /// <summary>One condition on a text expression.</summary>
    public static string Condition(string column, FilterCondition condition, int index, NpgsqlParameterCollection parameters)
    {
        var name = $"filter{index}";
        parameters.AddWithValue(name, NpgsqlDbType.Array | NpgsqlDbType.Text, condition.Values.ToArray());
        return condition.IsExcluded ? $"not ({column} = any(@{name}))" : $"{column} = any(@{name})";
    }
}
