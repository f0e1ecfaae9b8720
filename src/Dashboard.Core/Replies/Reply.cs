namespace Dashboard.Core.Replies;

/// <summary>
/// What a raw reply states in numbers, and where its words begin. Multi-line replies arrive joined
/// (<c>550-5.1.1 first 550-5.1.1 second 550 5.1.1 last</c>) or with their line breaks; the last line's facts are kept,
/// because the first often carries no enhanced code. Any bytes are accepted; nothing throws.
/// </summary>
/// <param name="Code">Reply code (RFC 5321 §4.2); null when the text has none.</param>
/// <param name="Enhanced">Enhanced status code (RFC 3463); null when the text has none in the place for it.</param>
/// <param name="Start">Offset of the reply itself, after a log's own prefix such as <c>smtp;</c>.</param>
/// <param name="TextStart">Offset of the first line's words.</param>
public readonly record struct Reply(int? Code, EnhancedStatusCode? Enhanced, int Start, int TextStart)
{
    /// <summary>Longer replies are read up to here, in bytes.</summary>
    public const int MaxBytes = 4096;

    /// <summary>Reads a reply as UTF-8.</summary>
    public static Reply Parse(ReadOnlySpan<byte> raw)
    {
        raw = raw.Length > MaxBytes ? raw[..MaxBytes] : raw;
        var start = ReplyPrefix.Length(raw);
        var at = start;
        int? code = null;
        if (ReplyCode.TryReadPrefix(raw[at..], out var number))
        {
            code = number;
            at = SkipSeparator(raw, at + 3);
        }

        // A conversation in one string (354 go on … 451 4.3.0 disk full), or a report's sentence around the reply: the pair
        // of both codes cannot be mistaken.
        if (code is null or 220 or (>= 300 and < 400) && TryFindPair(raw, at, out var pair, out var pairCode))
        {
            return new Reply(pairCode, pair, start, at);
        }

        EnhancedStatusCode? enhanced = null;
        var opening = at < raw.Length && raw[at] is (byte)'#' or (byte)'[' or (byte)'(' ? 1 : 0;
        if (EnhancedStatusCode.TryParsePrefix(raw[(at + opening)..], out var first, out var length))
        {
            enhanced = first;
            at = SkipSeparator(raw, at + opening + length);
        }

        if (code is { } replyCode && ReplyLine.IsMultiline(raw, start))
        {
            enhanced = LastEnhanced(raw, at, replyCode) ?? enhanced;
        }

        return new Reply(code, enhanced ?? InParentheses(raw[at..]), start, Math.Min(at, raw.Length));
    }

    private static bool TryFindPair(ReadOnlySpan<byte> raw, int from, out EnhancedStatusCode enhanced, out int code)
    {
        for (var at = from; at + 8 < raw.Length; at++)
        {
            var isStart = at == 0 || !char.IsAsciiLetterOrDigit((char)raw[at - 1]);
            if (isStart
                && ReplyCode.TryReadPrefix(raw[at..], out code)
                && raw[at + 3] is (byte)' ' or (byte)'-'
                && EnhancedStatusCode.TryParsePrefix(raw[(at + 4)..], out enhanced, out _)
                && enhanced.Class == code / 100)
            {
                return true;
            }
        }

        enhanced = default;
        code = 0;
        return false;
    }

    private static EnhancedStatusCode? LastEnhanced(ReadOnlySpan<byte> raw, int from, int code)
    {
        EnhancedStatusCode? last = null;
        for (var at = from; at < raw.Length; at++)
        {
            if (ReplyLine.TryReadStart(raw, at, code, out _, out var enhanced) && enhanced is not null)
            {
                last = enhanced;
            }
        }

        return last;
    }

    // qmail and its children write the code at the end of the sentence, marked: "no mailbox here by that name. (#5.1.1)"
    private static EnhancedStatusCode? InParentheses(ReadOnlySpan<byte> text)
    {
        var at = text.IndexOf("(#"u8);
        return at >= 0 && EnhancedStatusCode.TryParsePrefix(text[(at + 2)..], out var code, out _) ? code : null;
    }

    private static int SkipSeparator(ReadOnlySpan<byte> raw, int at)
    {
        while (at < raw.Length && raw[at] is (byte)' ' or (byte)'-' or (byte)'\t' or (byte)'\r' or (byte)'\n' or (byte)':' or (byte)']' or (byte)')')
        {
            at++;
        }

        return at;
    }
}
