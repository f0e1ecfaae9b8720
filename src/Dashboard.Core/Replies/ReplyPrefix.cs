namespace Dashboard.Core.Replies;

/// <summary>
/// What a sending server writes in front of the receiver's words: <c>smtp;</c> (RFC 3464 §2.3.6 diagnostic type), Postfix'
/// <c>host mx.example[192.0.2.1] said:</c> and <c>refused to talk to me:</c>, Exim's <c>SMTP error from remote mail server after RCPT TO:…:</c>.
/// </summary>
internal static class ReplyPrefix
{
    private const int MaxTypeLength = 20;
    private const int MaxSentenceLength = 400;

    /// <summary>Bytes to skip; 0 when the reply starts at once.</summary>
    public static int Length(ReadOnlySpan<byte> raw)
    {
        var at = SkipSpace(raw, 0);
        at = SkipSpace(raw, at + DiagnosticType(raw[at..]));
        return ReplyCode.TryReadPrefix(raw[at..], out _) ? at : SkipSpace(raw, at + Sentence(raw[at..]));
    }

    private static int DiagnosticType(ReadOnlySpan<byte> text)
    {
        var end = text[..Math.Min(text.Length, MaxTypeLength)].IndexOf((byte)';');
        if (end <= 0)
        {
            return 0;
        }

        foreach (var letter in text[..end])
        {
            if (!char.IsAsciiLetterOrDigit((char)letter) && letter != '-')
            {
                return 0;
            }
        }

        return end + 1;
    }

    private static int Sentence(ReadOnlySpan<byte> text)
    {
        var head = text[..Math.Min(text.Length, MaxSentenceLength)];
        var postfix = Math.Max(EndOf(head, " said: "u8), EndOf(head, " refused to talk to me: "u8));
        if (postfix > 0 && ReplyCode.TryReadPrefix(text[postfix..], out _))
        {
            return postfix;
        }

        var exim = head.IndexOf("SMTP error from remote mail server after "u8);
        if (exim < 0)
        {
            return 0;
        }

        for (var at = exim; at + 5 < head.Length; at++)
        {
            if (head[at] == ':' && head[at + 1] == ' ' && ReplyCode.TryReadPrefix(text[(at + 2)..], out _))
            {
                return at + 2;
            }
        }

        return 0;
    }

    private static int EndOf(ReadOnlySpan<byte> text, ReadOnlySpan<byte> words) =>
        text.IndexOf(words) is >= 0 and var at ? at + words.Length : 0;

    private static int SkipSpace(ReadOnlySpan<byte> text, int at)
    {
        while (at < text.Length && text[at] <= ' ')
        {
            at++;
        }

        return at;
    }
}
