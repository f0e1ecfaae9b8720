using System.Diagnostics;

namespace Dashboard.Formats.PowerMta;

/// <summary>
/// Tells a receiving server's reply from a text that PowerMTA wrote itself. Remote is a text of type <c>smtp</c> (or of none) that starts
/// with a reply code, from a server that was reached, and that PowerMTA did not make up.
/// </summary>
internal static class ReplyOrigin
{
    public static bool IsRemote(Diagnostic diagnostic, ReadOnlySpan<byte> lowerText, ReadOnlySpan<byte> status, Reached reached)
    {
        if ((!diagnostic.Type.IsEmpty && !diagnostic.IsSmtp) || !diagnostic.StartsWithReplyCode || lowerText.IndexOf("[internal]"u8) >= 0)
        {
            return false;
        }
        return reached switch
        {
            Reached.No => false,
            Reached.Yes => !IsMadeUp(diagnostic.Text, status),
            Reached.NotLogged => !IsMadeUp(diagnostic.Text, status) && !SaysNoAnswer(lowerText),
            _ => throw new UnreachableException(),
        };
    }

    // "500 5.7.1 (delivery not authorized)" beside the status "5.7.1 (delivery not authorized)": PowerMTA's own words for the code.
    private static bool IsMadeUp(ReadOnlySpan<byte> text, ReadOnlySpan<byte> status)
    {
        var words = status.IndexOf((byte)'(');
        return words > 0 && text.EndsWith(status[words..]) && text[..^(status.Length - words)].IndexOf((byte)'(') < 0
            && text.Length - (status.Length - words) <= "500 5.7.100 ".Length;
    }

    /// <summary>A text about a server that did not answer, though it begins with a reply code.</summary>
    public static bool SaysNoAnswer(ReadOnlySpan<byte> lowerText) =>
        lowerText.IndexOf("lost connection"u8) >= 0 || lowerText.IndexOf("connection timed out"u8) >= 0
        || lowerText.IndexOf("connection refused"u8) >= 0 || lowerText.IndexOf("no answer from host"u8) >= 0
        || lowerText.IndexOf("dns lookup failure"u8) >= 0 || lowerText.IndexOf("name service error"u8) >= 0
        || lowerText.IndexOf("unable to route"u8) >= 0 || lowerText.IndexOf("no such domain"u8) >= 0;
}

/// <summary>Whether a row names a server that was reached.</summary>
internal enum Reached
{
    /// <summary>The file has neither dsnMta nor dlvDestinationIp.</summary>
    NotLogged,
    No,
    Yes,
}
