using Dashboard.Testing;

namespace Dashboard.Faults;

/// <summary>What all faults share: the files, what an undisturbed import makes of them, and the servers.</summary>
public sealed class FaultBench : IAsyncDisposable
{
    // Enough for a dozen batches.
    private const int FewEvents = 15_000;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("dashboard-faults-");
    private readonly SemaphoreSlim _gate = new(1);
    private readonly Dictionary<(bool IsZip, bool IsRetried), ImportStory> _references = [];
    private readonly int _events;
    private LogFile? _log;

    /// <summary>With small files, for the tests of every day.</summary>
    public FaultBench()
        : this(FewEvents)
    {
    }

    internal FaultBench(int events) => _events = events;

    /// <summary>The server that nobody hurts.</summary>
    internal PostgresServer Server { get; } = new();

    /// <summary>The server that is killed.</summary>
    internal PostgresServer Fragile { get; } = new();

    /// <summary>A file that waits to be imported into an empty database.</summary>
    internal async Task<ImportStory> BeginAsync(PostgresServer server, Packing packing, CancellationToken cancellationToken) =>
        await ImportStory.BeginAsync(server, await LogAsync(cancellationToken), packing, cancellationToken);

    /// <summary>Where a disturbed import has left something else than an undisturbed one.</summary>
    internal async Task<IReadOnlyList<string>> DifferencesAsync(ImportStory story, Packing packing, bool isRetried, CancellationToken cancellationToken)
    {
        var reference = await ReferenceAsync(packing == Packing.Zip, isRetried, cancellationToken);
        return await StoreContents.DifferencesAsync(reference.Database, story.Database, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var reference in _references.Values)
        {
            await reference.DisposeAsync();
        }

        await Server.DisposeAsync();
        await Fragile.DisposeAsync();
        _folder.Delete(recursive: true);
        _gate.Dispose();
    }

    private async Task<LogFile> LogAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (_log is null)
            {
                var log = new LogFile(_folder.FullName, _events);
                log.Write(cancellationToken);
                _log = log;
            }

            return _log;
        }
        finally
        {
            _gate.Release();
        }
    }

    private async Task<ImportStory> ReferenceAsync(bool isZip, bool isRetried, CancellationToken cancellationToken)
    {
        var log = await LogAsync(cancellationToken);
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (!_references.TryGetValue((isZip, isRetried), out var reference))
            {
                reference = await ImportStory.BeginAsync(Server, log, isZip ? Packing.Zip : Packing.Plain, cancellationToken);
                _references.Add((isZip, isRetried), reference);
                await reference.RunUndisturbedAsync(cancellationToken);
                if (isRetried)
                {
                    await reference.TakeUpAgainAsync(cancellationToken);
                    await reference.RunUndisturbedAsync(cancellationToken);
                }
            }

            return reference;
        }
        finally
        {
            _gate.Release();
        }
    }
}
