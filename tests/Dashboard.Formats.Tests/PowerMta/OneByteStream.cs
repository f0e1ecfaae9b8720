namespace Dashboard.Formats.Tests.PowerMta;

/// <summary>Gives its content one byte at a time: every boundary a reader could stumble over.</summary>
internal sealed class OneByteStream(byte[] content) : MemoryStream(content, writable: false)
{
    public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, 1));

    public override int Read(Span<byte> buffer) => base.Read(buffer.IsEmpty ? buffer : buffer[..1]);
}
