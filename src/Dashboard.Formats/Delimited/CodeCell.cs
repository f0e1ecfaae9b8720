using System.Buffers;
using Dashboard.Core.Replies;
using Dashboard.Formats.Text;

namespace Dashboard.Formats.Delimited;

/// <summary>What a cell of codes says: <c>550</c>, <c>5.1.1</c>, <c>550 5.1.1</c>, <c>5.1.1 (bad mailbox)</c>, <c>550.0</c>.</summary>
/// <param name="Code">Reply code, or null.</param>
/// <param name="Enhanced">Enhanced status code, or null.</param>
/// <param name="IsEaten">A spreadsheet made a date of the code: <c>05.01.2001</c> was 5.1.1; of <c>5. Jan</c> nobody knows what it was.</param>
internal readonly record struct CodeCell(int? Code, EnhancedStatusCode? Enhanced, bool IsEaten)
{
    private static readonly SearchValues<byte> DateSigns = SearchValues.Create("0123456789.-/ "u8);

    /// <param name="cell">Cleaned.</param>
    /// <param name="replyClass">2, 4 or 5 by the reply code beside it, which tells 5.4.1 and 4.5.1 apart where a spreadsheet has eaten either; 0: unknown.</param>
    public static CodeCell Read(ReadOnlySpan<byte> cell, int replyClass)
    {
        cell = cell.Trim("#[]() "u8);
        if (EnhancedStatusCode.TryParsePrefix(cell, out var enhanced, out _))
        {
            return new CodeCell(null, enhanced, false);
        }
        // "550.0", "550,00": a number to the exporting program.
        if (cell.Length > 4 && cell[3] is (byte)'.' or (byte)',' && !cell[4..].ContainsAnyExcept((byte)'0'))
        {
            cell = cell[..3];
        }
        if (ReplyCode.TryReadPrefix(cell, out var code))
        {
            var rest = cell[3..].TrimStart(" -;#([/"u8);
            return EnhancedStatusCode.TryParsePrefix(rest, out enhanced, out _) ? new CodeCell(code, enhanced, false) : new CodeCell(code, null, false);
        }
        return Uneaten(cell, replyClass);
    }

    // A spreadsheet reads 5.1.1 as 5 January 2001 in Germany and as May 1 in America, and 5.7.26 as a day of 2026: of day and month
    // one is the class. Which one shows where only one of them is 2, 4 or 5, or where a reply code says it.
    private static CodeCell Uneaten(ReadOnlySpan<byte> cell, int replyClass)
    {
        // A code never becomes a time of day, and what is one number was one.
        if (cell.Length is < 5 or > 24 || !WrittenTimeParser.TryRead(cell, out var time) || !time.HasDate || time.HasClock || time.SerialTicks is not null)
        {
            return new CodeCell(null, null, IsDayAndMonth(cell));
        }
        var (first, second, year) = time.First > 0 ? (time.First, time.Second, time.Third) : (time.Month, time.Day, time.Year);
        var isFirst = IsClass(first, replyClass);
        var isSecond = IsClass(second, replyClass);
        var (found, subject) = (isFirst, isSecond, time.HasPoints || first == second) switch
        {
            (true, false, _) or (true, true, true) => (first, second),
            (false, true, _) => (second, first),
            _ => default,
        };
        return new CodeCell(null, found == 0 ? null : new EnhancedStatusCode(found, subject, year % 100), true);
    }

    private static bool IsClass(int number, int replyClass) => number is 2 or 4 or 5 && (replyClass == 0 || number == replyClass);

    // "5. Jan", "Jan-05": the third number is lost.
    private static bool IsDayAndMonth(ReadOnlySpan<byte> cell)
    {
        var letters = cell.IndexOfAnyExcept(DateSigns);
        if (letters < 0 || cell.Length is < 4 or > 16 || !cell.ContainsAnyInRange((byte)'0', (byte)'9'))
        {
            return false;
        }
        var word = cell[letters..];
        var end = word.IndexOfAny(DateSigns);
        return MonthName.Find(end < 0 ? word : word[..end]) > 0;
    }
}
