using Dashboard.Core.Reporting;
using Npgsql;

namespace Dashboard.Storage.Queries;

/// <summary>Time buckets on the workspace's clock.</summary>
internal static class TimeSql
{
    /// <summary>The start of the bucket that holds a time; null (of the right type) without interval.</summary>
    public static string Bucket(string column, Interval interval, string timeZone, NpgsqlParameterCollection parameters)
    {
        if (interval is Interval.Day or Interval.Week or Interval.Month)
        {
            parameters.AddWithValue("zone", timeZone);
        }

        return interval switch
        {
            Interval.None => "null::timestamptz",
            Interval.Hour => column,
            Interval.Day => $"date_trunc('day', {column}, @zone)",
            Interval.Week => $"date_trunc('week', {column}, @zone)",
            Interval.Month => $"date_trunc('month', {column}, @zone)",
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }
}
