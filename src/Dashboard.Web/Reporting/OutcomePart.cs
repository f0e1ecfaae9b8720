using Dashboard.Core.Classification;
using Dashboard.Core.Delivery;
using Dashboard.Core.Metrics;
using Dashboard.Core.Reporting;
using Dashboard.Storage.Queries;

namespace Dashboard.Web.Reporting;

/// <summary>A part of what became of mail, in words a marketer knows. On the cohort clock the parts add up to what was attempted.</summary>
/// <param name="Label">The words.</param>
/// <param name="Meaning">What they mean, with the field's term.</param>
/// <param name="Colour">A CSS variable.</param>
/// <param name="Of">How many deliveries.</param>
/// <param name="Link">The address of the rows behind the number.</param>
public sealed record OutcomePart(
    string Label, string Meaning, string Colour, Func<MetricCounts, long> Of, Func<ReportState, string> Link)
{
    private static readonly string[] BadAddressReasons =
        [WireNames.Of(Reason.InvalidUser), WireNames.Of(Reason.InactiveUser), WireNames.Of(Reason.InvalidDomain)];

    public static OutcomePart Accepted { get; } = new(
        "Accepted", "The receiving server took the message. That is not the same as “in the inbox”.", "var(--d-accepted)",
        counts => counts[Count.Accepted], state => DashboardUrls.AttemptList(state, [EventType.Accepted]));

    /// <summary>Means something on the cohort clock only.</summary>
    public static OutcomePart Waiting { get; } = new(
        "Waiting", "Tried and not decided yet: the sending server tries again.", "var(--d-waiting)",
        counts => counts.Waiting, state => DashboardUrls.DeliveryList(state, outcome: DeliveryOutcome.Waiting));

    public static OutcomePart BadAddress { get; } = new(
        "Bad address", "Hard bounces: refused for good because the address or its domain is bad.", "var(--d-bad-address)",
        counts => counts[Count.Hard],
        state => DashboardUrls.ReplyList(
            state with { Filter = state.Filter.With(new FilterCondition(Dimension.Reason, BadAddressReasons, false)) }, EventType.Rejected));

    public static OutcomePart RefusedBecauseOfUs { get; } = new(
        "Refused because of us", "Blocks: refused for good because of our reputation, authentication, content or volume.", "var(--d-refused-us)",
        counts => counts[Count.Block], state => DashboardUrls.ReplyList(state.With(Dimension.Fault, WireNames.Of(Fault.Sender)), EventType.Rejected));

    public static OutcomePart OurFailure { get; } = new(
        "Our own failure", "Local failures: our DNS, TLS or configuration.", "var(--d-our-failure)",
        counts => counts[Count.Local], state => DashboardUrls.ReplyList(state.With(Dimension.Fault, WireNames.Of(Fault.Local)), EventType.Rejected));

    public static OutcomePart TheirProblem { get; } = new(
        "Their problem", "Refused for good for another known reason: a full mailbox, a rule of the recipient’s organisation, an outage.", "var(--d-their-problem)",
        counts => counts[Count.Other], state => DashboardUrls.ReplyList(state, EventType.Rejected));

    public static OutcomePart ReasonUnknown { get; } = new(
        "Reason unknown", "Refused for good with a reply that no rule knows yet.", "var(--d-unknown)",
        counts => counts[Count.Unclassified],
        state => DashboardUrls.ReplyList(state.With(Dimension.Reason, WireNames.Of(Reason.Unclassified)), EventType.Rejected));

    public static OutcomePart GaveUp { get; } = new(
        "Gave up", "Expired: the sending server gave up after its queue lifetime. Never a hard bounce.", "var(--d-gave-up)",
        counts => counts[Count.Expired], state => DashboardUrls.AttemptList(state, [EventType.Expired]));

    /// <summary>Attempts that were put off: beside the outcomes on the event clock, where nothing can be said about waiting.</summary>
    public static OutcomePart PutOff { get; } = new(
        "Put off (attempts)", "Deferred attempts: “not now”. One delivery counts every time it is put off.", "var(--d-waiting)",
        counts => counts[Count.AttemptsDeferred], state => DashboardUrls.ReplyList(state, EventType.Deferred));

    private static readonly OutcomePart[] OnCohortClock =
        [Accepted, Waiting, BadAddress, RefusedBecauseOfUs, OurFailure, TheirProblem, ReasonUnknown, GaveUp];

    private static readonly OutcomePart[] OnEventClock = [Accepted, BadAddress, RefusedBecauseOfUs, OurFailure, TheirProblem, ReasonUnknown, GaveUp];

    /// <summary>The parts of all deliveries, best first.</summary>
    public static IReadOnlyList<OutcomePart> All(Clock clock) => clock == Clock.Cohort ? OnCohortClock : OnEventClock;
}
