using System.Buffers.Binary;
using System.Globalization;

namespace Dashboard.Formats.Compression;

/// <summary>How a member of a zip archive is packed.</summary>
/// <param name="Method">Its number in APPNOTE.TXT 4.4.5: 0 stored, 8 deflate, 9 deflate64.</param>
/// <param name="IsEncrypted">A password is needed.</param>
internal readonly record struct ZipMethod(ushort Method, bool IsEncrypted);

/// <summary>
/// A look at a zip archive's list of contents before <see cref="System.IO.Compression.ZipArchive"/> reads it: that one holds all of
/// it in memory, however long it is, ignores what follows it, and does not say how members are packed.
/// </summary>
internal static class ZipDirectory
{
    private const int EndBytes = 22;
    private const int RecordBytes = 46;
    private const int LongestComment = ushort.MaxValue;
    private const int Zip64LocatorBytes = 20;

    /// <summary>The members' methods, in the order of the list. The stream is left anywhere.</summary>
    /// <exception cref="DamagedException">The list is missing, cut off, or something follows it.</exception>
    /// <exception cref="FileRefusedException">There are more than <paramref name="most"/>.</exception>
    public static List<ZipMethod> Read(Stream stream, int most)
    {
        var methods = new List<ZipMethod>();
        stream.Position = Start(stream);
        var record = new byte[RecordBytes];
        while (stream.ReadAtLeast(record, RecordBytes, throwOnEndOfStream: false) == RecordBytes && record.AsSpan().StartsWith("PK\x01\x02"u8))
        {
            if (methods.Count == most)
            {
                throw new FileRefusedException(string.Create(
                    CultureInfo.InvariantCulture, $"The archive holds more than {most:N0} files. Put them into several archives."));
            }
            methods.Add(new ZipMethod(Number(record, 10), (record[8] & 1) != 0));
            // Name, extra field and comment.
            stream.Position += Number(record, 28) + Number(record, 30) + Number(record, 32);
        }
        return methods;
    }

    private static long Start(Stream stream)
    {
        var tail = new byte[Math.Min(stream.Length, EndBytes + LongestComment)];
        stream.Position = stream.Length - tail.Length;
        stream.ReadExactly(tail);
        var at = tail.Length < EndBytes ? -1 : tail.AsSpan(0, tail.Length - EndBytes + 4).LastIndexOf("PK\x05\x06"u8);
        if (at < 0)
        {
            throw new DamagedException(string.Create(
                CultureInfo.InvariantCulture, $"The archive's list of contents is missing at its end: it breaks off at byte {stream.Length:N0}."));
        }
        if (at + EndBytes + Number(tail, at + 20) != tail.Length)
        {
            throw new DamagedException("Something follows the end of the archive, or the end itself is damaged.");
        }
        long start = BinaryPrimitives.ReadUInt32LittleEndian(tail.AsSpan(at + 16));
        if (start == uint.MaxValue || Number(tail, at + 10) == ushort.MaxValue)
        {
            start = Zip64Start(stream, stream.Length - tail.Length + at) ?? start;
        }
        return start <= stream.Length ? start : throw new DamagedException("The archive's end points behind itself.");
    }

    private static long? Zip64Start(Stream stream, long end)
    {
        Span<byte> block = stackalloc byte[56];
        if (end < Zip64LocatorBytes)
        {
            return null;
        }
        stream.Position = end - Zip64LocatorBytes;
        stream.ReadExactly(block[..Zip64LocatorBytes]);
        var at = BinaryPrimitives.ReadInt64LittleEndian(block[8..]);
        if (!block.StartsWith("PK\x06\x07"u8) || at < 0 || at > stream.Length - block.Length)
        {
            return null;
        }
        stream.Position = at;
        stream.ReadExactly(block);
        var start = BinaryPrimitives.ReadInt64LittleEndian(block[48..]);
        return block.StartsWith("PK\x06\x06"u8) && start >= 0 ? start : null;
    }

    private static ushort Number(ReadOnlySpan<byte> block, int at) => BinaryPrimitives.ReadUInt16LittleEndian(block[at..]);
}
