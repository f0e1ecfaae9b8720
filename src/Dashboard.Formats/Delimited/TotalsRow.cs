using System.Collections.Frozen;
using System.Text;

namespace Dashboard.Formats.Delimited;

/// <summary>Recognises the row of sums at the end of a report: "Total;;;4711", "Summe", "(1000 rows)".</summary>
internal static class TotalsRow
{
    private static readonly FrozenSet<string> Words = FrozenSet.ToFrozenSet(
        [
            "total", "totals", "grandtotal", "subtotal", "sum", "average", "overall", "summe", "gesamt", "gesamtsumme", "gesamtergebnis", "insgesamt", "zwischensumme",
            "durchschnitt", "totalgeneral", "totaux", "somme", "suma", "totalgenerale", "totale", "somma", "soma", "totalgeral", "totaal", "som", "eindtotaal",
        ],
        StringComparer.Ordinal);

    /// <summary>For rows that are no event: their first filled cell is a word for a sum, or the row is only a count of rows.</summary>
    public static bool Matches(RecordReader record)
    {
        var filled = 0;
        ReadOnlySpan<byte> first = default;
        for (var place = 0; place < record.CellCount; place++)
        {
            var cell = CellText.Clean(record[place]);
            if (!cell.IsEmpty && filled++ == 0)
            {
                first = cell;
            }
        }
        if (first.Length is 0 or > 40)
        {
            return false;
        }
        var word = Encoding.UTF8.GetString(first);
        var plain = PlainWord.Of(word);
        var end = plain.AsSpan().TrimEnd("0123456789");
        return Words.Contains(end.ToString())
            || (filled == 1 && word.Trim('(', ')', ' ', '.').Split(' ') is [var number, var what] && number.All(letter => char.IsAsciiDigit(letter) || letter is ',' or '.')
                && what is "rows" or "row" or "records" or "Zeilen" or "lignes" or "filas" or "righe" or "linhas" or "rijen");
    }
}
