using System.Buffers;
using Dashboard.Core.Delivery;

namespace Dashboard.Core.Replies;

/// <summary>
/// Where in the conversation a reply came, by what sending servers write around it: Postfix' <c>(in reply to RCPT TO command)</c> and
/// <c>refused to talk to me</c>, Exim's <c>after initial connection</c>, qmail's <c>does not like recipient</c>.
/// </summary>
internal static class StageWords
{
    private static readonly (string Words, Stage Stage)[] Known =
    [
        ("refused to talk to me", Stage.Connect), ("after initial connection", Stage.Connect), ("but greeting failed", Stage.Connect),
        ("after connect", Stage.Connect), ("in reply to initial server greeting", Stage.Connect),
        ("in reply to ehlo", Stage.Ehlo), ("in reply to helo", Stage.Ehlo), ("after ehlo", Stage.Ehlo), ("after helo", Stage.Ehlo),
        ("in reply to mail from", Stage.MailFrom), ("after mail from", Stage.MailFrom), ("for mail from command", Stage.MailFrom),
        ("but sender was rejected", Stage.MailFrom), ("sent: mail from", Stage.MailFrom),
        ("in reply to rcpt to", Stage.RcptTo), ("after rcpt to", Stage.RcptTo), ("for rcpt to command", Stage.RcptTo),
        ("does not like recipient", Stage.RcptTo), ("following rcpt command", Stage.RcptTo), ("sent: rcpt to", Stage.RcptTo),
        ("in reply to end of data", Stage.EndOfData), ("after end of data", Stage.EndOfData), ("failed after i sent the message", Stage.EndOfData),
        ("for text command", Stage.EndOfData),
    ];

    private static readonly SearchValues<string> AnyKnown = SearchValues.Create([.. Known.Select(known => known.Words)], StringComparison.OrdinalIgnoreCase);

    /// <summary>The stage; unknown when the text does not say it, or speaks of several.</summary>
    public static Stage In(string text)
    {
        // A bounce mail breaks its lines anywhere.
        text = text.Contains('\n', StringComparison.Ordinal) ? string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)) : text;
        if (!text.AsSpan().ContainsAny(AnyKnown))
        {
            return Stage.Unknown;
        }

        var stage = Stage.Unknown;
        foreach (var (words, known) in Known)
        {
            if (text.Contains(words, StringComparison.OrdinalIgnoreCase))
            {
                if (stage != Stage.Unknown && stage != known)
                {
                    return Stage.Unknown;
                }

                stage = known;
            }
        }

        return stage;
    }
}
