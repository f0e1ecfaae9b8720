namespace Dashboard.Core.Metrics;

/// <summary>Every rate of the product. Denominators: cohort clock, deliveries attempted; event clock, final events of the range.</summary>
public static class RateDefinitions
{
    private static readonly Count[] Attempted = [Count.Attempted];
    private static readonly Count[] Attempts = [Count.AttemptsAccepted, Count.AttemptsDeferred, Count.AttemptsRejected];
    private static readonly CapabilitySet Deferrals = CapabilitySet.Of(SourceCapability.Acceptances, SourceCapability.Deferrals);

    /// <summary>Ever accepted.</summary>
    public static RateDefinition Acceptance { get; } = OfDeliveries(
        "acceptance", "Acceptance rate", [Count.Accepted], true,
        "Deliveries that a receiving server accepted. Accepted is not the same as “in the inbox”.");

    /// <summary>First attempt deferred.</summary>
    public static RateDefinition Deferral { get; } = new(
        "deferral", "Deferral rate", [Count.FirstDeferred], Attempted, Attempted, false,
        "Deliveries whose first attempt was put off (“not now”), of all deliveries attempted. Greylisting, which every first contact meets, is left out.")
    {
        Needs = Deferrals,
    };

    /// <summary>The address is bad.</summary>
    public static RateDefinition HardBounce { get; } = OfDeliveries(
        "hardBounce", "Hard-bounce rate", [Count.Hard], false,
        "Deliveries finally refused because the address or its domain is bad.");

    /// <summary>Refused because of us.</summary>
    public static RateDefinition Block { get; } = OfDeliveries(
        "block", "Block rate", [Count.Block], false,
        "Deliveries finally refused because of us as a sender: reputation, authentication, content or volume.");

    /// <summary>Failed on our side.</summary>
    public static RateDefinition LocalFailure { get; } = OfDeliveries(
        "localFailure", "Local failure rate", [Count.Local], false,
        "Deliveries that finally failed on our own side: DNS, TLS or configuration.");

    /// <summary>Other known reasons.</summary>
    public static RateDefinition OtherRefusal { get; } = OfDeliveries(
        "otherRefusal", "Other refusals", [Count.Other], false,
        "Deliveries finally refused for another known reason, such as a full mailbox or a rule of the recipient’s organisation.");

    /// <summary>No rule knows.</summary>
    public static RateDefinition Unclassified { get; } = OfDeliveries(
        "unclassified", "Unclassified rate", [Count.Unclassified], false,
        "Deliveries finally refused with a reply that no rule knows yet.");

    /// <summary>Given up.</summary>
    public static RateDefinition Expiry { get; } = OfDeliveries(
        "expiry", "Expiry rate", [Count.Expired], false,
        "Deliveries that our server gave up after its queue lifetime. Never a hard bounce.");

    /// <summary>Deferred attempts.</summary>
    public static RateDefinition DeferralPressure { get; } = new(
        "deferralPressure", "Deferred attempts", [Count.AttemptsDeferred], Attempts, Attempts, false,
        "Attempts that were put off, of all attempts. One stuck delivery counts every time it is tried.")
    {
        Needs = Deferrals,
    };

    /// <summary>Deferred or refused attempts.</summary>
    public static RateDefinition FailedAttempts { get; } = new(
        "failedAttempts", "Failed attempts", [Count.AttemptsDeferred, Count.AttemptsRejected], Attempts, Attempts, false,
        "Attempts that were put off or refused, of all attempts in the logs.");

    /// <summary>Tries that one acceptance took.</summary>
    public static RateDefinition AttemptsPerAcceptance { get; } = new(
        "attemptsPerAcceptance", "Attempts per acceptance", Attempts, [Count.AttemptsAccepted], [Count.AttemptsAccepted], false,
        "Attempts of every outcome for each one that was accepted: 1 when nothing has to be tried again.")
    {
        Needs = Deferrals,
        IsRatio = true,
    };

    /// <summary>Retries that paid.</summary>
    public static RateDefinition RetrySuccess { get; } = new(
        "retrySuccess", "Retry success", [Count.RetrySucceeded], [Count.EverDeferred], null, true,
        "Deliveries deferred at least once and accepted in the end, of all that were deferred at least once. Greylisting is left out.")
    {
        Needs = Deferrals,
    };

    /// <summary>Bounced by mail.</summary>
    public static RateDefinition AsynchronousBounce { get; } = new(
        "asynchronousBounce", "Bounced after acceptance", [Count.BouncedLater], [Count.Accepted], null, false,
        "Accepted deliveries for which a bounce mail came back later.")
    {
        Needs = CapabilitySet.Of(SourceCapability.Acceptances, SourceCapability.AsynchronousBounces),
    };

    /// <summary>Abuse reports.</summary>
    public static RateDefinition Complaint { get; } = new(
        "complaint", "Complaint rate", [Count.Complained], [Count.Accepted], null, false,
        "Accepted deliveries that the recipient reported as abuse. Only providers with a feedback loop report; Gmail never does.")
    {
        Needs = CapabilitySet.Of(SourceCapability.Acceptances, SourceCapability.Complaints),
    };

    /// <summary>All rates, headline ones first.</summary>
    public static IReadOnlyList<RateDefinition> All { get; } =
    [
        Acceptance, Deferral, HardBounce, Block, Expiry, LocalFailure, OtherRefusal, Unclassified, DeferralPressure, FailedAttempts,
        AttemptsPerAcceptance, RetrySuccess, AsynchronousBounce, Complaint,
    ];

    /// <summary>A rate by its API word; null when there is none.</summary>
    public static RateDefinition? Find(string id) => All.FirstOrDefault(r => r.Id.Equals(id, StringComparison.OrdinalIgnoreCase));

    private static RateDefinition OfDeliveries(string id, string title, Count[] numerator, bool higherIsBetter, string meaning) =>
        new(id, title, numerator, Attempted, MetricCounts.FinalStates, higherIsBetter, meaning);
}
