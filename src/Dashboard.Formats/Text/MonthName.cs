namespace Dashboard.Formats.Text;

/// <summary>Months by their names and usual abbreviations in English, German, French, Spanish, Italian, Portuguese and Dutch.</summary>
internal static class MonthName
{
    private const int LongestName = 14;

    // By their beginnings. "jui" is the only one of three letters that two months share.
    private static readonly (byte[] Beginning, int Month)[] Beginnings =
    [
        .. Words(1, "jan", "ene", "gen", "jän"), .. Words(2, "feb", "fév", "fev"), .. Words(3, "mar", "mär", "mrz", "maa", "mrt"),
        .. Words(4, "apr", "avr", "abr"), .. Words(5, "may", "mai", "mag", "mei"), .. Words(6, "jun", "juin", "giu"),
        .. Words(7, "jul", "juil", "lug"), .. Words(8, "aug", "aoû", "aou", "ago"), .. Words(9, "sep", "set"),
        .. Words(10, "oct", "okt", "ott", "out"), .. Words(11, "nov"), .. Words(12, "dec", "déc", "dez", "dic"),
    ];

    /// <summary>1 to 12; 0 when the word is no month.</summary>
    public static int Find(ReadOnlySpan<byte> word)
    {
        Span<byte> lower = stackalloc byte[LongestName];
        if (word.Length is < 3 or > LongestName)
        {
            return 0;
        }
        var text = AsciiCase.ToLower(word, lower);
        foreach (var (beginning, month) in Beginnings)
        {
            if (text.StartsWith(beginning))
            {
                return month;
            }
        }
        return 0;
    }

    private static IEnumerable<(byte[] Beginning, int Month)> Words(int month, params string[] beginnings) =>
        beginnings.Select(beginning => (System.Text.Encoding.UTF8.GetBytes(beginning), month));
}
