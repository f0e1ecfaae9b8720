using System.Globalization;
using System.IO.Compression;
using System.Text;
using ExcelDataReader;
using ExcelDataReader.Exceptions;

namespace Dashboard.Formats.Compression;

/// <summary>The sheets of a workbook that hold something, hidden ones too, in the workbook's order.</summary>
internal sealed class WorkbookParts : PartSource
{
    private readonly IExcelDataReader _sheets;
    private bool _isStarted;
    private bool _hasPart;

    private WorkbookParts(IExcelDataReader sheets) => _sheets = sheets;

    /// <summary>Opens .xls. Password-protected .xlsx files lie in the same container.</summary>
    public static WorkbookParts OpenBinary(Stream stored) => Open(() => ExcelReaderFactory.CreateReader(stored, Settings()));

    /// <summary>Opens .xlsx and .xlsb, verified before.</summary>
    public static WorkbookParts OpenXml(Stream stored) => Open(() => ExcelReaderFactory.CreateOpenXmlReader(stored, Settings()));

    /// <summary>
    /// Reads everything in the workbook once, because the reader of sheets does not compare checksums, and makes sure that the texts it
    /// holds in memory fit there.
    /// </summary>
    public static void Verify(ZipArchive archive, StoredFileLimits limits)
    {
        // .NET ends a member after the length that it claims, so the sum of the claims is what can be read at most.
        if (archive.Entries.Sum(m => (double)m.Length) > limits.MostTextBytes)
        {
            throw new FileRefusedException(string.Create(
                CultureInfo.InvariantCulture, $"It unpacks to more than {limits.MostTextBytes / 1e9:0.###} GB. Save its sheets as CSV."));
        }
        if (archive.Entries.Any(m => m.Length > limits.MostSharedTextBytes && m.Name.StartsWith("sharedStrings.", StringComparison.OrdinalIgnoreCase)))
        {
            throw new FileRefusedException("The workbook holds more text than can be read at once. Save its sheets as CSV and upload those.");
        }
        var block = new byte[1 << 16];
        foreach (var member in archive.Entries)
        {
            using var text = new ZipMemberText(member);
            while (text.Read(block) > 0)
            {
            }
        }
    }

    public override OpenedPart? Next()
    {
        while (Advance())
        {
            Name = PartName.Of(_sheets.Name);
            if (SheetText.Open(_sheets, Name) is { } text)
            {
                _hasPart = true;
                return new OpenedPart(text);
            }
        }
        return _hasPart ? null : throw new FileRefusedException("No sheet of the workbook holds anything.");
    }

    public override void Close() => _sheets.Dispose();

    private bool Advance()
    {
        if (!_isStarted)
        {
            return _isStarted = true;
        }
        try
        {
            return _sheets.NextResult();
        }
        catch (Exception e) when (SheetText.IsDamage(e))
        {
            throw new DamagedException($"The workbook cannot be read after its sheet {Name}.", e);
        }
    }

    private static WorkbookParts Open(Func<IExcelDataReader> open)
    {
        try
        {
            return new WorkbookParts(open());
        }
        catch (InvalidPasswordException)
        {
            throw new FileRefusedException("The workbook is protected with a password. Save it without one, or as CSV.");
        }
        // The exception of no kind of its own: a compound file without a workbook in it.
        catch (ExcelReaderException e) when (e.GetType() == typeof(ExcelReaderException))
        {
            throw new FileRefusedException("It is a file of an older Office program, but no Excel workbook. Save the list as .xlsx or CSV.");
        }
        catch (Exception e) when (SheetText.IsDamage(e))
        {
            throw new DamagedException("The workbook cannot be read: its beginning or its list of sheets is damaged.", e);
        }
    }

    private static ExcelReaderConfiguration Settings()
    {
        // Workbooks from before 1997 name their encoding by number.
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        return new ExcelReaderConfiguration { LeaveOpen = true };
    }
}
