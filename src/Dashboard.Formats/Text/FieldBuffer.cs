using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Unicode;
using Dashboard.Core.Delivery;

namespace Dashboard.Formats.Text;

/// <summary>
/// Holds the fields of one row in one array that is used again for every row. What goes in is bounded and clean: valid UTF-8 without
/// control characters, so that no value can stop a batch of the store.
/// </summary>
internal sealed class FieldBuffer
{
    private const string Windows1252 =
        "\u20ac\u0081\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u008d\u017d\u008f"
        + "\u0090\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u009d\u017e\u0178";

    private static readonly SearchValues<byte> Controls =
        SearchValues.Create([.. Enumerable.Range(0, 32).Select(control => (byte)control), 127]);

    // The longest row: a reply of 4 KiB and less than twenty fields of at most 320 bytes.
    private readonly byte[] _bytes = new byte[16 * 1024];
    private int _length;

    public void Clear() => _length = 0;

    /// <summary>
    /// Adds a descriptive text. Bytes that are not UTF-8 are read as Windows-1252, the usual other encoding of mail servers' texts;
    /// control characters become blanks; a long text is cut between two characters.
    /// </summary>
    public ReadOnlyMemory<byte> AddText(ReadOnlySpan<byte> text, int maxBytes)
    {
        if (text.IsEmpty)
        {
            return default;
        }
        if (text.Length <= maxBytes && Ascii.IsValid(text) && !text.ContainsAny(Controls))
        {
            return Add(text);
        }
        return AddRepaired(text, maxBytes);
    }

    /// <summary>Adds a text in lower case (ASCII letters only): host names.</summary>
    public ReadOnlyMemory<byte> AddLower(ReadOnlySpan<byte> text, int maxBytes)
    {
        var start = _length;
        var added = AddText(text, maxBytes);
        AsciiCase.ToLowerInPlace(_bytes.AsSpan(start, added.Length));
        return added;
    }

    /// <summary>
    /// Adds what names a recipient or a message. Nothing is repaired, as two names could become one: false for bytes that are not
    /// UTF-8 or control characters. A long name keeps its beginning and gets the hash of the whole, so that it stays a name.
    /// </summary>
    public bool TryAddName(ReadOnlySpan<byte> name, int maxBytes, out ReadOnlyMemory<byte> added)
    {
        added = default;
        if (name.IsEmpty)
        {
            return true;
        }
        if (name.ContainsAny(Controls) || !Utf8.IsValid(name))
        {
            return false;
        }
        added = name.Length <= maxBytes ? Add(name) : AddShortened(name, maxBytes);
        return true;
    }

    private ReadOnlyMemory<byte> AddShortened(ReadOnlySpan<byte> name, int maxBytes)
    {
        var start = _length;
        Add(CutAtCharacter(name, maxBytes - 17));
        _bytes[_length++] = (byte)'~';
        XxHash64.Hash(name, 0).TryFormat(_bytes.AsSpan(_length), out var written, "x16", CultureInfo.InvariantCulture);
        _length += written;
        return _bytes.AsMemory(start, _length - start);
    }

    private ReadOnlyMemory<byte> Add(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(_bytes.AsSpan(_length));
        _length += bytes.Length;
        return _bytes.AsMemory(_length - bytes.Length, bytes.Length);
    }

    private ReadOnlyMemory<byte> AddRepaired(ReadOnlySpan<byte> text, int maxBytes)
    {
        var start = _length;
        while (!text.IsEmpty)
        {
            var status = Rune.DecodeFromUtf8(text, out var rune, out var consumed);
            if (status != OperationStatus.Done)
            {
                rune = new Rune(text[0] is >= 0x80 and < 0xa0 ? Windows1252[text[0] - 0x80] : (char)text[0]);
                consumed = 1;
            }
            if (Rune.IsControl(rune))
            {
                rune = new Rune(' ');
            }
            if (_length - start + rune.Utf8SequenceLength > maxBytes)
            {
                break;
            }
            _length += rune.EncodeToUtf8(_bytes.AsSpan(_length));
            text = text[consumed..];
        }
        return _bytes.AsMemory(start, _length - start);
    }

    private static ReadOnlySpan<byte> CutAtCharacter(ReadOnlySpan<byte> text, int maxBytes)
    {
        while (maxBytes > 0 && (text[maxBytes] & 0xc0) == 0x80)
        {
            maxBytes--;
        }
        return text[..maxBytes];
    }
}
