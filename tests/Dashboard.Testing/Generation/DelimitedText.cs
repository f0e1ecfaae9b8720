using System.Text;

namespace Dashboard.Testing.Generation;

/// <summary>Writes rows of cells in any encoding, with any separator; cells are quoted when they have to be.</summary>
internal sealed class DelimitedText(Stream stream, Encoding encoding, char separator)
{
    private const int FlushAt = 1 << 15;

    private readonly StringBuilder _text = new();

    /// <summary>The bytes at the beginning that name the encoding.</summary>
    public void Mark() => stream.Write(encoding.Preamble);

    public void Row(params IReadOnlyList<string> cells)
    {
        for (var i = 0; i < cells.Count; i++)
        {
            if (i > 0)
            {
                _text.Append(separator);
            }

            // What a spreadsheet is to take as text as it stands comes unquoted: ="550".
            _text.Append(IsToBeQuoted(cells[i]) ? $"\"{cells[i].Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cells[i]);
        }

        _text.Append("\r\n");
        if (_text.Length >= FlushAt)
        {
            Flush();
        }
    }

    public void Flush()
    {
        stream.Write(encoding.GetBytes(_text.ToString()));
        _text.Clear();
    }

    private bool IsToBeQuoted(string cell) =>
        !cell.StartsWith("=\"", StringComparison.Ordinal) && (cell.Contains(separator, StringComparison.Ordinal) || cell.AsSpan().ContainsAny('"', '\n', '\r'));
}
