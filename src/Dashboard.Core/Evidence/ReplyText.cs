using System.Text;
using Dashboard.Core.Replies;

namespace Dashboard.Core.Evidence;

/// <summary>
/// A raw reply's words as one sentence: what our own log wrote before it, the codes that begin its lines and line breaks are left out,
/// so that <c>421 connections</c> is no number of connections.
/// </summary>
internal static class ReplyText
{
    /// <summary>The sentence; read up to <see cref="Reply.MaxBytes"/>.</summary>
    public static string Of(string reply)
    {
        var raw = Encoding.UTF8.GetBytes(reply.Length > Reply.MaxBytes ? reply[..Reply.MaxBytes] : reply).AsSpan();
        raw = raw.Length > Reply.MaxBytes ? raw[..Reply.MaxBytes] : raw;
        var parsed = Reply.Parse(raw);
        var isMultiline = parsed.Code is not null && ReplyLine.IsMultiline(raw, parsed.Start);
        var sentence = new byte[raw.Length];
        var length = 0;
        for (var at = parsed.TextStart; at < raw.Length;)
        {
            if (isMultiline && ReplyLine.TryReadStart(raw, at, parsed.Code!.Value, out var skipped, out _))
            {
                at += skipped;
            }
            else if (raw[at] > ' ')
            {
                sentence[length++] = raw[at++];
            }
            else
            {
                length += length > 0 && sentence[length - 1] != ' ' ? Space(sentence, length) : 0;
                at++;
            }
        }

        return Encoding.UTF8.GetString(sentence, 0, length);
    }

    private static int Space(byte[] sentence, int at)
    {
        sentence[at] = (byte)' ';
        return 1;
    }
}
