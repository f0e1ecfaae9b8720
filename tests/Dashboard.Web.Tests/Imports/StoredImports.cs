using Dashboard.Core.Providers;
using Dashboard.Storage.Imports;
using Dashboard.Storage.Queries;
using Dashboard.Storage.Rules;
using Dashboard.Storage.Writing;
using Dashboard.Testing;
using Dashboard.Web.Imports;
using Microsoft.Extensions.Logging.Abstractions;

namespace Dashboard.Web.Tests.Imports;

/// <summary>Uploads in a folder of their own, read through the pipeline into a database.</summary>
internal sealed class StoredImports(TestDatabase database) : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("dashboard-imports-").FullName;

    public ImportRegister Register { get; } = new(database.Contexts);

    public ImportDecisions Decisions { get; } = new(database.Contexts);

    public QuarantineRegister Quarantine { get; } = new(database.Contexts);

    public async Task<int> AddAsync(byte[] stored, string name, CancellationToken cancellationToken)
    {
        var (storedName, bytes) = await new UploadFolder(Folder).SaveAsync(new MemoryStream(stored), cancellationToken);
        return (await new ImportAdmission(database.Contexts, TimeProvider.System).AddAsync(new UploadedFile("mta", "powermta", name, storedName, bytes, "tester"), cancellationToken)).Id;
    }

    public async Task<Import> FindAsync(int id, CancellationToken cancellationToken) => (await Register.FindAsync(id, cancellationToken))!;

    public async Task RunAsync(int id, TimeProvider clock, CancellationToken cancellationToken)
    {
        using var writer = new StoreWriter(
            database.DataSource, database.Contexts, new CurrentRules(database.DataSource),
            new SourceCapabilities(database.DataSource, TimeProvider.System), clock);
        await new ImportPipeline(writer, Register, new UploadFolder(Folder), TimeProvider.System, NullLogger<ImportPipeline>.Instance)
            .RunAsync(id, cancellationToken);
    }

    /// <summary>Breaks the run off after so many looks at the clock, with small batches until then.</summary>
    public async Task BreakOffAsync(int id, int looks, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => RunAsync(id, new HurriedClock(looks, stop), stop.Token));
        Assert.Equal(ImportStatus.Running, (await FindAsync(id, cancellationToken)).Status);
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    /// <summary>Ten milliseconds pass at every look, so that batches are small; after so many looks the run is broken off.</summary>
    private sealed class HurriedClock(int looks, CancellationTokenSource stop) : TimeProvider
    {
        private int _looks;

        public override long GetTimestamp()
        {
            if (++_looks == looks)
            {
                stop.Cancel();
            }

            return _looks * TimestampFrequency / 100;
        }
    }
}
