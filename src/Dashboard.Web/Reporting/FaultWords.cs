using System.Diagnostics;
using Dashboard.Core.Classification;

namespace Dashboard.Web.Reporting;

/// <summary>Who must change something, and how much a reply says about the address, in words.</summary>
public static class FaultWords
{
    /// <summary>Who, in a word or two.</summary>
    public static string Label(Fault fault) => fault switch
    {
        Fault.None => "Not known",
        Fault.Recipient => "The address",
        Fault.Sender => "Us as sender",
        Fault.Provider => "The receiver",
        Fault.Local => "Our servers",
        _ => throw new UnreachableException(),
    };

    /// <summary>Who, in a sentence.</summary>
    public static string Meaning(Fault fault) => fault switch
    {
        Fault.None => "Nobody has to change anything, or nobody knows who has to.",
        Fault.Recipient => "The address or its owner: nothing about our sending can change it.",
        Fault.Sender => "Us as a sender: reputation, authentication, content or volume.",
        Fault.Provider => "The receiver: an outage or a habit of theirs.",
        Fault.Local => "Our own servers: DNS, TLS or configuration.",
        _ => throw new UnreachableException(),
    };

    /// <summary>How much a reply says about the address.</summary>
    public static string Evidence(EvidenceTier tier) => tier switch
    {
        EvidenceTier.None => "Says nothing about the address.",
        EvidenceTier.Confirmed => "Says plainly that the address is bad: one such reply is enough.",
        EvidenceTier.Ambiguous => "May mean something else here: two such replies, at least a day apart, are needed.",
        _ => throw new UnreachableException(),
    };
}
