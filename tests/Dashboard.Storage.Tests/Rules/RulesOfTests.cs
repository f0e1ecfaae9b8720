using Dashboard.Core.Classification.Own;
using Dashboard.Core.Delivery;
using Dashboard.Storage.Queries;
using Dashboard.Storage.Rules;
using Dashboard.Storage.Tests.Writing;
using Dashboard.Storage.Writing;
using Dashboard.Testing;
using Dashboard.Core.Providers;

namespace Dashboard.Storage.Tests.Rules;

/// <summary>One process of the product as far as rules go: it knows what it has read, and no more.</summary>
internal sealed class RulesOfTests : IDisposable
{
    public RulesOfTests(TestDatabase database, TimeSpan? frozenAfter = null)
    {
        Current = frozenAfter is { } silence ? new CurrentRules(database.DataSource) { FrozenAfter = silence } : new CurrentRules(database.DataSource);
        Writer = new StoreWriter(
            database.DataSource, database.Contexts, Current,
            new SourceCapabilities(database.DataSource, TimeProvider.System), TimeProvider.System);
        Versions = new RuleVersions(database.Contexts, database.DataSource, Current, Writer, TimeProvider.System);
    }

    public CurrentRules Current { get; }

    public StoreWriter Writer { get; }

    public RuleVersions Versions { get; }

    /// <summary>A rule that finds words.</summary>
    public static OwnRule Rule(string id, string words, string reason) => new()
    {
        Id = id, Contains = [words], Reason = reason, Source = "seen in our logs", Samples = [$"550 {words}"],
    };

    /// <summary>Rules and no providers.</summary>
    public static OwnFile Only(params OwnRule[] rules) => new(rules, []);

    public static SentEvent Refused(int number, string reply) =>
        new(EventType.Rejected, new DateTime(2026, 3, 2, 10, 0, 0, DateTimeKind.Utc).AddSeconds(number), $"r{number}@mail.test", $"m{number}") { Reply = reply };

    /// <summary>Saves rules upon the newest version.</summary>
    public Task<RuleVersion> SaveAsync(OwnRule[] rules, CancellationToken token) => SaveAsync(Only(rules), token);

    /// <summary>Saves rules and providers upon the newest version.</summary>
    public async Task<RuleVersion> SaveAsync(OwnFile file, CancellationToken token)
    {
        var saved = await Versions.SaveAsync(new RuleChange((await Current.RefreshAsync(token)).Number, file, "Ann <ann@sender.test>", "why"), token);
        Assert.Empty(saved.Problems);
        return saved.Version!;
    }

    public void Dispose() => Writer.Dispose();
}
