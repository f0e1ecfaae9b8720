using System.Globalization;
using System.IO.Compression;
using System.Text;
using ZstdSharp;
using ZstdSharp.Unsafe;

namespace Dashboard.Formats.Tests.Compression;

/// <summary>Makes packed files.</summary>
internal static class Pack
{
    public static byte[] Gzip(byte[] content)
    {
        using var stored = new MemoryStream();
        using (var writer = new GZipStream(stored, CompressionLevel.Optimal, leaveOpen: true))
        {
            writer.Write(content);
        }
        return stored.ToArray();
    }

    /// <summary>As the zstd program writes it: with a checksum.</summary>
    public static byte[] Zstd(byte[] content, int windowLog = 0)
    {
        using var stored = new MemoryStream();
        using (var writer = new CompressionStream(stored, 3, leaveOpen: true))
        {
            writer.SetParameter(ZSTD_cParameter.ZSTD_c_checksumFlag, 1);
            writer.SetParameter(ZSTD_cParameter.ZSTD_c_windowLog, windowLog);
            writer.Write(content);
        }
        return stored.ToArray();
    }

    public static byte[] Zip(params (string Name, byte[] Content)[] members) => Zip(CompressionLevel.Optimal, members);

    public static byte[] Zip(CompressionLevel level, params (string Name, byte[] Content)[] members)
    {
        using var stored = new MemoryStream();
        using (var archive = new ZipArchive(stored, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in members)
            {
                using var member = archive.CreateEntry(name, level).Open();
                member.Write(content);
            }
        }
        return stored.ToArray();
    }

    /// <summary>A workbook whose sheets are given as the XML of their rows; style 1 is a date with time, 2 a time of day.</summary>
    public static byte[] Workbook(params (string Name, string Rows)[] sheets)
    {
        const string main = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"";
        const string relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        var list = new StringBuilder();
        var targets = new StringBuilder();
        var members = new List<(string, byte[])> { ("[Content_Types].xml", Encoding.UTF8.GetBytes("<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>")) };
        for (var i = 1; i <= sheets.Length; i++)
        {
            list.Append(CultureInfo.InvariantCulture, $"<sheet name=\"{sheets[i - 1].Name}\" sheetId=\"{i}\" r:id=\"rId{i}\"/>");
            targets.Append(CultureInfo.InvariantCulture, $"<Relationship Id=\"rId{i}\" Type=\"{relations}/worksheet\" Target=\"worksheets/sheet{i}.xml\"/>");
            members.Add(($"xl/worksheets/sheet{i}.xml", Encoding.UTF8.GetBytes($"<worksheet {main}><sheetData>{sheets[i - 1].Rows}</sheetData></worksheet>")));
        }
        targets.Append(CultureInfo.InvariantCulture, $"<Relationship Id=\"rIdS\" Type=\"{relations}/styles\" Target=\"styles.xml\"/>");
        members.Add(("xl/workbook.xml", Encoding.UTF8.GetBytes($"<workbook {main} xmlns:r=\"{relations}\"><sheets>{list}</sheets></workbook>")));
        members.Add(("xl/_rels/workbook.xml.rels", Encoding.UTF8.GetBytes($"<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{targets}</Relationships>")));
        members.Add(("xl/styles.xml", Encoding.UTF8.GetBytes(
            $"<styleSheet {main}><cellStyleXfs count=\"1\"><xf numFmtId=\"0\"/></cellStyleXfs><cellXfs count=\"3\"><xf numFmtId=\"0\"/><xf numFmtId=\"22\" applyNumberFormat=\"1\"/><xf numFmtId=\"21\" applyNumberFormat=\"1\"/></cellXfs></styleSheet>")));
        return Zip([.. members]);
    }
}
