using System.Text;

namespace Dashboard.Web.Reporting;

/// <summary>
/// Comma-separated text (RFC 4180) for spreadsheets. Cells from outside that a spreadsheet would run as a formula get an apostrophe in
/// front, which it shows as text.
/// </summary>
public sealed class CsvText
{
    private readonly StringBuilder _text = new();

    /// <summary>Adds a line.</summary>
    public CsvText Add(params IEnumerable<string?> cells)
    {
        _text.AppendJoin(',', cells.Select(Cell)).Append("\r\n");
        return this;
    }

    /// <summary>UTF-8 with the mark by which spreadsheets know it.</summary>
    public byte[] ToBytes() => [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(_text.ToString())];

    private static string Cell(string? value)
    {
        value ??= "";
        var start = value.AsSpan().TrimStart();
        if ((start.Length > 0 && start[0] is '=' or '+' or '-' or '@' or '\uFF1D' or '\uFF0B' or '\uFF0D' or '\uFF20') || (value.Length > 0 && value[0] is '\t' or '\r' or '\n'))
        {
            value = "'" + value;
        }

        return value.AsSpan().IndexOfAny(",\"\r\n;") >= 0 ? $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : value;
    }
}
