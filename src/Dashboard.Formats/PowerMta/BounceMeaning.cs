namespace Dashboard.Formats.PowerMta;

/// <summary>
/// What a <c>b</c> record stands for. PowerMTA writes one whenever it is done with a recipient: refused by the receiver, given up,
/// deleted by the operator, or never tried.
/// </summary>
internal enum BounceMeaning
{
    /// <summary>The last attempt was refused, by reply or by a local failure.</summary>
    Refused,

    /// <summary>Given up: the queue lifetime ended, or the operator deleted the message. No attempt of its own.</summary>
    GivenUp,

    /// <summary>On the suppression list: there was no attempt at all, though the record looks like a 5xx reply.</summary>
    Suppressed,
}

internal static class BounceMeanings
{
    /// <param name="isRemote">The text is a receiving server's: then it cannot tell what our own side did.</param>
    /// <param name="lowerText">The reply, lower case.</param>
    /// <param name="lowerStatus">dsnStatus with its words, lower case.</param>
    /// <param name="hint">bounceCat.</param>
    public static BounceMeaning Of(bool isRemote, ReadOnlySpan<byte> lowerText, ReadOnlySpan<byte> lowerStatus, ReadOnlySpan<byte> hint)
    {
        // RFC 3463: x.4.7 is "delivery time expired".
        if (hint.SequenceEqual("message-expired"u8) || IsExpiredStatus(lowerStatus)
            || lowerText.IndexOf("delivery time expired"u8) >= 0 || lowerText.IndexOf("message expired"u8) >= 0)
        {
            return BounceMeaning.GivenUp;
        }
        if (isRemote)
        {
            return BounceMeaning.Refused;
        }
        if (lowerText.IndexOf("suppress"u8) >= 0 || lowerStatus.IndexOf("suppress"u8) >= 0)
        {
            return BounceMeaning.Suppressed;
        }
        return lowerText.IndexOf("deleted by admin"u8) >= 0 || lowerText.IndexOf("administratively deleted"u8) >= 0
            || lowerText.IndexOf("deleted by the admin"u8) >= 0 || lowerText.IndexOf("deleted by operator"u8) >= 0
            || lowerText.IndexOf("message deleted"u8) >= 0 || lowerText.IndexOf("deleted from queue"u8) >= 0
            ? BounceMeaning.GivenUp
            : BounceMeaning.Refused;
    }

    private static bool IsExpiredStatus(ReadOnlySpan<byte> status) =>
        status.Length >= 5 && status[0] is (byte)'4' or (byte)'5' && status[1..].StartsWith(".4.7"u8)
        && (status.Length == 5 || !char.IsAsciiDigit((char)status[5]));
}
