using Npgsql;

namespace Dashboard.Storage.Queries;

/// <summary>What is stored at all.</summary>
/// <param name="FirstEventAt">Earliest event, UTC; null when nothing is stored.</param>
/// <param name="LastEventAt">Latest event, UTC; null when nothing is stored.</param>
/// <param name="RunningImports">Imports that wait or run: numbers may still grow.</param>
/// <param name="QuarantinedLines">Lines kept in quarantine over all imports.</param>
/// <param name="DuplicateLines">Lines dropped as known over all imports.</param>
/// <param name="AttemptsSince">Single attempts before this, UTC, were deleted because of their age, and only their counts are there; null while none were.</param>
public sealed record Completeness(
    DateTimeOffset? FirstEventAt, DateTimeOffset? LastEventAt, int RunningImports, long QuarantinedLines, long DuplicateLines, DateTimeOffset? AttemptsSince)
{
    /// <summary>True when no event is stored.</summary>
    public bool IsEmpty => FirstEventAt is null;
}

/// <summary>Tells which time the data covers and whether imports are still running.</summary>
public sealed class CompletenessQuery(NpgsqlDataSource dataSource)
{
    /// <summary>Reads it from the imports' own rows.</summary>
    public async Task<Completeness> ReadAsync(CancellationToken cancellationToken)
    {
        using var measured = QueryMetrics.Measure("completeness");
        await using var command = dataSource.CreateCommand(
            """
            select min(first_event_at), max(last_event_at), count(*) filter (where status in (0, 1))::int,
                coalesce(sum(quarantined), 0)::bigint, coalesce(sum(duplicates), 0)::bigint,
                (select attempts_since from workspaces)
            from imports
            """);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return new Completeness(
            reader.IsDBNull(0) ? null : reader.GetFieldValue<DateTimeOffset>(0),
            reader.IsDBNull(1) ? null : reader.GetFieldValue<DateTimeOffset>(1),
            reader.GetInt32(2),
            reader.GetInt64(3),
            reader.GetInt64(4),
            reader.IsDBNull(5) ? null : reader.GetFieldValue<DateTimeOffset>(5));
    }
}
