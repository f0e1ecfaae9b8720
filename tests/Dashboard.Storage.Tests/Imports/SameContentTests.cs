using Dashboard.Storage.Imports;
using Dashboard.Testing;

namespace Dashboard.Storage.Tests.Imports;

/// <summary>The same content under two sources is never counted twice without asking.</summary>
public sealed class SameContentTests(PostgresServer server) : IAsyncLifetime
{
    private readonly CancellationToken _token = TestContext.Current.CancellationToken;
    private TestDatabase _database = default!;
    private ImportAdmission _admission = default!;
    private ImportDecisions _decisions = default!;
    private ImportRegister _register = default!;

    public async ValueTask InitializeAsync()
    {
        _database = await server.CreateDatabaseAsync(_token);
        _admission = new ImportAdmission(_database.Contexts, TimeProvider.System);
        _decisions = new ImportDecisions(_database.Contexts);
        _register = new ImportRegister(_database.Contexts);
    }

    public async ValueTask DisposeAsync() => await _database.DisposeAsync();

    [Fact]
    public async Task Of_uploads_in_the_same_moment_all_but_one_are_asked_about()
    {
        var imports = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => _admission.AddAsync(File($"source {i}"), _token)));

        Assert.Single(imports, i => i.Status == ImportStatus.Queued);
        Assert.Equal(5, imports.Count(i => i is { Status: ImportStatus.Waiting, Question: ImportQuestion.SameFile }));
    }

    [Fact]
    public async Task Uploads_in_the_same_moment_of_one_source_are_not_asked_about()
    {
        var imports = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => _admission.AddAsync(File("one"), _token)));

        Assert.All(imports, i => Assert.Equal(ImportStatus.Queued, i.Status));
        Assert.Equal(1L, await _database.ReadAsync<long>("select count(*) from sources", _token));
    }

    [Fact]
    public async Task A_file_that_waited_for_its_columns_is_asked_about_when_another_source_has_brought_it_meanwhile()
    {
        var first = await _admission.AddAsync(File("first") with { Question = ImportQuestion.Mapping }, _token);
        var second = await _admission.AddAsync(File("second") with { Question = ImportQuestion.Mapping }, _token);
        Assert.Equal((ImportQuestion.Mapping, ImportQuestion.Mapping), (first.Question, second.Question));

        Assert.True(await _decisions.TakeUpAgainAsync(first.Id, _token));
        Assert.False(await _decisions.TakeUpAgainAsync(second.Id, _token));

        var asked = (await _register.FindAsync(second.Id, _token))!;
        Assert.Equal((ImportStatus.Waiting, ImportQuestion.SameFile), (asked.Status, asked.Question));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_was_answered_once_is_not_asked_again(bool isSameMail)
    {
        var first = await _admission.AddAsync(File("first"), _token);
        var second = await _admission.AddAsync(File("second"), _token);

        Assert.True(await _decisions.AnswerSameFileAsync(second.Id, isSameMail ? first.SourceId : null, _token));
        Assert.True(await _decisions.TakeUpAgainAsync(second.Id, _token));
        Assert.False(await _decisions.AnswerSameFileAsync(second.Id, first.SourceId, _token));

        var taken = (await _register.FindAsync(second.Id, _token))!;
        Assert.Equal((ImportStatus.Queued, isSameMail ? "first" : "second"), (taken.Status, taken.Source.Name));
    }

    [Fact]
    public async Task Another_question_is_not_answered_by_moving_the_file()
    {
        var first = await _admission.AddAsync(File("first"), _token);
        var other = await _admission.AddAsync(File("second") with { Fingerprint = 2, Question = ImportQuestion.Mapping }, _token);

        Assert.False(await _decisions.AnswerSameFileAsync(other.Id, first.SourceId, _token));
        Assert.Equal("second", (await _register.FindAsync(other.Id, _token))!.Source.Name);
    }

    [Theory]
    [InlineData(true, 1L)]
    [InlineData(false, 2L)]
    public async Task A_source_made_for_the_file_alone_goes_when_the_file_is_added_to_another(bool isSameMail, long sources)
    {
        var first = await _admission.AddAsync(File("first"), _token);
        var second = await _admission.AddAsync(File("second"), _token);

        await _decisions.AnswerSameFileAsync(second.Id, isSameMail ? first.SourceId : null, _token);

        Assert.Equal(sources, await _database.ReadAsync<long>("select count(*) from sources", _token));
    }

    [Fact]
    public async Task A_source_whose_reading_a_person_has_confirmed_stays_when_its_only_file_goes()
    {
        var first = await _admission.AddAsync(File("first"), _token);
        var second = await _admission.AddAsync(File("second"), _token);
        await new SourceRegister(_database.Contexts, TimeProvider.System).ConfirmReadingAsync(second.SourceId, "csv", "{}", "person", _token);

        await _decisions.AnswerSameFileAsync(second.Id, first.SourceId, _token);

        Assert.Equal(2L, await _database.ReadAsync<long>("select count(*) from sources", _token));
    }

    private static UploadedFile File(string source) => new(source, "csv", "log.csv", "stored", 1000, "tester") { Fingerprint = 1 };
}
