using System.Text.RegularExpressions;

namespace Dashboard.Core.Replies;

/// <summary>
/// Finds the replies that prose quotes: the human part of a bounce mail, a session's transcript (<c>&lt;&lt;&lt; 550 5.1.1 …</c>),
/// "the response was: 550 …", "Last error: 451 …". What the receiver said decides, not what is written around it.
/// </summary>
internal static partial class QuotedReply
{
    /// <summary>Longer prose is read up to here, in characters.</summary>
    public const int MaxProse = 32 * 1024;

    private const int MaxLength = 1000;
    private const int MaxReplies = 8;
    private const string LoginFailed = "sasl authentication failed";

    /// <summary>The replies quoted in a text, in its order; none when the text is itself a reply, or quotes none.</summary>
    public static IReadOnlyList<string> In(string prose)
    {
        prose = prose.Length > MaxProse ? prose[..MaxProse] : prose;
        if (IsReply(prose))
        {
            return [];
        }

        // What is said of our own account during a login is no word about the recipient.
        if (prose.IndexOf(LoginFailed, StringComparison.OrdinalIgnoreCase) is >= 0 and var login)
        {
            return [Cut(prose, login, prose.Length)];
        }

        var starts = new List<int>();
        for (var match = Code().Match(prose); match.Success && starts.Count < MaxReplies; match = match.NextMatch())
        {
            var at = match.Groups[1].Index;
            if (starts.Count == 0 || !IsSameReply(prose, starts[^1], at))
            {
                starts.Add(at);
            }
        }

        return [.. starts.Select((start, index) => Cut(prose, start, index + 1 < starts.Count ? starts[index + 1] : prose.Length))];
    }

    /// <summary>True when the text begins with a reply code.</summary>
    public static bool IsReply(string text)
    {
        var start = text.AsSpan().TrimStart();
        return start.Length >= 3 && start[0] is >= '2' and <= '5' && char.IsAsciiDigit(start[1]) && char.IsAsciiDigit(start[2])
            && (start.Length == 3 || start[3] is ' ' or '-' or '\r' or '\n' or '\t' or '.' or ':');
    }

    // The lines of one reply carry the same code, with a hyphen on all but the last (RFC 5321 §4.2.1).
    private static bool IsSameReply(string prose, int before, int at) =>
        prose.AsSpan(before, 3).SequenceEqual(prose.AsSpan(at, 3)) && prose[before + 3] == '-' && at - before < MaxLength
        && End(prose.AsSpan(before, at - before)) < 0;

    private static string Cut(string prose, int start, int next)
    {
        var reply = prose.AsSpan(start, Math.Min(next - start, MaxLength));
        return (End(reply) is > 0 and var end ? reply[..end] : reply).TrimEnd().ToString();
    }

    // Where what stands around a reply goes on.
    private static int End(ReadOnlySpan<char> reply)
    {
        var first = -1;
        foreach (var end in (ReadOnlySpan<string>)["\n\n", "\r\n\r\n", ">>>", "(in reply to", "Reporting-MTA:", "Original-Recipient:", "Final-Recipient:"])
        {
            if ((first < 0 ? reply : reply[..first]).IndexOf(end, StringComparison.OrdinalIgnoreCase) is > 0 and var at)
            {
                first = at;
            }
        }

        return first;
    }

    // A code counts where a quotation starts, and only with a reply's words after it: "550 messages" in a sentence is none.
    [GeneratedRegex(
        @"(?:^|- |[\r\n:;><''""(\[#]|\b(?:code|error|status|with|returned|reply|response|said|was|smtp))\s*(?:[45][0-5][0-9] )?([45][0-5][0-9][ \-:]\s?(?:[45]\.[0-9]{1,3}\.[0-9]{1,3}|[\p{L}<#""'\[(]))",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Code();
}
