using System.IO.Compression;

namespace Dashboard.Formats.Compression;

/// <summary>What an office program wrote as a zip archive.</summary>
internal enum OfficeKind
{
    /// <summary>An archive like any other.</summary>
    None,

    /// <summary>An Excel workbook.</summary>
    Workbook,

    /// <summary>A text, a presentation, a workbook of another program.</summary>
    Document,
}

/// <summary>Tells files of office programs from archives that hold files.</summary>
internal static class OfficeFile
{
    public static OfficeKind KindOf(ZipArchive archive)
    {
        if (archive.GetEntry("xl/workbook.xml") is not null || archive.GetEntry("xl/workbook.bin") is not null)
        {
            return OfficeKind.Workbook;
        }
        var isDocument = archive.GetEntry("[Content_Types].xml") is not null
            || (archive.GetEntry("mimetype") is not null && archive.GetEntry("META-INF/manifest.xml") is not null);
        return isDocument ? OfficeKind.Document : OfficeKind.None;
    }
}
