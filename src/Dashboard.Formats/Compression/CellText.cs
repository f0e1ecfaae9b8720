using System.Buffers;
using System.Globalization;
using System.Text;

namespace Dashboard.Formats.Compression;

/// <summary>A cell's value as it stands in comma-separated text: dates as ISO 8601, numbers with a point and without exponent.</summary>
internal static class CellText
{
    private static readonly SearchValues<char> Quoted = SearchValues.Create(",\"\r\n");

    /// <summary>Writes a value of a workbook: null, text, number, truth, date and time, or duration.</summary>
    public static void Write(object? value, IBufferWriter<byte> target)
    {
        switch (value)
        {
            case null:
                break;
            case string text:
                WriteText(text, target);
                break;
            case double number:
                WriteText(Text(number), target);
                break;
            case DateTime time:
                WriteText(Text(time), target);
                break;
            case bool truth:
                WriteText(truth ? "TRUE" : "FALSE", target);
                break;
            default:
                WriteText(Convert.ToString(value, CultureInfo.InvariantCulture) ?? "", target);
                break;
        }
    }

    private static string Text(double number)
    {
        var text = number.ToString("R", CultureInfo.InvariantCulture);
        return text.Contains('E', StringComparison.Ordinal)
            && decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var exact) && (double)exact == number
            ? exact.ToString(CultureInfo.InvariantCulture)
            : text;
    }

    private static string Text(DateTime time)
    {
        // A workbook counts days: a second is a fraction that cannot be written exactly.
        var rounded = new DateTime((time.Ticks + (TimeSpan.TicksPerMillisecond / 2)) / TimeSpan.TicksPerMillisecond * TimeSpan.TicksPerMillisecond);
        var clock = rounded.Millisecond == 0 ? "HH:mm:ss" : "HH:mm:ss.fff";
        // Day 0: a time of day alone.
        return rounded.ToString(rounded.Year < 1900 ? clock : "yyyy-MM-dd " + clock, CultureInfo.InvariantCulture);
    }

    private static void WriteText(string text, IBufferWriter<byte> target)
    {
        if (text.AsSpan().IndexOfAny(Quoted) < 0)
        {
            Encoding.UTF8.GetBytes(text, target);
            return;
        }
        Encoding.UTF8.GetBytes($"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"", target);
    }
}
