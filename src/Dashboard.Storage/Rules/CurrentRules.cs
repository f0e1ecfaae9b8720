using Dashboard.Core.Classification;
using Dashboard.Core.Classification.Own;
using Dashboard.Core.Providers;
using Dashboard.Storage.Writing;
using Npgsql;

namespace Dashboard.Storage.Rules;

/// <summary>
/// The rules and providers in force: the product's with the newest version of the operator's before them. Whoever writes classes or
/// routes asks in its own transaction (<see cref="HoldAsync"/>), so that nothing is decided by what was replaced before it is committed.
/// </summary>
public sealed class CurrentRules(NpgsqlDataSource dataSource)
{
    // Held shared by whoever writes classes or routes, alone by whoever saves a version or restates by it; the number means nothing.
    private const long Lock = 0x44_41_53_48_52_55_4C_45;

    private volatile RulesInUse _now = RulesInUse.Shipped;
    private volatile RulesInUse? _restated;

    /// <summary>What is known to be in force. Changes of other processes are seen by <see cref="RefreshAsync"/>.</summary>
    public RulesInUse Now => _now;

    /// <summary>True when what is stored was classified by <see cref="Now"/>, as far as this process knows.</summary>
    public bool IsRestated => ReferenceEquals(_now, _restated);

    /// <summary>Who holds the lock and says nothing for so long is frozen: between two statements it takes seconds at most to classify.</summary>
    internal TimeSpan FrozenAfter { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Looks whether a newer version was saved.</summary>
    /// <returns>What is in force.</returns>
    public async Task<RulesInUse> RefreshAsync(CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        return await ReadAsync(null, connection, cancellationToken);
    }

    /// <summary>What is in force now and stays so until the open transaction ends.</summary>
    internal Task<RulesInUse> HoldAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        ReadAsync("pg_advisory_xact_lock_shared", connection, cancellationToken);

    /// <summary>Waits until nobody writes classes by the present rules, and keeps others from it until the open transaction ends.</summary>
    internal Task<RulesInUse> HoldAloneAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        ReadAsync("pg_advisory_xact_lock", connection, cancellationToken);

    /// <summary>All that is stored was classified by these.</summary>
    internal void Restated(RulesInUse rules) => _restated = rules;

    // The lock and the look in one round trip; two statements, so that the second sees what the first has waited for.
    private async Task<RulesInUse> ReadAsync(string? lockWith, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var known = _now;
        await using var batch = new NpgsqlBatch(connection);
        if (lockWith is not null)
        {
            // A restatement is waited for, however long it takes.
            batch.Timeout = 0;
            batch.BatchCommands.Add(new NpgsqlBatchCommand($"select {lockWith}(@lock)") { Parameters = { new("lock", Lock) } });
        }

        batch.BatchCommands.Add(new NpgsqlBatchCommand(
            """
            select v.number, case when v.number <> @known then v.content end
            from (select coalesce(max(number), 0) as number from rule_versions) newest left join rule_versions v using (number)
            """)
        {
            Parameters = { new("known", known.Number) },
        });
        await using var reader = await AnswerAsync(batch, cancellationToken);
        if (lockWith is not null)
        {
            await reader.NextResultAsync(cancellationToken);
        }

        await reader.ReadAsync(cancellationToken);
        if (reader.IsDBNull(0) || reader.IsDBNull(1))
        {
            return known;
        }

        return _now = Of(reader.GetInt32(0), reader.GetString(1));
    }

    private async Task<NpgsqlDataReader> AnswerAsync(NpgsqlBatch batch, CancellationToken cancellationToken)
    {
        var answer = batch.ExecuteReaderAsync(cancellationToken);
        while (true)
        {
            try
            {
                return await answer.WaitAsync(FrozenAfter, CancellationToken.None);
            }
            catch (TimeoutException) when (!answer.IsCompleted)
            {
                await EndFrozenAsync(cancellationToken);
            }
        }
    }

    private async Task EndFrozenAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
            await FrozenConnections.EndAsync(connection, Lock, FrozenAfter, cancellationToken);
        }
        catch (Exception e) when (e is NpgsqlException or OperationCanceledException)
        {
            // Whatever it is, the answer that is waited for says so too.
        }
    }

    private static RulesInUse Of(int number, string content)
    {
        var own = OwnRules.Of(OwnRuleFile.Read(content));
        var rules = own.Before(RuleSet.Default);
        var providers = own.Before(ProviderDirectory.Default);
        return new RulesInUse(number, own, rules, own.File.IsEmpty ? ReplyClassifier.Default : new ReplyClassifier(rules, providers), providers);
    }
}
