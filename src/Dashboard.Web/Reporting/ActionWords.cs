using System.Diagnostics;
using Dashboard.Core.Classification;
using Dashboard.Core.Delivery;

namespace Dashboard.Web.Reporting;

/// <summary>Next actions in plain English: a short label and a sentence that says how.</summary>
public static class ActionWords
{
    /// <summary>What to do, in a few words.</summary>
    public static string Label(NextAction action) => action switch
    {
        NextAction.None => "Nothing to do",
        NextAction.Retry => "Let it retry",
        NextAction.SlowDown => "Slow down",
        NextAction.PauseAndProbe => "Pause and probe",
        NextAction.Suppress => "Stop sending to it",
        NextAction.Revalidate => "Check the address",
        NextAction.FixAuthentication => "Fix authentication",
        NextAction.FixContent => "Change the message",
        NextAction.FixConfiguration => "Fix our servers’ settings",
        NextAction.FindCause => "Find the cause",
        NextAction.RequestDelisting => "Ask for delisting",
        NextAction.ResendLater => "Send again later",
        NextAction.Investigate => "Have a look",
        _ => throw new UnreachableException(),
    };

    /// <summary>What to do after an event: nobody waits for a retry of what the sending server has given up.</summary>
    public static string Sentence(NextAction action, EventType type) => action == NextAction.Retry && !type.IsPassing()
        ? "Send it again later if it still matters: the sending server has stopped trying."
        : Sentence(action);

    /// <summary>The same as a sentence.</summary>
    public static string Sentence(NextAction action) => action switch
    {
        NextAction.None => "There is nothing to do.",
        NextAction.Retry => "The sending server tries again by itself; nothing to do unless it lasts.",
        NextAction.SlowDown => "Slow down sending to this provider: fewer messages an hour, fewer connections at once.",
        NextAction.PauseAndProbe => "Pause sending to this provider, then try a few messages and see whether they pass.",
        NextAction.Suppress => "Put the address on the do-not-send list. Sending to it again harms the reputation.",
        NextAction.Revalidate => "Check the address before the next send: a typing error, an old address, a mailbox that may come back.",
        NextAction.FixAuthentication => "Fix SPF, DKIM, DMARC, reverse DNS or TLS, whichever the reply names.",
        NextAction.FixContent => "Change what the reply names in the message: a link, an attachment, the wording, the size.",
        NextAction.FixConfiguration => "Change the settings of our own sending servers.",
        NextAction.FindCause => "Find out what lost the trust (an old list, a jump in volume, complaints) before asking for anything.",
        NextAction.RequestDelisting => "When the cause is fixed, ask the named list or provider to lift the block.",
        NextAction.ResendLater => "Send the same message again later: it was refused for good, but for a reason that passes.",
        NextAction.Investigate => "A person should look at the reply and decide.",
        _ => throw new UnreachableException(),
    };
}
