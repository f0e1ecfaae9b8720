using System.Text;
using Dashboard.Storage.Imports;
using Dashboard.Testing;
using Dashboard.Testing.Generation;
using Dashboard.Web.Imports;

namespace Dashboard.Web.Tests.Imports;

/// <summary>What failed after something was counted is taken up again once the reason is gone, and counts nothing twice.</summary>
public sealed class FailedImportTests(PostgresServer server) : IAsyncLifetime
{
    private const string Unreadable = "d,\"not closed\n";

    private readonly CancellationToken _token = TestContext.Current.CancellationToken;
    private readonly string[] _lines = Lines();
    private TestDatabase _database = default!;
    private StoredImports _imports = default!;

    public async ValueTask InitializeAsync()
    {
        _database = await server.CreateDatabaseAsync(_token);
        _imports = new StoredImports(_database);
    }

    public async ValueTask DisposeAsync()
    {
        _imports.Dispose();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task An_import_whose_file_was_away_in_the_middle_goes_on_where_it_stopped()
    {
        var id = await _imports.AddAsync(Encoding.UTF8.GetBytes($"{_lines[0]}\n{Unreadable}{Text(1..1501)}"), "acct.csv", _token);
        await _imports.BreakOffAsync(id, 900, _token);
        var file = await MoveAwayAsync(id);
        await _imports.RunAsync(id, TimeProvider.System, _token);
        var failed = await _imports.FindAsync(id, _token);
        Assert.Equal(ImportStatus.Failed, failed.Status);
        Assert.InRange(failed.Imported, 1, 1499);

        MoveBack(file);
        Assert.True(await _imports.Decisions.TakeUpAgainAsync(id, _token));
        await _imports.RunAsync(id, TimeProvider.System, _token);

        await AssertAsync(id, ImportStatus.Completed, imported: 1500, quarantined: 1);
    }

    [Fact]
    public async Task A_retry_that_failed_can_be_tried_again_and_reads_the_quarantined_lines_only()
    {
        // A rotated log begins without its header: the first lines wait in quarantine until somebody has said it.
        var id = await _imports.AddAsync(Encoding.UTF8.GetBytes($"{Text(1..101)}{_lines[0]}\n{Text(101..501)}"), "acct.csv.1", _token);
        await _imports.RunAsync(id, TimeProvider.System, _token);
        await AssertAsync(id, ImportStatus.Completed, imported: 400, quarantined: 100);
        var reading = new SourceReading { PowerMta = new PowerMtaReading { HeaderLine = _lines[0] } };
        await new SourceRegister(_database.Contexts, TimeProvider.System)
            .ConfirmReadingAsync((await _imports.FindAsync(id, _token)).SourceId, "powermta", reading.ToJson(), "tester", _token);
        var file = await MoveAwayAsync(id);
        Assert.True(await _imports.Decisions.TakeUpAgainAsync(id, _token));
        await _imports.RunAsync(id, TimeProvider.System, _token);
        await AssertAsync(id, ImportStatus.Failed, imported: 400, quarantined: 100);

        MoveBack(file);
        Assert.True(await _imports.Decisions.TakeUpAgainAsync(id, _token));
        await _imports.RunAsync(id, TimeProvider.System, _token);

        await AssertAsync(id, ImportStatus.Completed, imported: 500, quarantined: 0);
        Assert.False(await _imports.Decisions.TakeUpAgainAsync(id, _token));
    }

    private static string[] Lines()
    {
        using var stream = new MemoryStream();
        PowerMtaLog.Write(new PowerMtaLogOptions { Events = 2500, Days = 1, Start = new DateOnly(2024, 6, 3) }, stream, CancellationToken.None);
        return [.. Encoding.UTF8.GetString(stream.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Distinct()];
    }

    private static void MoveBack(string file) => File.Move(file + ".away", file);

    private async Task<string> MoveAwayAsync(int id)
    {
        var file = new UploadFolder(_imports.Folder).PathOf((await _imports.FindAsync(id, _token)).StoredName);
        File.Move(file, file + ".away");
        return file;
    }

    private async Task AssertAsync(int id, ImportStatus status, long imported, long quarantined)
    {
        var import = await _imports.FindAsync(id, _token);
        Assert.Equal((status, imported, 0, quarantined), (import.Status, import.Imported, import.Duplicates, import.Quarantined));
        Assert.Equal(import.Lines, import.Imported + import.Quarantined + import.Ignored);
        Assert.Equal(imported, await _database.ReadAsync<long>("select count(*) from attempts", _token));
        Assert.Equal(quarantined, await _database.ReadAsync<long>("select count(*) from quarantined_lines", _token));
    }

    private string Text(Range lines) => string.Join('\n', _lines[lines]) + "\n";
}
