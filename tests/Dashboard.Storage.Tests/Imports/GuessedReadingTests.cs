using System.Text.Json.Nodes;
using Dashboard.Storage.Imports;
using Dashboard.Testing;

namespace Dashboard.Storage.Tests.Imports;

/// <summary>A guess never takes the place of what a person has said since it was made.</summary>
public sealed class GuessedReadingTests(PostgresServer server) : IAsyncLifetime
{
    private const string Guess = """{"mapping": "guess"}""";
    private const string Confirmed = """{"mapping": "confirmed"}""";

    private readonly CancellationToken _token = TestContext.Current.CancellationToken;
    private TestDatabase _database = default!;
    private ImportAdmission _imports = default!;
    private SourceRegister _sources = default!;

    public async ValueTask InitializeAsync()
    {
        _database = await server.CreateDatabaseAsync(_token);
        _imports = new ImportAdmission(_database.Contexts, TimeProvider.System);
        _sources = new SourceRegister(_database.Contexts, TimeProvider.System);
    }

    public async ValueTask DisposeAsync() => await _database.DisposeAsync();

    [Fact]
    public async Task What_a_person_confirmed_while_the_guess_was_made_stays()
    {
        var import = await _imports.AddAsync(File(null, null), _token);
        await _sources.ConfirmReadingAsync(import.SourceId, "csv", Confirmed, "person", _token);

        await _imports.AddAsync(File(Guess, null), _token);

        await AssertReadingAsync(import.SourceId, Confirmed, isConfirmed: true);
    }

    [Fact]
    public async Task A_guess_that_knew_what_was_confirmed_takes_its_place_and_is_unconfirmed()
    {
        var import = await _imports.AddAsync(File(null, null), _token);
        await _sources.ConfirmReadingAsync(import.SourceId, "csv", Confirmed, "person", _token);

        await _imports.AddAsync(File(Guess, Confirmed), _token);

        await AssertReadingAsync(import.SourceId, Guess, isConfirmed: false);
    }

    [Fact]
    public async Task A_guess_takes_the_place_of_an_earlier_guess()
    {
        var import = await _imports.AddAsync(File(Confirmed, null), _token);

        await _imports.AddAsync(File(Guess, null), _token);

        await AssertReadingAsync(import.SourceId, Guess, isConfirmed: false);
    }

    private async Task AssertReadingAsync(int sourceId, string reading, bool isConfirmed)
    {
        var source = (await _sources.FindAsync(sourceId, _token))!;
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(reading), JsonNode.Parse(source.Reading!)), source.Reading);
        Assert.Equal(isConfirmed, source.ReadingConfirmedAt is not null);
    }

    private static UploadedFile File(string? guess, string? before) =>
        new("one", "csv", "log.csv", "stored", 1000, "tester") { GuessedReading = guess, ReadingBeforeGuess = before };
}
