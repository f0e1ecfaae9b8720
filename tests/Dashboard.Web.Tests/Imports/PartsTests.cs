using System.IO.Compression;
using System.Text;
using Dashboard.Core.Classification;
using Dashboard.Core.Metrics;
using Dashboard.Core.Providers;
using Dashboard.Formats.Delimited;
using Dashboard.Storage.Imports;
using Dashboard.Storage.Queries;
using Dashboard.Storage.Writing;
using Dashboard.Testing;
using Dashboard.Testing.Generation;
using Dashboard.Web.Imports;
using Microsoft.Extensions.Logging.Abstractions;

namespace Dashboard.Web.Tests.Imports;

/// <summary>Files of several parts, through the pipeline into a database.</summary>
public sealed class PartsTests(PostgresServer server) : IAsyncLifetime
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
    public async Task Two_rotations_in_one_archive_count_their_overlap_once()
    {
        var import = await RunAsync(Zip(("acct.csv", Log(..1200)), ("acct.csv.1", Log(800..2000))));

        Assert.Equal(ImportStatus.Completed, import.Status);
        Assert.Equal(["acct.csv", "acct.csv.1"], import.Parts);
        Assert.Equal((2404, 2000, 400, 2, 2), (import.Lines, import.Imported, import.Duplicates, import.Quarantined, import.Ignored));
        Assert.Equal(2000L, await _database.ReadAsync<long>("select count(*) from attempts", _token));
    }

    [Fact]
    public async Task Identical_lines_of_one_part_count_as_often_as_they_occur_and_again_in_the_next_part_not()
    {
        var log = _lines[0] + "\n" + _lines[1] + "\n" + _lines[1] + "\n";

        var import = await RunAsync(Zip(("a", log), ("b", log)));

        Assert.Equal((2, 2), (import.Imported, import.Duplicates));
    }

    [Fact]
    public async Task A_quarantined_line_says_in_which_part_it_stands_and_a_part_that_is_no_log_is_one()
    {
        var import = await RunAsync(Zip(("a.csv", Log(..3)), ("README.txt", "Logs of May. Ask Jim."), ("b.csv", Log(3..6))));

        var page = await _imports.Quarantine.LinesAsync(import.Id, null, 0, 10, _token);
        Assert.Equal(["README.txt", "a.csv", "b.csv"], import.Parts);
        Assert.Equal([(0, 0L), (1, 2L), (2, 2L)], page.Rows.Select(q => ((int)q.Part, q.Line)));
        Assert.Equal((11, 6, 3, 2), (import.Lines, import.Imported, import.Quarantined, import.Ignored));
    }

    [Fact]
    public async Task An_archive_without_a_log_fails_and_says_why()
    {
        var import = await RunAsync(Zip(("1.txt", "Hello."), ("2.txt", "Hello again.")));

        Assert.Equal((ImportStatus.Failed, 0), (import.Status, import.Lines));
        Assert.StartsWith("None of its 2 files or sheets is a log that can be read. The first, 1.txt: ", import.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_broken_second_part_is_found_before_the_first_is_counted()
    {
        var stored = Zip(("a.csv", Log(..500)), ("b.csv", Log(500..1000)));
        stored[stored.Length * 3 / 4] ^= 1;

        var import = await RunAsync(stored);

        Assert.Equal((ImportStatus.Failed, 0), (import.Status, import.Lines));
        Assert.Matches(@"^The file is damaged: b\.csv in it cannot be unpacked: the compression is broken near byte [\d,]+ of [\d,]+\. Nothing of it was counted\.", import.Error);
    }

    [Theory]
    [InlineData(300)]
    [InlineData(1150)]
    [InlineData(1250)]
    [InlineData(1400)]
    [InlineData(2300)]
    public async Task A_run_that_is_broken_off_in_any_part_goes_on_to_the_same_numbers(int look)
    {
        var stored = Zip(("acct.csv", Log(..1200)), ("acct.csv.1", Log(800..2000)));

        var id = await AddAsync(stored);
        await _imports.BreakOffAsync(id, look, _token);
        var broken = await _imports.FindAsync(id, _token);
        Assert.InRange(broken.Lines, Math.Max(1, look - 300), look);

        await _imports.RunAsync(id, TimeProvider.System, _token);

        var import = await _imports.FindAsync(id, _token);
        Assert.Equal((2404, 2000, 400, 2, 2), (import.Lines, import.Imported, import.Duplicates, import.Quarantined, import.Ignored));
        Assert.Equal(2000L, await _database.ReadAsync<long>("select count(*) from attempts", _token));
    }

    [Theory]
    [InlineData(150)]
    [InlineData(900)]
    [InlineData(1900)]
    public async Task A_part_that_is_taken_out_of_quarantine_whole_goes_on_where_a_broken_run_stopped(int look)
    {
        var export = "timestamp,recipient,event,campaign\n"
            + string.Concat(Enumerable.Range(0, 2000).Select(i => $"2026-03-01 {i / 3600:00}:{i / 60 % 60:00}:{i % 60:00},person{i}@example.com,{(i % 9 == 8 ? "lost in space" : "delivered")},spring\n"));
        var id = await AddAsync(Zip(("a.csv", Log(..50)), ("b.csv", export)));
        await _imports.RunAsync(id, TimeProvider.System, _token);
        var held = await _imports.FindAsync(id, _token);
        Assert.Equal((53, 50, 2), (held.Lines, held.Imported, held.Quarantined));

        await ConfirmAsync(held.SourceId, export);
        Assert.True(await _imports.Decisions.TakeUpAgainAsync(id, _token));
        await _imports.BreakOffAsync(id, look, _token);
        await _imports.RunAsync(id, TimeProvider.System, _token);

        var import = await _imports.FindAsync(id, _token);
        Assert.Equal(ImportStatus.Completed, import.Status);
        Assert.Equal((2053, 1828, 0, 223, 2), (import.Lines, import.Imported, import.Duplicates, import.Quarantined, import.Ignored));
        Assert.Equal(1828L, await _database.ReadAsync<long>("select count(*) from attempts", _token));
        Assert.Equal(0L, await _database.ReadAsync<long>("select count(*) from quarantined_lines where line <= 0", _token));
    }

    private async Task ConfirmAsync(int sourceId, string export)
    {
        var sample = DelimitedSample.Read(Encoding.UTF8.GetBytes(export), isWhole: true);
        var reading = new SourceReading { Mapping = MappingGuess.Make(sample, new MappingDefaults()).Mapping };
        await new SourceRegister(_database.Contexts, TimeProvider.System).ConfirmReadingAsync(sourceId, FormatWords.Delimited, reading.ToJson(), "tester", _token);
    }

    private static string[] Lines()
    {
        using var stream = new MemoryStream();
        PowerMtaLog.Write(new PowerMtaLogOptions { Events = 3000, Days = 1, Start = new DateOnly(2024, 6, 3) }, stream, CancellationToken.None);
        return [.. Encoding.UTF8.GetString(stream.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Distinct()];
    }

    private static byte[] Zip(params (string Name, string Content)[] members)
    {
        using var stored = new MemoryStream();
        using (var archive = new ZipArchive(stored, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in members)
            {
                using var member = archive.CreateEntry(name).Open();
                member.Write(Encoding.UTF8.GetBytes(content));
            }
        }

        return stored.ToArray();
    }

    /// <summary>Header, a line that cannot be read, events.</summary>
    private string Log(Range events) => _lines[0] + "\n" + Unreadable + string.Join('\n', _lines[1..2001][events]) + "\n";

    private Task<int> AddAsync(byte[] stored) => _imports.AddAsync(stored, "logs.zip", _token);

    private async Task<Import> RunAsync(byte[] stored)
    {
        var id = await AddAsync(stored);
        await _imports.RunAsync(id, TimeProvider.System, _token);
        return await _imports.FindAsync(id, _token);
    }
}
