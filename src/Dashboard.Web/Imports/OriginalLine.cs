using System.Buffers;
using System.Globalization;
using System.Text;

namespace Dashboard.Web.Imports;

/// <summary>A quarantined line's bytes as text that says what they are.</summary>
public static class OriginalLine
{
    /// <summary>The text; what is no UTF-8, and control characters other than the tabulator, as <c>\xNN</c>.</summary>
    public static string Text(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder(bytes.Length);
        while (bytes.Length > 0)
        {
            var status = Rune.DecodeFromUtf8(bytes, out var rune, out var length);
            if (status == OperationStatus.Done && (!Rune.IsControl(rune) || rune.Value == '\t'))
            {
                text.Append(rune.ToString());
            }
            else
            {
                foreach (var raw in bytes[..length])
                {
                    text.Append(CultureInfo.InvariantCulture, $"\\x{raw:X2}");
                }
            }

            bytes = bytes[length..];
        }

        return text.ToString();
    }
}
