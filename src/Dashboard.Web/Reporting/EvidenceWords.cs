using System.Diagnostics;
using Dashboard.Core.Classification;
using Dashboard.Core.Evidence;

namespace Dashboard.Web.Reporting;

/// <summary>The evidence behind a classification in words.</summary>
public static class EvidenceWords
{
    /// <summary>How sure it is, in a word or two.</summary>
    public static string Label(Certainty certainty) => certainty switch
    {
        Certainty.None => "Not known",
        Certainty.Low => "A hint only",
        Certainty.Fair => "Fairly sure",
        Certainty.High => "Sure",
        _ => throw new UnreachableException(),
    };

    /// <summary>Why it is as sure as that, in a sentence.</summary>
    public static string Meaning(Certainty certainty) => certainty switch
    {
        Certainty.None => "No rule knows this reply, and nothing is guessed.",
        Certainty.Low => "Only a code decided, and servers use codes loosely: read the words before acting on it.",
        Certainty.Fair => "Words decided that mean the same at nearly every server.",
        Certainty.High => "The provider’s own words or codes decided.",
        _ => throw new UnreachableException(),
    };

    /// <summary>Why a rule that matches did not decide.</summary>
    public static string Meaning(LossReason why) => why switch
    {
        LossReason.ProviderFirst => "Rules for this provider come before rules for every provider.",
        LossReason.WordsFirst => "Words come before codes: servers use the same code for different things.",
        LossReason.EnhancedCodeFirst => "The enhanced code (5.1.1) is exact: it comes before the reply code (550) and before words that may mean much or little.",
        LossReason.EarlierInOrder => "Both fit; the rule with the narrower meaning stands first.",
        LossReason.PriorityFirst => "Your own rules come before the product’s.",
        _ => throw new UnreachableException(),
    };

    /// <summary>What a fact is about.</summary>
    public static string Label(ReplyFact fact) => fact.Kind switch
    {
        FactKind.Blocklist => "Blocklist",
        FactKind.ProviderCode => "Provider’s code",
        FactKind.Limit => fact.Name is { } what ? $"Limit: {what}" : "Limit",
        FactKind.RetryAfter => "Come back in",
        FactKind.Ip => "IP address",
        FactKind.SpfDomain => "SPF domain",
        FactKind.DkimDomain => "DKIM domain",
        FactKind.FromDomain => "From domain",
        FactKind.LinkDomain => "Domain of a link",
        FactKind.Url => "Address in the reply",
        _ => throw new UnreachableException(),
    };
}
