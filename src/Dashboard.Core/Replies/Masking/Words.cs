namespace Dashboard.Core.Replies.Masking;

/// <summary>Writes one word of a reply, masked where it is a host, an identifier or a number that varies.</summary>
internal static class Words
{
    private static readonly byte[][] IdNames =
    [
        .. new[]
        {
            "id", "ref", "reference", "internalid", "msgid", "messageid", "message-id", "queueid", "queue-id", "session", "sessionid", "sid",
            "uuid", "hostid", "incident", "ticket", "trace", "transaction-id",
        }.Select(System.Text.Encoding.ASCII.GetBytes),
    ];

    private static readonly byte[][] HostPrefixes =
        [.. new[] { "mx", "mta", "smtp", "us", "eu", "host", "server", "srv", "node", "relay", "mxgmx", "mxweb" }.Select(System.Text.Encoding.ASCII.GetBytes)];

    private static readonly byte[][] LongAcceptanceWords =
    [
        .. new[]
        {
            "successful", "successfully", "processing", "transaction", "recipients", "acceptance", "acknowledged", "quarantine", "quarantined",
            "requirements", "temporarily", "responsibility", "authentication", "unsolicited", "undelivered", "greylisting", "forwarding",
        }.Select(System.Text.Encoding.ASCII.GetBytes),
    ];

    /// <summary>
    /// True for words of an acceptance that can only be a queue id. An acceptance has nothing to classify, and there are twenty
    /// for each refusal, so that stricter masking costs nothing and keeps thousands of one-time templates out.
    /// </summary>
    public static bool IsAcceptanceId(ReadOnlySpan<byte> word)
    {
        if (word.Length < 8 || HostNames.IsHost(word))
        {
            return false;
        }

        if (word.IndexOfAnyInRange((byte)'0', (byte)'9') >= 0)
        {
            return word.IndexOfAnyExceptInRange((byte)'0', (byte)'9') >= 0;
        }

        if (word.Length < 10 || word.IndexOfAnyExceptInRange((byte)'a', (byte)'z') >= 0)
        {
            return false;
        }

        foreach (var known in LongAcceptanceWords)
        {
            if (word.SequenceEqual(known))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Writes the word.</summary>
    /// <param name="output">Takes it.</param>
    /// <param name="word">Letters, digits and inner signs.</param>
    /// <param name="before">The word before; empty at the start.</param>
    /// <param name="reply">The whole reply.</param>
    /// <param name="end">Where the word ends in it.</param>
    public static void Write(ref MaskedText output, ReadOnlySpan<byte> word, ReadOnlySpan<byte> before, ReadOnlySpan<byte> reply, int end)
    {
        if (Ascii.DigitRun(word) == word.Length)
        {
            WriteNumber(ref output, word, before, reply, end);
        }
        else if (Ascii.IsDigit(word[0]) && Numbers.DecimalLength(word) == word.Length)
        {
            output.Placeholder(Placeholders.Number);
        }
        else if (HostNames.IsHost(word))
        {
            WriteHost(ref output, word);
        }
        else if (WordShape.IsIdentifier(word) || IsNamedId(word, before, reply, end))
        {
            output.Placeholder(Placeholders.Id);
        }
        else
        {
            WriteParts(ref output, word);
        }
    }

    private static void WriteNumber(ref MaskedText output, ReadOnlySpan<byte> word, ReadOnlySpan<byte> before, ReadOnlySpan<byte> reply, int end)
    {
        var start = end - word.Length;
        var isBracketed = word.Length <= 2 && start > 0 && end < reply.Length && reply[end] == ']' && reply[start - 1] == '[';
        if (isBracketed || Numbers.IsQuantity(reply, end) || Ascii.EqualsIgnoreCase(before, "hops"u8))
        {
            output.Placeholder(Placeholders.Number);
        }
        else if (word.Length >= WordShape.IdDigits)
        {
            output.Placeholder(Placeholders.Id);
        }
        else if (word.Length >= WordShape.LongDigits)
        {
            output.Placeholder(Placeholders.Number);
        }
        else
        {
            output.Ascii(word);
        }
    }

    private static void WriteHost(ref MaskedText output, ReadOnlySpan<byte> word)
    {
        if (!HostNames.IsBlocklist(word))
        {
            output.Placeholder(Placeholders.Host);
            return;
        }

        // A look-up name carries our address, reversed, before the zone.
        var zone = 0;
        while (Ascii.DigitRun(word[zone..]) is > 0 and var digits && word[zone + digits] == '.')
        {
            zone += digits + 1;
        }

        if (zone > 0)
        {
            output.Placeholder(Placeholders.Ip);
            output.Ascii((byte)'.');
        }

        output.Text(word[zone..]);
    }

    // "queued as ABC", "id=ABC": a name says that what follows varies.
    private static bool IsNamedId(ReadOnlySpan<byte> word, ReadOnlySpan<byte> before, ReadOnlySpan<byte> reply, int end)
    {
        if (word.Length < 5 || before.IsEmpty || word.IndexOfAnyInRange((byte)'0', (byte)'9') < 0)
        {
            return false;
        }

        foreach (var name in IdNames)
        {
            if (Ascii.EqualsIgnoreCase(name, before))
            {
                return true;
            }
        }

        return Ascii.EqualsIgnoreCase(before, "as"u8) && reply[..end].LastIndexOf("ueued as"u8) is >= 0 and var queued && end - queued - word.Length <= 12;
    }

    private static void WriteParts(ref MaskedText output, ReadOnlySpan<byte> word)
    {
        if (WordShape.IsProviderCode(word))
        {
            output.Ascii(word);
            return;
        }

        var at = 0;
        while (at < word.Length)
        {
            if (!Ascii.IsDigit(word[at]))
            {
                var letters = 1;
                while (at + letters < word.Length && !Ascii.IsDigit(word[at + letters]))
                {
                    letters++;
                }

                output.Text(word.Slice(at, letters));
                at += letters;
                continue;
            }

            var digits = Ascii.DigitRun(word[at..]);
            var isUnit = at == 0 && Numbers.IsUnit(word[digits..]);
            if (isUnit || digits >= WordShape.LongDigits || IsHostNumber(word[..at], digits, at + digits == word.Length))
            {
                output.Placeholder(digits >= WordShape.IdDigits ? Placeholders.Id : Placeholders.Number);
            }
            else
            {
                output.Ascii(word.Slice(at, digits));
            }

            at += digits;
        }
    }

    // mx23, mxgmx105: which machine of theirs it was.
    private static bool IsHostNumber(ReadOnlySpan<byte> letters, int digits, bool isLast)
    {
        if (!isLast || letters.Length < 2 || letters.IndexOfAnyExceptInRange((byte)'a', (byte)'z') >= 0)
        {
            return false;
        }

        foreach (var prefix in HostPrefixes)
        {
            if (letters.SequenceEqual(prefix))
            {
                return true;
            }
        }

        return digits >= 3 && !letters.SequenceEqual("sha"u8) && !letters.SequenceEqual("rfc"u8);
    }
}
