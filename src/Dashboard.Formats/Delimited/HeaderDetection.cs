using System.Text;
using Dashboard.Core.Replies;
using Dashboard.Formats.Text;

namespace Dashboard.Formats.Delimited;

/// <summary>Finds the header among the first records: below titles, notes and blank rows, above the first row of data.</summary>
internal static class HeaderDetection
{
    /// <summary>
    /// The place of the header in <paramref name="records"/>, or -1: the first record with two names that we know, else the first that could
    /// be one, if it stands above the first row of data.
    /// </summary>
    public static int Find(IReadOnlyList<string[]> records, int columns)
    {
        var possible = -1;
        for (var place = 0; place < records.Count; place++)
        {
            var cells = records[place];
            var filled = cells.Count(cell => cell.Length > 0);
            if (filled == 0 || (columns > 1 && (filled < 2 || filled * 2 < columns)) || IsSeparatorLine(cells) || IsComment(cells))
            {
                continue;
            }
            if (Known(cells) >= 2 && !cells.Any(IsAddress))
            {
                return place;
            }
            if (cells.Any(IsData) || cells.Any(cell => cell.Length > 80))
            {
                break;
            }
            possible = possible < 0 ? place : possible;
        }
        return possible;
    }

    /// <summary>How many cells are names that mean something to us.</summary>
    public static int Known(IEnumerable<string> cells) => cells.Count(cell => HeaderSynonyms.IsKnown(cell));

    private static bool IsSeparatorLine(string[] cells) => cells[0].StartsWith("sep=", StringComparison.OrdinalIgnoreCase);

    private static bool IsComment(string[] cells) => cells[0].StartsWith('#') && Known([cells[0][1..], .. cells[1..]]) < 2;

    private static bool IsAddress(string cell) => cell.IndexOf('@', StringComparison.Ordinal) > 0;

    private static bool IsData(string cell)
    {
        var bytes = Encoding.UTF8.GetBytes(cell);
        return IsAddress(cell)
            || (cell.Length > 0 && cell.All(letter => char.IsAsciiDigit(letter) || letter is '.' or ',' or '-' or '+'))
            || EnhancedStatusCode.TryParsePrefix(bytes, out _, out _)
            || (WrittenTimeParser.TryRead(bytes, out var time) && time.HasDate);
    }
}
