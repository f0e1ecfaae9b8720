using System.Text;

namespace Dashboard.Formats.Text;

/// <summary>Months by name or by the beginning of it, in English, German, French, Spanish, Italian, Portuguese and Dutch.</summary>
internal static class MonthName
{
    private const int LongestName = 12;

    // Where two months begin alike ("mar"), the one that is abbreviated so comes first.
    private static readonly (byte[] Name, int Month)[] Names =
    [
        .. Of(1, "january januar janvier enero gennaio janeiro januari jänner"), .. Of(2, "february februar février fevrier febrero febbraio fevereiro februari"),
        .. Of(3, "march märz maerz mars marzo março marco maart mrz mrt"), .. Of(4, "april avril abril aprile"), .. Of(5, "may mai mayo maggio maio mei"),
        .. Of(6, "june juni juin junio giugno junho"), .. Of(7, "july juli juillet julio luglio julho"), .. Of(8, "august août aout agosto augustus"),
        .. Of(9, "september septembre septiembre settembre setembro"), .. Of(10, "october oktober octobre octubre ottobre outubro"),
        .. Of(11, "november novembre noviembre novembro"), .. Of(12, "december dezember décembre decembre diciembre dicembre dezembro"),
    ];

    /// <summary>1 to 12; 0 when the word is no month.</summary>
    public static int Find(ReadOnlySpan<byte> word)
    {
        if (word.Length is < 3 or > LongestName)
        {
            return 0;
        }
        Span<byte> lower = stackalloc byte[LongestName];
        var text = AsciiCase.ToLower(word, lower);
        foreach (var (name, month) in Names)
        {
            if (name.AsSpan().StartsWith(text))
            {
                return month;
            }
        }
        return 0;
    }

    private static IEnumerable<(byte[] Name, int Month)> Of(int month, string names) => names.Split(' ').Select(name => (Encoding.UTF8.GetBytes(name), month));
}
