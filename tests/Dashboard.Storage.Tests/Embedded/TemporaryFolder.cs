using Dashboard.Storage.Embedded;
using Microsoft.Extensions.Logging.Abstractions;

namespace Dashboard.Storage.Tests.Embedded;

/// <summary>A data folder for one test, deleted with everything that runs in it.</summary>
internal sealed class TemporaryFolder : IAsyncDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("dashboard-embedded-").FullName;

    public string Cluster => System.IO.Path.Combine(Path, "pg", "cluster");

    public EmbeddedPostgresOptions Options => new() { DataFolder = Path, Fsync = false };

    public Task<EmbeddedPostgres> StartAsync(CancellationToken cancellationToken) =>
        EmbeddedPostgres.StartAsync(Options, NullLogger.Instance, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        // Left by a test that killed the app and then failed.
        if (Postmaster.TryRead(Cluster) is { } left && left.IsAlive())
        {
            await (await StartAsync(CancellationToken.None)).DisposeAsync();
        }

        Directory.Delete(Path, recursive: true);
    }
}
