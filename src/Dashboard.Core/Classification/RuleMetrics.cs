using System.Diagnostics.Metrics;

namespace Dashboard.Core.Classification;

/// <summary>What goes wrong while replies are classified. One meter for the process.</summary>
public static class RuleMetrics
{
    /// <summary>Name of the meter.</summary>
    public const string Name = "Dashboard.Rules";

    private static readonly Meter Meter = new(Name);

    private static readonly Counter<long> PatternTimeouts = Meter.CreateCounter<long>(
        "dashboard.rules.pattern_timeouts", "{reply}", "Replies on which the pattern of an own rule took too long, and so counts as not matching.");

    internal static void PatternTimedOut() => PatternTimeouts.Add(1);
}
