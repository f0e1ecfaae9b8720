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
            (select coalesce(sum(quarantined), 0) from imports)::float8
        """;

    private readonly NpgsqlDataSource _dataSource;
    private readonly TimeProvider _time;
    private readonly Lock _turn = new();
    private readonly double?[] _values = new double?[5];
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
