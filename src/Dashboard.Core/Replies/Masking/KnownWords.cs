namespace Dashboard.Core.Replies.Masking;

/// <summary>Finds the log's own fields in the reply: exact words, whatever they look like.</summary>
internal readonly ref struct KnownWords(KnownFields fields)
{
    // Shorter ones would hit by chance.
    private const int MinLength = 4;

    private readonly KnownFields _fields = fields;

    // Which letters (without their case) a field begins with: one look spares six comparisons at most words.
    private readonly uint _firsts = First(fields.Recipient) | First(fields.Sender) | First(fields.MessageId) | First(fields.Relay)
        | First(fields.SendingIp);

    /// <summary>Length of the field at the start of the text and what to write for it; 0 when there is none.</summary>
    public int Length(ReadOnlySpan<byte> text, out ReadOnlySpan<byte> placeholder)
    {
        placeholder = default;
        if ((_firsts & (1u << (text[0] & 0x1f))) == 0)
        {
            return 0;
        }

        if (StartsWith(text, _fields.Recipient))
        {
            placeholder = Placeholders.Address;
            return _fields.Recipient.Length;
        }

        if (StartsWith(text, _fields.Sender))
        {
            placeholder = Placeholders.Address;
            return _fields.Sender.Length;
        }

        if (StartsWith(text, _fields.MessageId))
        {
            placeholder = Placeholders.Id;
            return _fields.MessageId.Length;
        }

        if (StartsWith(text, _fields.Relay))
        {
            placeholder = Placeholders.Host;
            return _fields.Relay.Length;
        }

        if (StartsWith(text, _fields.SendingIp))
        {
            placeholder = Placeholders.Ip;
            return _fields.SendingIp.Length;
        }

        placeholder = Placeholders.Address;
        var localPart = LocalParts.Telling(_fields.Recipient);
        return StartsWith(text, localPart) ? localPart.Length : 0;
    }

    // The local part begins as the recipient does.
    private static uint First(ReadOnlySpan<byte> field) => field.Length < MinLength ? 0 : 1u << (field[0] & 0x1f);

    private static bool StartsWith(ReadOnlySpan<byte> text, ReadOnlySpan<byte> field)
    {
        if (field.Length < MinLength || ((field[0] ^ text[0]) & ~0x20) != 0 || !Ascii.StartsWithIgnoreCase(text, field))
        {
            return false;
        }

        // Part of a longer word or address: not this field.
        return field.Length == text.Length
            || (text[field.Length] != '@' && (!Ascii.IsWord(text[field.Length]) || EndsSentence(text, field.Length)));
    }

    private static bool EndsSentence(ReadOnlySpan<byte> text, int at) =>
        text[at] is (byte)'.' or (byte)'-' or (byte)'_' && (at + 1 >= text.Length || !Ascii.IsLetterOrDigit(text[at + 1]));
}
