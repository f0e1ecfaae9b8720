namespace Dashboard.Formats.Text;

/// <summary>
/// Passes text on but cuts every line after a number of bytes, so that a line without an end cannot fill the memory of the parser behind.
/// A cut line keeps its line break: the reader sees a line of exactly <c>maxLineBytes + 1</c> bytes and knows.
/// </summary>
internal sealed class LineCapStream(Stream inner, int maxLineBytes) : Stream
{
    private long _lineLength;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(Span<byte> buffer)
    {
        while (true)
        {
            var count = inner.Read(buffer);
            if (count == 0)
            {
                return 0;
            }
            var kept = Cap(buffer[..count]);
            if (kept > 0)
            {
                return kept;
            }
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }
        base.Dispose(disposing);
    }

    private int Cap(Span<byte> text)
    {
        if (_lineLength + text.Length <= maxLineBytes)
        {
            // No line can be too long in here: only the last break matters.
            var last = text.LastIndexOfAny((byte)'\n', (byte)'\r');
            _lineLength = last < 0 ? _lineLength + text.Length : text.Length - last - 1;
            return text.Length;
        }
        return CapByLine(text);
    }

    private int CapByLine(Span<byte> text)
    {
        var kept = 0;
        for (var start = 0; start < text.Length;)
        {
            var end = text[start..].IndexOfAny((byte)'\n', (byte)'\r');
            var line = end < 0 ? text.Length - start : end;
            var room = (int)Math.Clamp(maxLineBytes + 1 - _lineLength, 0, line);
            text.Slice(start, room).CopyTo(text[kept..]);
            kept += room;
            _lineLength += line;
            start += line;
            if (end >= 0)
            {
                text[kept++] = text[start++];
                _lineLength = 0;
            }
        }
        return kept;
    }
}
