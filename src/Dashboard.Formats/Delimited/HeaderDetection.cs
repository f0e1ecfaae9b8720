using System.Text;
using Dashboard.Core.Replies;
using Dashboard.Formats.Text;

namespace Dashboard.Formats.Delimited;

/// <summary>Finds the header among the first records: below titles, notes and blank rows, above the first row of data.</summary>
internal static class HeaderDetection
{
    /// <summary>The place of the header in <paramref name="records"/>, or -1.</summary>
    public static int Find(IReadOnlyList<string[]> records, int columns)
    {
        for (var place = 0; place < records.Count; place++)
        {
            var cells = records[place];
            var filled = cells.Count(cell => cell.Length > 0);
            if (filled == 0 || (columns > 1 && (filled < 2 || filled * 2 < columns)) || IsSeparatorLine(cells) || IsComment(cells))
            {
                continue;
            }
            return IsHeader(cells) ? place : -1;
        }
        return -1;
    }

    private static bool IsHeader(string[] cells)
    {
        if (Known(cells) >= 2)
        {
            return true;
        }
        return !cells.Any(IsData) && cells.Where(cell => cell.Length > 0).All(cell => cell.Length <= 80);
    }

    /// <summary>How many cells are names that mean something to us.</summary>
    public static int Known(IEnumerable<string> cells) => cells.Count(cell => HeaderSynonyms.IsKnown(cell));

    private static bool IsSeparatorLine(string[] cells) => cells[0].StartsWith("sep=", StringComparison.OrdinalIgnoreCase);

    private static bool IsComment(string[] cells) => cells[0].StartsWith('#') && Known([cells[0][1..], .. cells[1..]]) < 2;

    private static bool IsData(string cell)
    {
        var bytes = Encoding.UTF8.GetBytes(cell);
        return cell.Contains('@', StringComparison.Ordinal)
            || (cell.Length > 0 && cell.All(letter => char.IsAsciiDigit(letter) || letter is '.' or ',' or '-' or '+'))
            || EnhancedStatusCode.TryParsePrefix(bytes, out _, out _)
            || (WrittenTimeParser.TryRead(bytes, out var time) && time.HasDate);
    }
}
