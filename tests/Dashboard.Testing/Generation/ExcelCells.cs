using System.Globalization;

namespace Dashboard.Testing.Generation;

/// <summary>What a spreadsheet makes of cells when an export was opened in it and saved again.</summary>
internal static class ExcelCells
{
    /// <summary>Text that a careful exporter has guarded, so that it stays as it is.</summary>
    public static string Guarded(string text) => text.Length == 0 ? "" : $"=\"{text}\"";

    /// <summary>
    /// An enhanced code that reads as a date becomes one, on an American machine: <c>5.1.1</c> is then <c>5/1/2001</c>. The code is lost;
    /// <c>5.7.650</c> and <c>5.0.0</c> stay.
    /// </summary>
    public static string Eaten(string enhancedCode)
    {
        var parts = enhancedCode.Split('.');
        if (parts.Length != 3)
        {
            return enhancedCode;
        }

        var numbers = parts.Select(part => int.Parse(part, CultureInfo.InvariantCulture)).ToArray();
        return numbers is [_, >= 1 and <= 28, <= 99]
            ? string.Create(CultureInfo.InvariantCulture, $"{numbers[0]}/{numbers[1]}/{(numbers[2] < 30 ? 2000 : 1900) + numbers[2]}")
            : enhancedCode;
    }

    /// <summary><c>6/1/2026 9:05</c>: seconds are gone.</summary>
    public static string Time(DateTime time) => time.ToString("M/d/yyyy H:mm", CultureInfo.InvariantCulture);
}
