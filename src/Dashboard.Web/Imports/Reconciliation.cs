using Dashboard.Core.Metrics;
using Dashboard.Storage.Imports;
using Dashboard.Web.Reporting;

namespace Dashboard.Web.Imports;

/// <summary>One row of a step from lines to rates.</summary>
/// <param name="Label">What is counted.</param>
/// <param name="Count">How many.</param>
/// <param name="Note">What it means, or why it is left out.</param>
/// <param name="IsPart">True for a part of the row above that is not a part itself.</param>
public sealed record ReconciliationRow(string Label, long Count, string Note, bool IsPart);

/// <summary>How an import's lines became attempts, and attempts deliveries, with every difference named.</summary>
public sealed class Reconciliation(Import import)
{
    /// <summary>Lines that became events, by what happened.</summary>
    public long Attempts => Of(Counter.AttemptsAccepted) + Of(Counter.AttemptsDeferred) + Of(Counter.AttemptsRejected);

    /// <summary>Events that are no attempt: giving up, bounces by mail, complaints, queues held back.</summary>
    public long OtherEvents => import.Imported - Attempts;

    /// <summary>Deliveries that no other file had brought.</summary>
    public long Deliveries => Of(Counter.Attempted);

    /// <summary>True when every figure is this file's alone: nothing in it belongs to deliveries that other files brought.</summary>
    public bool StandsAlone => Deliveries >= 0 && Waiting >= 0 && Outcomes.All(r => r.Count >= 0);

    /// <summary>From events to attempts.</summary>
    public IReadOnlyList<ReconciliationRow> Events =>
    [
        new("Attempts", Attempts, "tries to hand a message to a receiving server", false),
        new("accepted", Of(Counter.AttemptsAccepted), "the server took the message", true),
        new("put off", Of(Counter.AttemptsDeferred), "“not now”: tried again later", true),
        new("refused", Of(Counter.AttemptsRejected), "“no”: not tried again", true),
        new("Other events", OtherEvents, "giving up, bounces that came by mail, complaints, queues held back: something happened, but nothing was attempted", false),
    ];

    /// <summary>From attempts to deliveries.</summary>
    public IReadOnlyList<ReconciliationRow> Outcomes =>
    [
        new("accepted", Of(Counter.Accepted), "in the end, however often it was tried", true),
        new("refused", Of(Counter.Rejected), "for good, by the receiving server or on our side", true),
        new("gave up", Of(Counter.Expired), "after trying for as long as the sending server does", true),
        new("waiting", Waiting, "put off, and nothing later is known yet", true),
    ];

    /// <summary>Why the sending platform's own page may show other numbers, with this file's counts.</summary>
    public IReadOnlyList<string> Differences(string zone)
    {
        var found = new List<string>();
        if (import.Duplicates > 0)
        {
            found.Add($"{Lines(import.Duplicates)} known already and not counted again. A page that counts lines of each file counts them twice.");
        }

        if (import.Quarantined > 0)
        {
            found.Add($"{Lines(import.Quarantined)} in quarantine and missing in every figure until {(import.Quarantined == 1 ? "it is" : "they are")} corrected.");
        }

        if (Attempts > Deliveries && Deliveries > 0)
        {
            found.Add($"Mail servers count attempts ({Figures.Count(Attempts)}); rates here are of deliveries ({Figures.Count(Deliveries)}): one message to one recipient, however often it was tried.");
        }

        if (Of(Counter.Expired) is > 0 and var expired)
        {
            found.Add($"{Figures.Count(expired)} deliveries were given up after retrying. Most platforms show them as bounces; here they are “gave up”, since no server refused them for good.");
        }

        if (Of(Counter.BouncedLater) is > 0 and var later)
        {
            found.Add($"{Figures.Count(later)} deliveries were accepted and bounced by mail afterwards. Many platforms take them off “delivered”; here they stay accepted and are counted beside it.");
        }

        foreach (var (reason, lines) in import.IgnoredReasons.Where(r => r.Key.StartsWith("Suppressed", StringComparison.Ordinal)))
        {
            found.Add($"{Figures.Count(lines)} rows are no attempt ({reason.TrimEnd('.')}). Some platforms count them as bounces or as “dropped”, and in what was sent.");
        }

        if (Of(Counter.Rejected) > 0)
        {
            found.Add("Platforms split bounces into hard and soft by the reply’s number. Here the whole reply decides whose fault it is, so a blocked message is no bad address.");
        }

        found.Add($"Days here are days of {zone}; another page may cut its days in another time zone.");
        return found;
    }

    private static string Lines(long count) => count == 1 ? "1 line is" : $"{Figures.Count(count)} lines are";

    private long Waiting => Deliveries - Of(Counter.Accepted) - Of(Counter.Rejected) - Of(Counter.Expired);

    private long Of(Counter counter) => import.Contribution.GetValueOrDefault(counter.ToString());
}
