using System.Text;

namespace Dashboard.Core.Replies;

/// <summary>
/// Splits pasted text into replies: one a line, except that the lines of a multi-line reply (RFC 5321 §4.2.1: <c>550-</c> goes on,
/// <c>550 </c> ends) stay together, and a bounce mail (<see cref="BounceMail"/>) is one. Blank lines are left out and end a reply.
/// </summary>
public static class PastedReplies
{
    // What a log writes before a reply and its code are no longer.
    private const int LongestHead = 600;

    /// <summary>The replies, in order.</summary>
    /// <param name="text">What somebody pasted.</param>
    /// <param name="most">No more than this many are given.</param>
    public static IReadOnlyList<string> Split(string text, int most)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (most > 0 && BounceMail.IsIn(text))
        {
            return [text.Trim()];
        }

        var replies = new List<string>();
        var open = new StringBuilder();
        int? code = null;
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            var trimmed = line.Trim();
            if (open.Length > 0 && (trimmed.IsEmpty || CodeOf(trimmed) is { } other && other != code))
            {
                Close(replies, open);
            }

            if (trimmed.IsEmpty)
            {
                continue;
            }

            if (replies.Count >= most)
            {
                return replies;
            }

            code = open.Length == 0 ? CodeOf(trimmed) : code;
            open.Append(open.Length > 0 ? "\n" : "").Append(trimmed);
            if (code is null || IsComplete(trimmed, code.Value))
            {
                Close(replies, open);
            }
        }

        Close(replies, open);
        return replies.Count > most ? replies[..most] : replies;
    }

    private static void Close(List<string> replies, StringBuilder open)
    {
        if (open.Length > 0)
        {
            replies.Add(open.ToString());
            open.Clear();
        }
    }

    private static int? CodeOf(ReadOnlySpan<char> line) =>
        Reply.Parse(Encoding.UTF8.GetBytes(line[..Math.Min(line.Length, LongestHead)].ToString())).Code;

    // "550-5.1.1 no such user 550 5.1.1 see our page": many logs write all lines into one.
    private static bool IsComplete(ReadOnlySpan<char> line, int code)
    {
        var raw = Encoding.UTF8.GetBytes(line.ToString());
        var start = Reply.Parse(raw).Start;
        if (!ReplyLine.IsMultiline(raw, start))
        {
            return true;
        }

        for (var at = start + 4; at < raw.Length; at++)
        {
            if (ReplyLine.TryReadStart(raw, at, code, out _, out _) && raw[at + 3] == ' ')
            {
                return true;
            }
        }

        return false;
    }
}
