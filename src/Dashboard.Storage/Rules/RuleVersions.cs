using Dashboard.Core.Classification;
using Dashboard.Core.Classification.Own;
using Dashboard.Core.Providers;
using Dashboard.Storage.Writing;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Dashboard.Storage.Rules;

/// <summary>What is to be saved.</summary>
/// <param name="Based">Number of the version that the author has seen; 0 for none.</param>
/// <param name="File">All own rules, in order, and providers of the new version.</param>
/// <param name="SavedBy">Who saves: name and address.</param>
/// <param name="Note">What was done and why.</param>
public sealed record RuleChange(int Based, OwnFile File, string SavedBy, string Note)
{
    /// <summary>The version that is brought back; null when it is none.</summary>
    public int? RestoredFrom { get; init; }
}

/// <summary>Whether rules were saved.</summary>
/// <param name="Version">The new version; null when nothing was saved.</param>
/// <param name="Problems">Why not.</param>
public sealed record RuleSaving(RuleVersion? Version, IReadOnlyList<RuleProblem> Problems);

/// <summary>The versions of the operator's own rules and providers. Who may save is the caller's to check.</summary>
public sealed class RuleVersions(
    IDbContextFactory<DashboardDbContext> contexts, NpgsqlDataSource dataSource, CurrentRules current, StoreWriter store, TimeProvider time)
{
    /// <summary>Longest note, in characters.</summary>
    public const int MaxNote = 500;

    private const int MaxAuthor = 320;

    /// <summary>Versions, newest first.</summary>
    /// <param name="offset">To leave out at the start.</param>
    /// <param name="limit">Wanted.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    public async Task<(IReadOnlyList<RuleVersion> Versions, int Total)> ListAsync(int offset, int limit, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var versions = await context.RuleVersions.AsNoTracking().OrderByDescending(v => v.Number).Skip(offset).Take(limit).ToListAsync(cancellationToken);
        return (versions, await context.RuleVersions.CountAsync(cancellationToken));
    }

    /// <summary>How many replies at providers each of some rules decides, as stored; rules that decide none are absent.</summary>
    public async Task<IReadOnlyDictionary<string, long>> DecidedAsync(string[] ruleIds, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand("select rule_id, count(*) from template_classes where rule_id = any(@ids) group by 1");
        command.Parameters.AddWithValue("ids", ruleIds);
        var decided = new Dictionary<string, long>(StringComparer.Ordinal);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            decided[reader.GetString(0)] = reader.GetInt64(1);
        }

        return decided;
    }

    /// <summary>One version; null when there is none. 0 is the product's rules alone.</summary>
    public async Task<RuleVersion?> FindAsync(int number, CancellationToken cancellationToken)
    {
        if (number == 0)
        {
            return new RuleVersion { Content = OwnRuleFile.Write(OwnFile.Empty) };
        }

        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.RuleVersions.AsNoTracking().SingleOrDefaultAsync(v => v.Number == number, cancellationToken);
    }

    /// <summary>
    /// Saves rules as the newest version and classifies everything stored by them. When the process ends in between, the next one to start,
    /// or another that is running, does the rest.
    /// </summary>
    public async Task<RuleSaving> SaveAsync(RuleChange change, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(change);
        var own = OwnRules.Of(change.File);
        var objections = own.Objections(RuleSet.Default, ProviderDirectory.Default, own.Classifier(RuleSet.Default, ProviderDirectory.Default));

        // What was in force once may come back, though the product's rules have moved on since.
        if (objections.Count > 0 && change.RestoredFrom is null)
        {
            return new RuleSaving(null, objections);
        }

        var version = await InsertAsync(change, cancellationToken);
        if (version is null)
        {
            return new RuleSaving(null, [new RuleProblem("", "", $"Somebody saved rules meanwhile: version {current.Now.Number}. Go back and show again what your change does: what you typed is kept.")]);
        }

        await store.FollowRulesAsync(cancellationToken);
        return new RuleSaving(version, []);
    }

    /// <summary>Saves a past version's rules as the newest version.</summary>
    /// <returns>Nothing saved where there is no such version, or somebody saved another meanwhile.</returns>
    public async Task<RuleSaving> RestoreAsync(int number, int based, string savedBy, string note, CancellationToken cancellationToken) =>
        await FindAsync(number, cancellationToken) is { } past
            ? await SaveAsync(new RuleChange(based, OwnRuleFile.Read(past.Content), savedBy, note) { RestoredFrom = number }, cancellationToken)
            : new RuleSaving(null, [new RuleProblem("", "", $"There is no version {number}.")]);

    private async Task<RuleVersion?> InsertAsync(RuleChange change, CancellationToken cancellationToken)
    {
        var version = new RuleVersion
        {
            Number = change.Based + 1,
            SavedAt = time.GetUtcNow().ToUniversalTime(),
            SavedBy = Cut(change.SavedBy, MaxAuthor),
            Note = Cut(change.Note.Trim(), MaxNote),
            RestoredFrom = change.RestoredFrom,
            Content = OwnRuleFile.Write(change.File),
        };
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if ((await current.HoldAloneAsync(connection, cancellationToken)).Number != change.Based)
        {
            return null;
        }

        await using var command = new NpgsqlCommand(
            """
            insert into rule_versions (number, saved_at, saved_by, note, restored_from, content)
            values (@number, @saved_at, @saved_by, @note, @restored_from, @content)
            """,
            connection);
        command.Parameters.AddWithValue("number", version.Number);
        command.Parameters.AddWithValue("saved_at", version.SavedAt);
        command.Parameters.AddWithValue("saved_by", version.SavedBy);
        command.Parameters.AddWithValue("note", version.Note);
        command.Parameters.AddWithValue("restored_from", NpgsqlTypes.NpgsqlDbType.Integer, (object?)version.RestoredFrom ?? DBNull.Value);
        command.Parameters.AddWithValue("content", version.Content);
        await command.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return version;
    }

    private static string Cut(string text, int most) => text.Length > most ? text[..most] : text;
}
