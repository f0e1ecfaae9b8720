using Dashboard.Core.Classification;
using Dashboard.Core.Classification.Own;
using Dashboard.Core.Providers;
using Npgsql;

namespace Dashboard.Storage.Rules;

/// <summary>
/// The rules in force: the product's with the newest version of the operator's before them. Whoever writes classes asks in its own
/// transaction (<see cref="HoldAsync"/>), so that nothing is classified by rules that were replaced before it is committed.
/// </summary>
public sealed class CurrentRules(NpgsqlDataSource dataSource)
{
    // Held shared by whoever writes classes, alone by whoever saves a version; the number means nothing.
    private const long Lock = 0x44_41_53_48_52_55_4C_45;

    private volatile RulesInUse _now = RulesInUse.Shipped;
    private volatile RulesInUse? _restated;

    /// <summary>What is known to be in force. Changes of other processes are seen by <see cref="RefreshAsync"/>.</summary>
    public RulesInUse Now => _now;

    /// <summary>True when what is stored was classified by <see cref="Now"/>, as far as this process knows.</summary>
    public bool IsRestated => ReferenceEquals(_now, _restated);

    /// <summary>Looks whether a newer version was saved.</summary>
    /// <returns>What is in force.</returns>
    public async Task<RulesInUse> RefreshAsync(CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        return await ReadAsync(connection, cancellationToken);
    }

    /// <summary>What is in force now and stays so until the open transaction ends.</summary>
    internal async Task<RulesInUse> HoldAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await LockAsync("pg_advisory_xact_lock_shared", connection, cancellationToken);
        return await ReadAsync(connection, cancellationToken);
    }

    /// <summary>Waits until nobody writes classes by the present rules, and keeps others from it until the open transaction ends.</summary>
    internal async Task<RulesInUse> HoldAloneAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await LockAsync("pg_advisory_xact_lock", connection, cancellationToken);
        return await ReadAsync(connection, cancellationToken);
    }

    /// <summary>All that is stored was classified by these.</summary>
    internal void Restated(RulesInUse rules) => _restated = rules;

    private static async Task LockAsync(string function, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand($"select {function}(@lock)", connection);
        command.Parameters.AddWithValue("lock", Lock);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task<RulesInUse> ReadAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var known = _now;
        await using var command = new NpgsqlCommand(
            """
            select v.number, case when v.number <> @known then v.content end
            from (select coalesce(max(number), 0) as number from rule_versions) newest left join rule_versions v using (number)
            """,
            connection);
        command.Parameters.AddWithValue("known", known.Number);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        if (reader.IsDBNull(0) || reader.IsDBNull(1))
        {
            return known;
        }

        return _now = Of(reader.GetInt32(0), reader.GetString(1));
    }

    private static RulesInUse Of(int number, string content)
    {
        var own = OwnRules.Of(OwnRuleFile.Read(content));
        var rules = RuleSet.Default.With(own.Rules, own.Version);
        return new RulesInUse(
            number, own, rules, own.Rules.Count == 0 ? ReplyClassifier.Default : new ReplyClassifier(rules, ProviderDirectory.Default));
    }
}
