using System.Buffers.Binary;
using System.Text;

namespace Dashboard.Formats.Tests.Compression;

/// <summary>Writes the smallest .xls: BIFF8 records ([MS-XLS]) in a compound file ([MS-CFB]) of 512-byte sectors.</summary>
internal static class OldWorkbook
{
    private const int Sector = 512;
    private const uint End = 0xfffffffe;
    private const uint Fat = 0xfffffffd;

    /// <summary>One sheet; cells are texts or numbers.</summary>
    public static byte[] Write(string sheet, params object[][] rows) => Contain("Workbook", Records(sheet, rows));

    /// <summary>A compound file with one stream, as Word and Outlook write it too.</summary>
    public static byte[] Contain(string name, byte[] stream)
    {
        // Shorter streams would lie elsewhere.
        var sectors = Math.Max(8, (stream.Length + Sector - 1) / Sector);
        var file = new byte[Sector * (3 + sectors)];
        var header = file.AsSpan();
        new byte[] { 0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1 }.CopyTo(header);
        Put16(header, 24, 0x3e, 3, 0xfffe, 9, 6);
        Put32(header, 44, 1, 1, 0, 4096, End, 0, End, 0, 0);
        header[80..Sector].Fill(0xff);

        var fat = file.AsSpan(Sector, Sector);
        fat.Fill(0xff);
        Put32(fat, 0, Fat, End);
        for (var i = 0; i < sectors; i++)
        {
            Put32(fat, 8 + (i * 4), i == sectors - 1 ? End : (uint)(i + 3));
        }

        var directory = file.AsSpan(2 * Sector, Sector);
        Entry(directory, "Root Entry", 5, 1, End, 0);
        Entry(directory[128..], name, 2, uint.MaxValue, 2, (uint)(sectors * Sector));
        Entry(directory[256..], "", 0, uint.MaxValue, 0, 0);
        Entry(directory[384..], "", 0, uint.MaxValue, 0, 0);
        stream.CopyTo(file.AsSpan(3 * Sector));
        return file;
    }

    private static byte[] Records(string sheet, object[][] rows)
    {
        using var stream = new MemoryStream();
        Record(stream, 0x0809, [.. Bytes16(0x0600, 5, 0, 1997), .. new byte[8]]);
        var sheetAt = (int)stream.Position + 4 + 8 + sheet.Length + 4;
        Record(stream, 0x0085, [.. BitConverter.GetBytes(sheetAt), 0, 0, (byte)sheet.Length, 0, .. Encoding.ASCII.GetBytes(sheet)]);
        Record(stream, 0x000a, []);
        Record(stream, 0x0809, [.. Bytes16(0x0600, 0x10, 0, 1997), .. new byte[8]]);
        Record(stream, 0x0200, [.. BitConverter.GetBytes(0), .. BitConverter.GetBytes(rows.Length), .. Bytes16(0, rows.Max(r => r.Length), 0)]);
        for (var row = 0; row < rows.Length; row++)
        {
            for (var column = 0; column < rows[row].Length; column++)
            {
                if (rows[row][column] is string text)
                {
                    Record(stream, 0x0204, [.. Bytes16(row, column, 0, text.Length), 1, .. Encoding.Unicode.GetBytes(text)]);
                }
                else
                {
                    Record(stream, 0x0203, [.. Bytes16(row, column, 0), .. BitConverter.GetBytes((double)rows[row][column])]);
                }
            }
        }
        Record(stream, 0x000a, []);
        return stream.ToArray();
    }

    private static void Record(MemoryStream stream, int id, byte[] content)
    {
        stream.Write(Bytes16(id, content.Length));
        stream.Write(content);
    }

    private static void Entry(Span<byte> entry, string name, byte type, uint child, uint start, uint length)
    {
        Encoding.Unicode.GetBytes(name, entry);
        Put16(entry, 64, name.Length == 0 ? 0 : (name.Length + 1) * 2);
        entry[66] = type;
        entry[67] = 1;
        Put32(entry, 68, uint.MaxValue, uint.MaxValue, child);
        Put32(entry, 116, start, length);
    }

    private static byte[] Bytes16(params int[] numbers) => [.. numbers.SelectMany(n => BitConverter.GetBytes((ushort)n))];

    private static void Put16(Span<byte> target, int at, params int[] numbers) => Bytes16(numbers).CopyTo(target[at..]);

    private static void Put32(Span<byte> target, int at, params uint[] numbers)
    {
        foreach (var number in numbers)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(target[at..], number);
            at += 4;
        }
    }
}
