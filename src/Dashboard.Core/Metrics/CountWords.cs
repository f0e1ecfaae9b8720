using System.Diagnostics;

namespace Dashboard.Core.Metrics;

/// <summary>What is counted, in plain words: the parts of every rate's formula.</summary>
public static class CountWords
{
    /// <summary>A phrase to stand in a formula: <c>deliveries accepted</c>.</summary>
    public static string Label(this Count count) => count switch
    {
        Count.AttemptsAccepted => "attempts accepted",
        Count.AttemptsDeferred => "attempts deferred",
        Count.AttemptsRejected => "attempts refused",
        Count.AttemptsWithoutReply => "attempts without a reply",
        Count.Attempted => "deliveries attempted",
        Count.FirstDeferred => "deliveries deferred at the first attempt",
        Count.FirstGreylisted => "deliveries greylisted at the first attempt",
        Count.EverDeferred => "deliveries deferred at least once",
        Count.RetrySucceeded => "deliveries deferred, then accepted",
        Count.Accepted => "deliveries accepted",
        Count.Hard => "hard bounces",
        Count.Block => "blocks",
        Count.Local => "local failures",
        Count.Other => "other refusals",
        Count.Unclassified => "unclassified refusals",
        Count.Expired => "deliveries given up",
        Count.BouncedLater => "accepted, then bounced",
        Count.BouncedLaterHard => "accepted, then bounced hard",
        Count.Complained => "accepted, then reported as abuse",
        Count.Throttled => "queues held back",
        _ => throw new UnreachableException(),
    };

    /// <summary>A sentence that says what is counted, and when something is left out.</summary>
    public static string Meaning(this Count count) => count switch
    {
        Count.AttemptsAccepted => "Tries that a receiving server took responsibility for.",
        Count.AttemptsDeferred => "Tries that ended with “not now”. One delivery counts every time it is put off.",
        Count.AttemptsRejected => "Tries that ended with a final refusal.",
        Count.AttemptsWithoutReply => "Of all tries, those that no server answered: DNS, connection, TLS, timeout.",
        Count.Attempted => "One message to one recipient, tried at least once. As it happened: those whose first attempt fell into the range.",
        Count.FirstDeferred => "Put off at the very first attempt. Greylisting, which every new contact meets, is left out.",
        Count.FirstGreylisted => "Put off at the first attempt by a server that asks every new contact to come back.",
        Count.EverDeferred => "Put off at any attempt. Those whose first reason was greylisting are left out.",
        Count.RetrySucceeded => "Of those, accepted in the end.",
        Count.Accepted => "A receiving server took the message. A bounce by mail afterwards takes nothing away here.",
        Count.Hard => "Finally refused because the address or its domain is bad.",
        Count.Block => "Finally refused because of us as a sender: reputation, authentication, content, volume.",
        Count.Local => "Finally failed on our own side: DNS, TLS, configuration.",
        Count.Other => "Finally refused for another known reason: a full mailbox, a rule of the recipient’s organisation, an outage.",
        Count.Unclassified => "Finally refused with a reply that no rule knows. Never guessed.",
        Count.Expired => "Our server tried until its queue lifetime had passed. Never a hard bounce.",
        Count.BouncedLater => "Accepted, and a bounce came back by mail afterwards.",
        Count.BouncedLaterHard => "Of those, because the address is bad.",
        Count.Complained => "Accepted, and the recipient reported the message to a feedback loop.",
        Count.Throttled => "Times that a whole queue could not be served: no attempt and no delivery, in no rate.",
        _ => throw new UnreachableException(),
    };

    /// <summary>The same as a sum: <c>attempts accepted + attempts deferred</c>.</summary>
    public static string Sum(IReadOnlyList<Count> counts)
    {
        ArgumentNullException.ThrowIfNull(counts);
        return string.Join(" + ", counts.Select(Label));
    }
}
