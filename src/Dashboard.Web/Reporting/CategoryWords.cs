using System.Diagnostics;
using Dashboard.Core.Classification;

namespace Dashboard.Web.Reporting;

/// <summary>Categories and reasons in words that a marketer knows. The one place where they are written.</summary>
public static class CategoryWords
{
    private const string DeferredPrefix = "deferred-";

    /// <summary>A reason in two or three words.</summary>
    public static string Label(Reason reason) => reason switch
    {
        Reason.Unclassified => "Not classified",
        Reason.None => "Accepted",
        Reason.InvalidUser => "No such mailbox",
        Reason.InactiveUser => "Mailbox inactive",
        Reason.InvalidDomain => "Bad domain",
        Reason.MailboxFull => "Mailbox full",
        Reason.RateLimit => "Rate limited",
        Reason.Greylisting => "Greylisted",
        Reason.ServerUnavailable => "Server unavailable",
        Reason.Dns => "DNS problem",
        Reason.Reputation => "Reputation",
        Reason.Auth => "Authentication",
        Reason.Policy => "Policy",
        Reason.Content => "Content",
        Reason.MessageTooLarge => "Message too large",
        Reason.RelayDenied => "Relaying denied",
        Reason.SenderRejected => "Sender refused",
        Reason.ProtocolError => "Protocol error",
        Reason.Expired => "Gave up",
        _ => throw new UnreachableException(),
    };

    /// <summary>A category by its wire name (<c>deferred-rate-limit</c>), without its outcome. A name that is none is shown as it is.</summary>
    public static string Label(string category) => Category.TryParse(category, out var known) ? Label(known.Reason)
        : category == "complaint" ? "Reported as abuse"
        : category;

    /// <summary>A category with its outcome in front, for lists that hold both: "Deferred: rate limited".</summary>
    public static string LongLabel(Category category)
    {
        if (category == Category.Accepted)
        {
            return Label(Reason.None);
        }

        var outcome = category.Name.StartsWith(DeferredPrefix, StringComparison.Ordinal) ? "Deferred" : "Refused";
        var label = Label(category.Reason);
        var isAbbreviation = label.Length > 1 && char.IsUpper(label[1]);
        return $"{outcome}: {(isAbbreviation ? label : char.ToLowerInvariant(label[0]) + label[1..])}";
    }

    /// <summary>What a reason means, in a sentence.</summary>
    public static string Meaning(Reason reason) => reason switch
    {
        Reason.Unclassified => "No rule knows this reply yet. It is counted apart, never guessed.",
        Reason.None => "The receiving server took responsibility for the message. That is not the same as “in the inbox”.",
        Reason.InvalidUser => "The receiving server says that this mailbox does not exist.",
        Reason.InactiveUser => "The mailbox exists, but it is disabled, suspended or abandoned.",
        Reason.InvalidDomain => "The recipient’s domain does not exist or takes no mail.",
        Reason.MailboxFull => "The recipient’s mailbox is over its quota.",
        Reason.RateLimit => "The receiving server gets more from us, or gets it faster, than it wants to take.",
        Reason.Greylisting => "The receiving server asks every new sender to come back a little later. The retry usually succeeds.",
        Reason.ServerUnavailable => "The receiving server is down, overloaded or does not answer.",
        Reason.Dns => "A DNS look-up that delivery needs has failed.",
        Reason.Reputation => "The receiving server distrusts our sending address, domain or link, or found it on a blocklist.",
        Reason.Auth => "SPF, DKIM, DMARC, reverse DNS, TLS or an account’s authorization did not hold.",
        Reason.Policy => "A rule of the recipient’s organisation, or of the recipient, forbids the message.",
        Reason.Content => "Something in the message was refused: its wording, a link, an attachment.",
        Reason.MessageTooLarge => "The message is larger than the receiving server takes.",
        Reason.RelayDenied => "The server that was asked does not take mail for this domain.",
        Reason.SenderRejected => "The sender’s address was refused.",
        Reason.ProtocolError => "The conversation between the two servers went wrong: syntax, sequence or a mail loop.",
        Reason.Expired => "Our server tried until its queue lifetime had passed, then gave up.",
        _ => throw new UnreachableException(),
    };
}
