using Dashboard.Core.Delivery;

namespace Dashboard.Formats.PowerMta;

/// <summary>
/// Where in the conversation a text says it came. PowerMTA logs no stage, so only plain statements count:
/// "need RCPT command" in a server's reply names a command but not its own place.
/// </summary>
internal static class ReplyStage
{
    public static Stage Find(ReadOnlySpan<byte> lowerText)
    {
        if (Says(lowerText, "end of data"u8) || Says(lowerText, "end-of-data"u8))
        {
            return Stage.EndOfData;
        }
        if (Names(lowerText, "rcpt"u8))
        {
            return Stage.RcptTo;
        }
        if (Names(lowerText, "mail from"u8))
        {
            return Stage.MailFrom;
        }
        if (Names(lowerText, "data"u8))
        {
            return Stage.Data;
        }
        if (Names(lowerText, "ehlo"u8) || Names(lowerText, "helo"u8) || Names(lowerText, "starttls"u8)
            || Says(lowerText, "helo handshake"u8) || Says(lowerText, "ehlo handshake"u8) || Says(lowerText, "tls handshake"u8))
        {
            return Stage.Ehlo;
        }
        return Says(lowerText, "connection refused"u8) || Says(lowerText, "connection timed out"u8) || Says(lowerText, "while connecting"u8)
            || Says(lowerText, "no route to host"u8) || Says(lowerText, "initial server greeting"u8) || Says(lowerText, "waiting for greeting"u8)
            || Says(lowerText, "no answer from host"u8)
            ? Stage.Connect
            : Stage.Unknown;
    }

    private static bool Says(ReadOnlySpan<byte> text, ReadOnlySpan<byte> words) => text.IndexOf(words) >= 0;

    private static bool Names(ReadOnlySpan<byte> text, ReadOnlySpan<byte> command)
    {
        var at = text.IndexOf(command);
        return at > 0 && IsStatement(text[..at]);
    }

    private static bool IsStatement(ReadOnlySpan<byte> before) =>
        before.EndsWith("in reply to "u8) || before.EndsWith("in response to "u8) || before.EndsWith("while sending "u8)
        || before.EndsWith("after "u8) || before.EndsWith("reply to "u8) || before.EndsWith("response to "u8);
}
