using System.IO.Compression;

namespace Dashboard.Formats.Compression;

/// <summary>
/// The text of a gzip file. .NET's decompressor stops in silence where something else follows the last member: that may be a second
/// file whose beginning was damaged, so it is damage here. Only a padding of zero bytes is not.
/// </summary>
internal sealed class GzipText : ForwardStream
{
    private readonly Feed _feed;
    private readonly GZipStream _gzip;

    /// <param name="stored">The compressed bytes; padding is allowed where this can seek.</param>
    public GzipText(Stream stored)
    {
        StrictCompression.Verify();
        _feed = new Feed(stored, stored.CanSeek ? EndWithoutPadding(stored) : long.MaxValue);
        _gzip = new GZipStream(_feed, CompressionMode.Decompress);
    }

    public override int Read(Span<byte> buffer)
    {
        var count = _gzip.Read(buffer);
        if (count == 0 && buffer.Length > 0 && !_feed.IsAtEnd)
        {
            throw new DamagedException("Something that is not compressed follows the compressed text.");
        }
        return count;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _gzip.Dispose();
        }
        base.Dispose(disposing);
    }

    private static long EndWithoutPadding(Stream stored)
    {
        var (start, block) = (stored.Position, new byte[4096]);
        var end = stored.Length;
        for (var last = -1; last < 0 && end > start;)
        {
            var count = (int)Math.Min(block.Length, end - start);
            stored.Position = end - count;
            stored.ReadExactly(block, 0, count);
            last = block.AsSpan(0, count).LastIndexOfAnyExcept((byte)0);
            end -= count - 1 - last;
        }
        stored.Position = start;
        return end - start;
    }

    /// <summary>
    /// Knows whether the decompressor took everything: it asks for more after each member, so either it was told of the end, or it was
    /// given zeros of the padding. Those it gets one by one, as the last bytes of a member may be zero too.
    /// </summary>
    private sealed class Feed(Stream stored, long endWithoutPadding) : ForwardStream
    {
        private long _given;

        public bool IsAtEnd { get; private set; }

        public override int Read(Span<byte> buffer)
        {
            var most = _given < endWithoutPadding ? Math.Min(buffer.Length, endWithoutPadding - _given) : 1;
            var count = stored.Read(buffer[..(int)most]);
            _given += count;
            IsAtEnd = count == 0 || _given > endWithoutPadding;
            return count;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                stored.Dispose();
            }
            base.Dispose(disposing);
        }
    }
}
