using System.Globalization;
using System.Text;

namespace Dashboard.Formats.Delimited;

/// <summary>Makes the names of columns from a header's cells.</summary>
internal static class ColumnNames
{
    private const int MaxLength = 120;

    /// <param name="header">The header's cells; empty when the file has none.</param>
    /// <param name="rows">Some rows below.</param>
    /// <param name="count">How many columns there are when there is no header.</param>
    public static IReadOnlyList<string> Make(IReadOnlyList<string> header, IReadOnlyList<string[]> rows, int count)
    {
        // Spreadsheets write separators behind the last column: columns without a name and without a value are none.
        var last = Math.Max(count, header.Count);
        while (last > 1 && count == 0 && Plain(header[last - 1]).Length == 0 && rows.All(row => row.Length < last || row[last - 1].Length == 0))
        {
            last--;
        }
        var names = new List<string>(last);
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        for (var place = 0; place < last; place++)
        {
            var plain = place < header.Count ? Plain(header[place]) : "";
            if (place == 0 && plain.StartsWith('#'))
            {
                // "#Fields: date-time,…" heads the logs of Microsoft's servers.
                plain = plain[1..].Trim();
                plain = plain.StartsWith("Fields:", StringComparison.Ordinal) ? plain["Fields:".Length..].Trim() : plain;
            }
            var name = plain.Length == 0 ? string.Create(CultureInfo.InvariantCulture, $"Column {place + 1}") : plain;
            var free = name;
            for (var again = 2; !taken.Add(free); again++)
            {
                free = string.Create(CultureInfo.InvariantCulture, $"{name} ({again})");
            }
            names.Add(free);
        }
        return names;
    }

    /// <summary>One line without controls and doubled blanks, at most 120 characters.</summary>
    public static string Plain(string name)
    {
        var plain = new StringBuilder(name.Length);
        foreach (var rune in name.EnumerateRunes())
        {
            if (Rune.IsControl(rune) || Rune.IsWhiteSpace(rune))
            {
                if (plain.Length > 0 && plain[^1] != ' ')
                {
                    plain.Append(' ');
                }
            }
            else if (rune.Value != 0xfeff && plain.Length < MaxLength)
            {
                plain.Append(rune);
            }
        }
        return plain.ToString().Trim().Trim('"').Trim();
    }
}
