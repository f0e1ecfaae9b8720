using System.IO.Compression;
using System.IO.Hashing;

namespace Dashboard.Formats.Compression;

/// <summary>
/// A zip archive's member, unpacked. .NET compares neither its checksum nor its length with what the archive says: a flipped bit would
/// be read as data, and a member cut short as a whole one.
/// </summary>
internal sealed class ZipMemberText(ZipArchiveEntry member) : ForwardStream
{
    private readonly Stream _text = member.Open();
    private readonly Crc32 _checksum = new();
    private long _length;

    public override int Read(Span<byte> buffer)
    {
        var count = _text.Read(buffer);
        _checksum.Append(buffer[..count]);
        _length += count;
        return count > 0 || buffer.IsEmpty || (_length == member.Length && _checksum.GetCurrentHashAsUInt32() == member.Crc32)
            ? count
            : throw new InvalidDataException("Length or checksum differ from what the archive says.");
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _text.Dispose();
        }
        base.Dispose(disposing);
    }
}
