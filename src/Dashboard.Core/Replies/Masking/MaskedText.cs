using System.Text;

namespace Dashboard.Core.Replies.Masking;

/// <summary>Writes a template into a caller's buffer: white space collapsed, invalid UTF-8 replaced, never past the end.</summary>
internal ref struct MaskedText(Span<byte> buffer)
{
    private readonly Span<byte> _buffer = buffer;
    private int _idEnd = -1;

    /// <summary>Bytes written.</summary>
    public int Length { get; private set; }

    /// <summary>True when nothing more fits.</summary>
    public bool IsFull { get; private set; }

    /// <summary>The last byte written; 0 at the start.</summary>
    public readonly byte Last => Length == 0 ? (byte)0 : _buffer[Length - 1];

    /// <summary>A space, unless the text starts here or already ends in one.</summary>
    public void Space()
    {
        if (Length > 0 && _buffer[Length - 1] != ' ')
        {
            Ascii((byte)' ');
        }
    }

    /// <summary>One ASCII byte as it is.</summary>
    public void Ascii(byte value)
    {
        if (Length < _buffer.Length)
        {
            _buffer[Length++] = value;
        }
        else
        {
            IsFull = true;
        }
    }

    /// <summary>ASCII bytes as they are.</summary>
    public void Ascii(scoped ReadOnlySpan<byte> text)
    {
        if (text.Length > _buffer.Length - Length)
        {
            IsFull = true;
            text = text[..(_buffer.Length - Length)];
        }

        text.CopyTo(_buffer[Length..]);
        Length += text.Length;
    }

    /// <summary>Text that may hold any bytes: whole characters only, invalid ones and controls as U+FFFD.</summary>
    public void Text(scoped ReadOnlySpan<byte> text)
    {
        while (!text.IsEmpty)
        {
            var plain = text.IndexOfAnyInRange((byte)0x80, (byte)0xff);
            if (plain != 0)
            {
                plain = plain < 0 ? text.Length : plain;
                Ascii(text[..plain]);
                text = text[plain..];
                continue;
            }

            Rune.DecodeFromUtf8(text, out var rune, out var consumed);
            rune = Rune.IsControl(rune) ? Rune.ReplacementChar : rune;
            if (rune.Utf8SequenceLength > _buffer.Length - Length)
            {
                IsFull = true;
                return;
            }

            Length += rune.EncodeToUtf8(_buffer[Length..]);
            text = text[consumed..];
        }
    }

    /// <summary>A placeholder; whole or not at all. Identifiers that only a joint separates become one.</summary>
    public void Placeholder(scoped ReadOnlySpan<byte> placeholder)
    {
        var isId = placeholder.SequenceEqual(Placeholders.Id);
        if (isId && _idEnd >= 0 && (Length == _idEnd || (Length == _idEnd + 1 && IsJoint(Last))))
        {
            Length = _idEnd;
            return;
        }

        if (placeholder.Length > _buffer.Length - Length)
        {
            IsFull = true;
            return;
        }

        Ascii(placeholder);
        _idEnd = isId ? Length : -1;
    }

    /// <summary>Takes back the last byte if it is this one.</summary>
    public bool TakeBack(byte value)
    {
        if (Last != value)
        {
            return false;
        }

        Length--;
        return true;
    }

    /// <summary>Ends the text without a trailing space.</summary>
    public int Finish()
    {
        while (Length > 0 && _buffer[Length - 1] == ' ')
        {
            Length--;
        }

        return Length;
    }

    // Base64 and the like, cut at the signs that are no letters.
    private static bool IsJoint(byte value) => value is (byte)'+' or (byte)'/' or (byte)'=' or (byte)'_' or (byte)'-' or (byte)'.' or (byte)'~';
}
