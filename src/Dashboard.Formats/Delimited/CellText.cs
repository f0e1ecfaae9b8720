using System.Buffers;
using System.Text;

namespace Dashboard.Formats.Delimited;

/// <summary>Takes from a cell what programs put around its value: blanks, spreadsheet guards, words for "nothing".</summary>
internal static class CellText
{
    private static readonly SearchValues<byte> Figures = SearchValues.Create("0123456789.,"u8);

    /// <summary>
    /// Without surrounding blanks, <c>="550"</c> and the apostrophe that keeps a spreadsheet from reading <c>'=1+1</c> or <c>'550</c> as
    /// a formula or a number.
    /// </summary>
    public static ReadOnlySpan<byte> Clean(ReadOnlySpan<byte> cell)
    {
        // Most cells begin and end with a letter or a digit.
        if (cell.IsEmpty || (cell[0] > '>' && cell[^1] > ' '))
        {
            return cell.EndsWith("\u00a0"u8) ? Trim(cell) : cell;
        }
        cell = Trim(cell);
        if (cell.StartsWith("=\""u8) && cell.Length >= 3 && cell[^1] == '"')
        {
            return Trim(cell[2..^1]);
        }
        return cell is [(byte)'\'', (byte)'=' or (byte)'+' or (byte)'-' or (byte)'@' or (>= (byte)'0' and <= (byte)'9'), ..] && !cell[1..].Contains((byte)'\'')
            ? cell[1..]
            : cell;
    }

    /// <summary>True for what programs write where there is no value.</summary>
    public static bool IsNothing(ReadOnlySpan<byte> cell) => cell.Length switch
    {
        0 => true,
        1 => cell[0] is (byte)'-' or (byte)'?',
        2 => cell.SequenceEqual("--"u8) || cell.SequenceEqual("\\N"u8) || cell.SequenceEqual("\"\""u8) || cell.SequenceEqual("<>"u8)
            || cell.SequenceEqual("[]"u8) || cell.SequenceEqual("{}"u8),
        3 => Ascii.EqualsIgnoreCase(cell, "n/a"u8) || Ascii.EqualsIgnoreCase(cell, "nil"u8) || Ascii.EqualsIgnoreCase(cell, "nan"u8),
        4 => Ascii.EqualsIgnoreCase(cell, "null"u8) || Ascii.EqualsIgnoreCase(cell, "none"u8) || Ascii.EqualsIgnoreCase(cell, "#n/a"u8),
        6 => Ascii.EqualsIgnoreCase(cell, "(null)"u8) || Ascii.EqualsIgnoreCase(cell, "(none)"u8),
        7 => Ascii.EqualsIgnoreCase(cell, "(empty)"u8) || Ascii.EqualsIgnoreCase(cell, "(blank)"u8),
        9 => Ascii.EqualsIgnoreCase(cell, "undefined"u8),
        _ => false,
    };

    /// <summary>True for a number that a spreadsheet has rounded: <c>1.23E+17</c>, <c>1,23E+17</c>.</summary>
    public static bool IsRounded(ReadOnlySpan<byte> cell)
    {
        var e = cell.IndexOf("E+"u8);
        return e is > 0 and < 20 && cell.Length > e + 2
            && !cell[..e].ContainsAnyExcept(Figures) && !cell[(e + 2)..].ContainsAnyExceptInRange((byte)'0', (byte)'9');
    }

    private static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> cell)
    {
        cell = cell.Trim(" \t\r\n"u8);
        // Copies from web pages carry no-break spaces.
        while (cell.StartsWith("\u00a0"u8))
        {
            cell = cell[2..].TrimStart(" \t\r\n"u8);
        }
        while (cell.EndsWith("\u00a0"u8))
        {
            cell = cell[..^2].TrimEnd(" \t\r\n"u8);
        }
        return cell;
    }
}
