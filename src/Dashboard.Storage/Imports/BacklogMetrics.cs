using System.Diagnostics.Metrics;
using Npgsql;

namespace Dashboard.Storage.Imports;

/// <summary>
/// How far behind the store is, as gauges read from the database when somebody collects them. No value while the database is away or
/// there is nothing to tell.
/// </summary>
public sealed class BacklogMetrics
{
    /// <summary>Name of the meter.</summary>
    public const string Name = "Dashboard.Backlog";

    // One look serves all gauges of a collection.
    private static readonly TimeSpan LookLasts = TimeSpan.FromSeconds(2);

    private const string Sql =
        """
        with sources_heard as (select max(last_event_at) as newest from imports group by source_id)
        select (select count(*) from imports where status = 0)::float8,
            (select extract(epoch from clock_timestamp() - min(created_at)) from imports where status in (0, 1))::float8,
            (select extract(epoch from clock_timestamp() - max(newest)) from sources_heard)::float8,
            (select extract(epoch from clock_timestamp() - min(newest)) from sources_heard where newest > clock_timestamp() - interval '30 days')::float8,
            (select coalesce(sum(quarantined), 0) from imports)::float8,
            inbox.posts::float8, inbox.bytes::float8, extract(epoch from clock_timestamp() - inbox.oldest)::float8, inbox.aside::float8
        from (
            select count(*) filter (where set_aside is null) as posts, coalesce(sum(octet_length(body)), 0) as bytes,
                min(received_at) filter (where set_aside is null) as oldest, count(set_aside) as aside
            from inbox) inbox
        """;

    private readonly NpgsqlDataSource _dataSource;
    private readonly TimeProvider _time;
    private readonly Lock _turn = new();
    private readonly double?[] _values = new double?[9];
    private long? _lookedAt;

    /// <summary>Makes the gauges.</summary>
    public BacklogMetrics(IMeterFactory meters, NpgsqlDataSource dataSource, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(meters);
        (_dataSource, _time) = (dataSource, time);
        var meter = meters.Create(Name);
        Add(0, "dashboard.imports.waiting", "{import}", "Imports that wait for their turn.");
        Add(1, "dashboard.imports.lag", "s", "Age of the oldest upload that is not yet read to its end.");
        Add(2, "dashboard.events.age", "s", "Time since the newest event of all sources.");
        Add(3, "dashboard.sources.silence", "s", "Time since the newest event of the source that is silent longest, of those heard within 30 days.");
        Add(4, "dashboard.quarantine.size", "{row}", "Lines in quarantine.");
        Add(5, "dashboard.inbox.waiting", "{post}", "Posts of attempts that wait to be stored.");
        Add(6, "dashboard.inbox.size", "By", "Bytes of all posts in the inbox; when too many, senders are told to wait.");
        Add(7, "dashboard.inbox.lag", "s", "Age of the oldest post that waits to be stored.");
        Add(8, "dashboard.inbox.aside", "{post}", "Posts that could not be stored and are kept for another version of the program.");

        void Add(int place, string name, string unit, string description) =>
            meter.CreateObservableGauge(name, () => Read(place), unit, description);
    }

    private IEnumerable<Measurement<double>> Read(int place)
    {
        lock (_turn)
        {
            if (_lookedAt is not { } looked || _time.GetElapsedTime(looked) > LookLasts)
            {
                Look();
            }

            return _values[place] is { } value ? [new Measurement<double>(value)] : [];
        }
    }

    private void Look()
    {
        Array.Clear(_values);
        try
        {
            // Collectors ask synchronously.
            using var command = _dataSource.CreateCommand(Sql);
            command.CommandTimeout = 5;
            using var reader = command.ExecuteReader();
            if (reader.Read())
            {
                for (var i = 0; i < _values.Length; i++)
                {
                    _values[i] = reader.IsDBNull(i) ? null : reader.GetDouble(i);
                }
            }
        }
        catch (NpgsqlException)
        {
            // The database is away: there is no value, and the collection goes on.
        }

        _lookedAt = _time.GetTimestamp();
    }
}
