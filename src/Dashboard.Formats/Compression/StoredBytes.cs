namespace Dashboard.Formats.Compression;

/// <summary>The file as it lies on the disk; counts what is read of it, wherever that stands.</summary>
internal sealed class StoredBytes(Stream inner) : ForwardStream
{
    public long BytesRead { get; private set; }

    public override bool CanSeek => true;

    public override long Length => inner.Length;

    public override long Position { get => inner.Position; set => inner.Position = value; }

    public override int Read(Span<byte> buffer)
    {
        var count = inner.Read(buffer);
        BytesRead += count;
        return count;
    }

    public override long Seek(long offset, SeekOrigin origin) => inner.Seek(offset, origin);

    /// <summary>The first bytes, at most <paramref name="count"/>; then back to the beginning.</summary>
    public byte[] Beginning(int count)
    {
        var beginning = new byte[count];
        var length = inner.ReadAtLeast(beginning, count, throwOnEndOfStream: false);
        inner.Position = 0;
        return beginning[..length];
    }

    /// <summary>Counts from here: what was read to recognise the file is not progress.</summary>
    public void StartCounting() => BytesRead = 0;

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }
        base.Dispose(disposing);
    }
}
