using System.Text;
using Dashboard.Formats.Compression;
using Dashboard.Formats.Text;

namespace Dashboard.Formats;

/// <summary>
/// What a file is that is no delivery log: said in one or two sentences to the person who sent it, with what to do instead. Decided by
/// its beginning alone.
/// </summary>
public static class NotALog
{
    private const string Export = "Export the deliveries as CSV or Excel and upload that.";

    /// <summary>Why nothing can be read here, whatever it is.</summary>
    /// <param name="beginning">The first bytes of the text, decompressed; <see cref="ReaderCatalog.DetectionBytes"/> are enough.</param>
    /// <param name="kind">What the text came out of.</param>
    public static string Why(ReadOnlySpan<byte> beginning, StoredKind kind) => Recognise(beginning, kind)
        ?? "This is text, but neither a PowerMTA accounting file (its first line is `type,timeLogged,…`) nor a list with one line per delivery "
            + "and the names of its columns in the first line. " + Export;

    /// <summary>
    /// The same, but only for what is surely no list with columns; null for anything that may be one. Ask this before guessing at
    /// columns: log lines and web pages are full of commas.
    /// </summary>
    /// <inheritdoc cref="Why"/>
    public static string? Recognise(ReadOnlySpan<byte> beginning, StoredKind kind)
    {
        var head = beginning[..Math.Min(beginning.Length, ReaderCatalog.DetectionBytes)];
        if (head.IsEmpty)
        {
            return "The file is empty. " + Export;
        }
        if (Packed(head, kind) is { } packed)
        {
            return packed;
        }
        if (Binary(head) is { } binary)
        {
            return binary;
        }
        if (TextEncoding.FindUtf16(head) is { } utf16)
        {
            head = Encoding.UTF8.GetBytes(utf16.GetString(head[..(head.Length & ~1)]));
        }
        if (head.Trim(" \t\r\n\0\ufeff"u8).IsEmpty)
        {
            return "There is nothing but blank space in the file. " + Export;
        }
        return Looks.LikeBinary(head)
            ? "The file is not text: its bytes are of a program's own kind. " + Export
            : Markup(head) ?? Lines(head);
    }

    private static string? Packed(ReadOnlySpan<byte> head, StoredKind kind)
    {
        if (FileSignature.UnopenedNameOf(head) is { } name)
        {
            return $"This is {name.Replace("compressed with", "a file compressed with", StringComparison.Ordinal)}, which is not opened here. "
                + "Unpack it and upload the files, or pack them as zip.";
        }
        return FileSignature.KindOf(head) switch
        {
            StoredKind.Zip => Zip(head, kind),
            StoredKind.Gzip or StoredKind.Zstd => "The file is compressed twice. Unpack it once and upload what comes out.",
            StoredKind.Workbook => "This is a workbook or another file of Excel, Word or Outlook inside an archive. Take it out and upload it by itself.",
            _ => null,
        };
    }

    private static string Zip(ReadOnlySpan<byte> head, StoredKind kind)
    {
        if (head.IndexOf("word/"u8) >= 0)
        {
            return "This is a Word document. " + Export;
        }
        if (head.IndexOf("ppt/"u8) >= 0)
        {
            return "This is a PowerPoint presentation. " + Export;
        }
        if (head.IndexOf("mimetypeapplication/vnd.oasis.opendocument"u8) >= 0)
        {
            return "This is a document of LibreOffice or OpenOffice. Save the list as .xlsx or CSV and upload that.";
        }
        return kind == StoredKind.Plain
            ? "This is a document of an office program, or an archive that holds a program. " + Export
            : head.IndexOf("xl/"u8) >= 0
                ? "This is an Excel workbook inside an archive. Take it out and upload it by itself."
                : "This is an archive inside an archive. Unpack it and upload what is in it.";
    }

    private static string? Binary(ReadOnlySpan<byte> head) => head switch
    {
        [(byte)'%', (byte)'P', (byte)'D', (byte)'F', (byte)'-', ..] => "This is a PDF document: made for reading, its numbers cannot be taken out. " + Export,
        [0x89, (byte)'P', (byte)'N', (byte)'G', ..] or [0xff, 0xd8, 0xff, ..] or [(byte)'G', (byte)'I', (byte)'F', (byte)'8', ..]
            or [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P', ..] => "This is a picture. " + Export,
        [(byte)'P', (byte)'A', (byte)'R', (byte)'1', ..] => "This is a Parquet file, which is not read here. " + Export,
        [(byte)'{', (byte)'\\', (byte)'r', (byte)'t', (byte)'f', ..] => "This is a text document (RTF). " + Export,
        _ when head.StartsWith("SQLite format 3\0"u8) => "This is an SQLite database. " + Export,
        _ => null,
    };

    private static string? Markup(ReadOnlySpan<byte> head)
    {
        var text = head.TrimStart(" \t\r\n\ufeff"u8);
        if (text is not [(byte)'<', ..] || Looks.LikeSyslogPriority(text))
        {
            return null;
        }
        if (Looks.Has(text, "urn:schemas-microsoft-com:office:spreadsheet"u8) || Looks.Has(text, "urn:schemas-microsoft-com:office:excel"u8))
        {
            return "This is a workbook saved as a web page or XML. Open it in Excel and save it as .xlsx or CSV.";
        }
        if (Looks.Has(text, "<html"u8) || Looks.Has(text, "<!doctype html"u8) || Looks.Has(text, "<head"u8) || Looks.Has(text, "<body"u8))
        {
            return Looks.Has(text, "type=\"password\""u8) || Looks.Has(text, "type='password'"u8) || Looks.Has(text, "type=password"u8) || Looks.Has(text, "login"u8) || Looks.Has(text, "sign in"u8)
                ? "This is a web page that asks to sign in, saved in place of the export. Sign in at your provider and download the export again."
                : Looks.Has(text, "<table"u8)
                    ? "This is a web page with a table. Open it in Excel and save it as .xlsx or CSV, or export the deliveries as CSV."
                    : "This is a web page, saved in place of the export. Download the export itself and upload that.";
        }
        return Looks.Has(text, "<report_metadata"u8)
            ? "This is a DMARC report: it tells who sent mail in your name, not what became of your deliveries."
            : "This is XML, which is not read here. " + Export;
    }

    private static string? Lines(ReadOnlySpan<byte> head) => Looks.LikeWhat(BeginningLines.Of(head)) switch
    {
        TextLook.KumoMta => "This is a KumoMTA log (JSON lines), which cannot be read yet. " + Export,
        TextLook.JsonLines => "Every line of this is JSON, which cannot be read yet. " + Export,
        TextLook.Json => "This is JSON, which cannot be read yet. " + Export,
        TextLook.Postfix => "This is a mail log of Postfix, which cannot be read yet. " + Export,
        TextLook.Sendmail => "This is a mail log of sendmail, which cannot be read yet. " + Export,
        TextLook.Exim => "This is a mail log of Exim, which cannot be read yet. " + Export,
        TextLook.Syslog => "This is a system log, not a list of deliveries. " + Export,
        TextLook.WebLog => "This is a web server's log: it tells who looked at pages, not what became of mail. " + Export,
        TextLook.BounceMail => "This is an e-mail that reports a failed delivery. Such mails cannot be read yet: export the bounces as CSV or Excel and upload that.",
        TextLook.Mail => "This is an e-mail, not a list of deliveries. If the export is attached to it, save the attachment and upload that.",
        TextLook.Sql => "This is a copy of a database (SQL). Export the table with the deliveries as CSV and upload that.",
        _ => null,
    };
}
