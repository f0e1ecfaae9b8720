namespace Dashboard.Core.Replies.Masking;

/// <summary>Decides from a word's letters and digits alone whether it is a random identifier or a provider's code.</summary>
internal static class WordShape
{
    /// <summary>Runs of digits from here on are never codes.</summary>
    public const int LongDigits = 5;

    /// <summary>Runs of digits from here on name something (a time stamp, a session) rather than count it.</summary>
    public const int IdDigits = 8;

    /// <summary>True for what somebody's documentation explains: <c>TSS04</c>, <c>S3140</c>, <c>OFR004_104</c>, <c>HT204137</c>.</summary>
    public static bool IsProviderCode(ReadOnlySpan<byte> word)
    {
        var letters = 0;
        while (letters < word.Length && Ascii.IsUpper(word[letters]))
        {
            letters++;
        }

        if (letters is 0 or > 5)
        {
            return false;
        }

        var at = letters < word.Length && word[letters] is (byte)'-' or (byte)'_' ? letters + 1 : letters;
        var digits = Ascii.DigitRun(word[at..]);
        // Microsoft's S2017062302 is the one long exception.
        if (digits == 0 || (digits > 6 && !(letters == 1 && word[0] == 'S' && digits == 10)))
        {
            return false;
        }

        at += digits;
        if (at == word.Length)
        {
            return true;
        }

        var more = word[at] is (byte)'_' or (byte)'-' ? Ascii.DigitRun(word[(at + 1)..]) : 0;
        return more is > 0 and <= 4 && at + 1 + more == word.Length;
    }

    /// <summary>True when letters alone are all those of hexadecimal numbers.</summary>
    public static bool IsHexWord(ReadOnlySpan<byte> letters)
    {
        foreach (var letter in letters)
        {
            if (!Ascii.IsHex(letter))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>True for queue ids, hashes, session names: letters and digits mixed as no word or code mixes them.</summary>
    public static bool IsIdentifier(ReadOnlySpan<byte> word)
    {
        if (word.Length < 8 || IsProviderCode(word))
        {
            return false;
        }

        int letters = 0, digits = 0, turns = 0, digitFirstParts = 0, run = 0, longestRun = 0;
        var isHex = true;
        byte before = 0;
        for (var at = 0; at < word.Length; at++)
        {
            var value = word[at];
            if (value >= 0x80)
            {
                return false;
            }

            var isDigit = Ascii.IsDigit(value);
            var isLetter = Ascii.IsLetter(value);
            run = isDigit ? run + 1 : 0;
            longestRun = Math.Max(longestRun, run);
            digits += isDigit ? 1 : 0;
            letters += isLetter ? 1 : 0;
            isHex &= Ascii.IsHex(value) || value == '-';
            if ((isLetter && Ascii.IsDigit(before)) || (isDigit && Ascii.IsLetter(before)))
            {
                turns++;
            }

            if (isDigit && !Ascii.IsLetterOrDigit(before) && at + 1 < word.Length && HasLetterInPart(word[at..]))
            {
                digitFirstParts++;
            }

            before = value;
        }

        if (digits == 0)
        {
            // Eight and more letters of a to f in a row are no word of any language a server speaks.
            return isHex && letters == word.Length;
        }

        return letters > 0
            && (turns >= 3
                || (turns == 2 && word.Length >= 10)
                || (isHex && letters + digits >= 8)
                || (word.Length >= 10 && IsUnpronounceable(word))
                || (longestRun >= IdDigits && word.Length >= 12)
                || digitFirstParts >= 2
                || (digitFirstParts == 1 && turns == 1 && Ascii.IsDigit(word[0]) && letters >= 6 && word.IndexOf((byte)'-') < 0 && word.IndexOf((byte)'.') < 0));
    }

    // Five consonants in a row beside a digit.
    private static bool IsUnpronounceable(ReadOnlySpan<byte> word)
    {
        var run = 0;
        foreach (var value in word)
        {
            if (!Ascii.IsLetter(value))
            {
                return false;
            }

            run = (value | 0x20) is 'a' or 'e' or 'i' or 'o' or 'u' or 'y' ? 0 : run + 1;
            if (run >= 5)
            {
                return true;
            }
        }

        return false;
    }

    private static bool HasLetterInPart(ReadOnlySpan<byte> part)
    {
        foreach (var value in part)
        {
            if (Ascii.IsLetter(value))
            {
                return true;
            }

            if (!Ascii.IsDigit(value))
            {
                return false;
            }
        }

        return false;
    }
}
