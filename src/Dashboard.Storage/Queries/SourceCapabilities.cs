using System.Text.Json;
using Dashboard.Core.Metrics;
using Dashboard.Storage.Imports;
using Npgsql;

namespace Dashboard.Storage.Queries;

/// <summary>What every source can and cannot show, and what people said about it.</summary>
public sealed class SourceCapabilities(NpgsqlDataSource dataSource, TimeProvider time)
{
    private static readonly TimeSpan Remembered = TimeSpan.FromSeconds(5);
    private volatile Memory? _last;
    private int _version;

    /// <summary>All sources, by id; remembered for a few seconds.</summary>
    public async Task<IReadOnlyList<SourceAbility>> ReadAsync(CancellationToken cancellationToken)
    {
        var version = Volatile.Read(ref _version);
        if (_last is { } last && last.Version == version && time.GetElapsedTime(last.ReadAt) < Remembered)
        {
            return last.Sources;
        }

        var readAt = time.GetTimestamp();
        var sums = string.Join(", ", SeenWords.All.Select(word => $"coalesce(sum((i.seen->>'{word}')::bigint), 0)::bigint"));
        await using var command = dataSource.CreateCommand(
            $"""
            select s.id, s.name, s.format, s.capabilities::text, {sums}
            from sources s left join imports i on i.source_id = s.id
            group by s.id
            order by s.id
            """);
        var sources = new List<SourceAbility>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var said = JsonSerializer.Deserialize<Dictionary<string, bool>>(reader.GetString(3)) ?? [];
            sources.Add(new SourceAbility(
                reader.GetInt32(0),
                new CountedSource(reader.GetString(1), reader.GetString(2)),
                SeenWords.All.Select((word, i) => (word, i)).ToDictionary(p => p.word, p => reader.GetInt64(4 + p.i)),
                Said(said)));
        }

        _last = new Memory(sources, readAt, version);
        return sources;
    }

    /// <summary>One source; null when there is none.</summary>
    public async Task<SourceAbility?> FindAsync(int sourceId, CancellationToken cancellationToken) =>
        (await ReadAsync(cancellationToken)).FirstOrDefault(s => s.SourceId == sourceId);

    /// <summary>Keeps what a person said about a source. Who may say it is the caller's to check.</summary>
    /// <param name="sourceId">The source.</param>
    /// <param name="capability">About what.</param>
    /// <param name="value">True: it shows it (and none so far is 0, not “unknown”); false: it does not; null: found from its events again.</param>
    /// <param name="cancellationToken">Cancels the write.</param>
    /// <returns>False when there is no such source.</returns>
    public async Task<bool> SetAsync(int sourceId, SourceCapability capability, bool? value, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(
            value is null
                ? "update sources set capabilities = capabilities - @word where id = @id"
                : "update sources set capabilities = capabilities || jsonb_build_object(@word, @value) where id = @id");
        command.Parameters.AddWithValue("id", sourceId);
        command.Parameters.AddWithValue("word", capability.Word());
        if (value is { } isShown)
        {
            command.Parameters.AddWithValue("value", isShown);
        }

        var found = await command.ExecuteNonQueryAsync(cancellationToken) > 0;
        Forget();
        return found;
    }

    /// <summary>Reads the sources anew the next time: after events were stored, or a source was renamed or removed.</summary>
    public void Forget() => Interlocked.Increment(ref _version);

    private static Dictionary<SourceCapability, bool> Said(Dictionary<string, bool> words)
    {
        var said = new Dictionary<SourceCapability, bool>();
        foreach (var (word, value) in words)
        {
            if (CapabilityWords.TryParse(word, out var capability))
            {
                said[capability] = value;
            }
        }

        return said;
    }

    // The version tells a reading that began before something changed.
    private sealed record Memory(IReadOnlyList<SourceAbility> Sources, long ReadAt, int Version);
}
