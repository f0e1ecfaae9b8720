using System.Diagnostics;

namespace Dashboard.Core.Classification;

/// <summary>What follows from a reason when a rule says nothing else.</summary>
/// <param name="Fault">Who must change something.</param>
/// <param name="IsHard">Whether a final refusal counts as a hard bounce.</param>
/// <param name="Tier">What it says about the address.</param>
/// <param name="Actions">What to do, best first.</param>
public sealed record ReasonDefaults(Fault Fault, bool IsHard, EvidenceTier Tier, IReadOnlyList<NextAction> Actions)
{
    private static readonly ReasonDefaults Unknown = new(Fault.None, false, EvidenceTier.None, [NextAction.Investigate]);
    private static readonly ReasonDefaults Nothing = new(Fault.None, false, EvidenceTier.None, [NextAction.None]);
    private static readonly ReasonDefaults BadAddress = new(Fault.Recipient, true, EvidenceTier.Confirmed, [NextAction.Suppress]);
    private static readonly ReasonDefaults BadDomain = new(Fault.Recipient, true, EvidenceTier.Ambiguous, [NextAction.Revalidate]);

    // Our own resolver's word alone never makes an address bad: it may be our resolver.
    private static readonly ReasonDefaults BadDomainHere = new(Fault.Local, false, EvidenceTier.None, [NextAction.Revalidate]);
    private static readonly ReasonDefaults Full = new(Fault.Recipient, false, EvidenceTier.None, [NextAction.Retry]);
    private static readonly ReasonDefaults TooFast = new(Fault.Sender, false, EvidenceTier.None, [NextAction.SlowDown]);
    private static readonly ReasonDefaults TooFastForGood =
        new(Fault.Sender, false, EvidenceTier.None, [NextAction.ResendLater, NextAction.SlowDown]);

    private static readonly ReasonDefaults Theirs = new(Fault.Provider, false, EvidenceTier.None, [NextAction.Retry]);
    private static readonly ReasonDefaults OurDns = new(Fault.Local, false, EvidenceTier.None, [NextAction.Retry, NextAction.Investigate]);
    private static readonly ReasonDefaults TheirDns = new(Fault.Recipient, false, EvidenceTier.None, [NextAction.Retry, NextAction.Investigate]);
    private static readonly ReasonDefaults Distrust =
        new(Fault.Sender, false, EvidenceTier.None, [NextAction.PauseAndProbe, NextAction.FindCause]);

    private static readonly ReasonDefaults Unauthenticated = new(Fault.Sender, false, EvidenceTier.None, [NextAction.FixAuthentication]);
    private static readonly ReasonDefaults TheirRule = new(Fault.Sender, false, EvidenceTier.None, [NextAction.Investigate]);
    private static readonly ReasonDefaults BadContent = new(Fault.Sender, false, EvidenceTier.None, [NextAction.FixContent]);
    private static readonly ReasonDefaults OurSettings = new(Fault.Sender, false, EvidenceTier.None, [NextAction.FixConfiguration]);
    private static readonly ReasonDefaults OurServer = new(Fault.Local, false, EvidenceTier.None, [NextAction.FixConfiguration]);

    /// <summary>The defaults of a reason.</summary>
    /// <param name="reason">The reason.</param>
    /// <param name="isFinal">True for a final refusal, false for a deferral.</param>
    /// <param name="isLocal">True when our own side wrote the text.</param>
    public static ReasonDefaults For(Reason reason, bool isFinal, bool isLocal) => reason switch
    {
        Reason.Unclassified => Unknown,
        Reason.None => Nothing,
        Reason.InvalidUser or Reason.InactiveUser => BadAddress,
        Reason.InvalidDomain => isLocal ? BadDomainHere : BadDomain,
        Reason.MailboxFull => Full,
        Reason.RateLimit => isFinal ? TooFastForGood : TooFast,
        Reason.Greylisting or Reason.ServerUnavailable => Theirs,
        Reason.Dns => isLocal ? OurDns : TheirDns,
        Reason.Reputation => Distrust,
        Reason.Auth => Unauthenticated,
        Reason.Policy => TheirRule,
        Reason.Content => BadContent,
        Reason.SenderRejected or Reason.MessageTooLarge or Reason.RelayDenied => OurSettings,
        Reason.ProtocolError => OurServer,
        Reason.Expired => Unknown,
        _ => throw new UnreachableException(),
    };
}
