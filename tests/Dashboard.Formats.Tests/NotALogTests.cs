using System.Text;
using Dashboard.Formats.Compression;
using Dashboard.Formats.Tests.Compression;

namespace Dashboard.Formats.Tests;

public class NotALogTests
{
    [Theory]
    [InlineData("", "The file is empty.")]
    [InlineData("\ufeff \r\n\t\n", "There is nothing but blank space in the file.")]
    [InlineData("%PDF-1.7\n%âãÏÓ\n1 0 obj\n", "This is a PDF document: made for reading, its numbers cannot be taken out.")]
    [InlineData("{\\rtf1\\ansi Report}", "This is a text document (RTF).")]
    [InlineData("<!DOCTYPE html>\n<html><head><title>Log in</title></head><body><input type=\"password\"></body></html>", "This is a web page that asks to sign in, saved in place of the export.")]
    [InlineData("\n  <HTML><BODY>Report not found</BODY></HTML>", "This is a web page, saved in place of the export.")]
    [InlineData("<html><body><table><tr><td>rcpt</td></tr></table></body></html>", "This is a web page with a table.")]
    [InlineData("<html xmlns:x=\"urn:schemas-microsoft-com:office:excel\"><table>", "This is a workbook saved as a web page or XML.")]
    [InlineData("<?xml version=\"1.0\"?><feedback><report_metadata><org_name>x</org_name>", "This is a DMARC report")]
    [InlineData("<?xml version=\"1.0\"?><log/>", "This is XML")]
    [InlineData("{\"event\":\"delivered\"}\n{\"event\":\"bounce\"}\n", "Every line of this is JSON")]
    [InlineData("[\n  {\"event\": \"delivered\"}\n]", "This is JSON")]
    [InlineData("{\"type\":\"Delivery\",\"egress_pool\":\"p1\",\"recipient\":\"a@x.example\"}\n", "This is a KumoMTA log")]
    [InlineData("Jan  5 08:01:02 mx1 postfix/smtp[41]: 4F5C6: to=<a@x.example>, relay=mx.x.example[192.0.2.1]:25, status=sent (250 OK)\n", "This is a mail log of Postfix")]
    [InlineData("2026-01-05T08:01:02.123456+01:00 mx1 postfix-out/qmgr[7]: 4F5C6: removed\n", "This is a mail log of Postfix")]
    [InlineData("<22>1 2026-01-05T08:01:02Z mx1 postfix/smtp 41 - - 4F5C6: to=<a@x.example>, status=sent\n", "This is a mail log of Postfix")]
    [InlineData("Jan  5 08:01:02 mx1 dovecot: imap(a): Logged in\nJan  5 08:01:03 mx1 postfix/qmgr[7]: 4F5C6: removed\nJan  5 08:01:04 mx1 dovecot: imap(b): Logged in\n", "This is a mail log of Postfix")]
    [InlineData("Jan  5 08:01:02 mx1 sm-mta[41]: 1A2b3: to=<a@x.example>, dsn=2.0.0, stat=Sent\n", "This is a mail log of sendmail")]
    [InlineData("2026-01-05 08:01:02 1q3xYz-0003Ab-2C => a@x.example R=dns T=smtp H=mx.x.example [192.0.2.1]\n2026-01-05 08:01:02 1q3xYz-0003Ab-2C Completed\n", "This is a mail log of Exim")]
    [InlineData("Jan  5 08:01:02 web1 sshd[41]: Accepted publickey for x\n", "This is a system log")]
    [InlineData("192.0.2.7 - - [05/Jan/2026:08:01:02 +0000] \"GET / HTTP/1.1\" 200 512\n", "This is a web server's log")]
    [InlineData("Return-Path: <>\nReceived: from a by b\n\tfor <c@x.example>; Mon, 5 Jan 2026\nFrom: d@x.example\nSubject: Your export\n\nHello", "This is an e-mail, not a list")]
    [InlineData("From d@x.example Mon Jan  5 08:01:02 2026\nFrom: d@x.example\nSubject: Undeliverable\nContent-Type: multipart/report; report-type=delivery-status\n", "This is an e-mail that reports a failed delivery.")]
    [InlineData("-- MySQL dump 10.13\n--\nDROP TABLE IF EXISTS `events`;\nCREATE TABLE `events` (\n", "This is a copy of a database (SQL).")]
    [InlineData("Dear Sir,\nplease find our numbers below.\nYours\n", "This is text, but neither a PowerMTA accounting file")]
    public void A_file_is_told_by_its_beginning(string text, string what)
    {
        var detection = ReaderCatalog.Detect(Encoding.UTF8.GetBytes(text));

        Assert.Equal(LogFormat.Unknown, detection.Format);
        Assert.StartsWith(what, detection.Problem, StringComparison.Ordinal);
        Assert.EndsWith(".", detection.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Files_of_bytes_are_told_by_their_first_ones()
    {
        var tar = new byte[1024];
        "ustar"u8.CopyTo(tar.AsSpan(257));
        var noise = new byte[4096];
        new Random(1).NextBytes(noise);

        Assert.StartsWith("This is a picture.", Why([0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10]), StringComparison.Ordinal);
        Assert.StartsWith("This is a picture.", Why([0xff, 0xd8, 0xff, 0xe0, 0, 16, (byte)'J', (byte)'F', (byte)'I', (byte)'F']), StringComparison.Ordinal);
        Assert.Equal("This is a tar archive, which is not opened here. Unpack it and upload the files, or pack them as zip.", Why(tar));
        Assert.StartsWith("This is a 7-Zip archive", Why([(byte)'7', (byte)'z', 0xbc, 0xaf, 0x27, 0x1c, 0, 4]), StringComparison.Ordinal);
        Assert.StartsWith("This is a RAR archive", Why([(byte)'R', (byte)'a', (byte)'r', (byte)'!', 0x1a, 7, 1, 0]), StringComparison.Ordinal);
        Assert.Equal(
            "This is a file compressed with bzip2, which is not opened here. Unpack it and upload the files, or pack them as zip.",
            Why([(byte)'B', (byte)'Z', (byte)'h', (byte)'9', 0x31, 0x41, 0x59, 0x26, 0x53, 0x59]));
        Assert.StartsWith("This is a file compressed with xz", Why([0xfd, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', 0]), StringComparison.Ordinal);
        Assert.StartsWith("The file is not text", Why(noise), StringComparison.Ordinal);
        Assert.StartsWith("There is nothing but blank space", Why(new byte[100]), StringComparison.Ordinal);
        Assert.StartsWith("The file is compressed twice.", Why(Pack.Gzip("x"u8.ToArray())), StringComparison.Ordinal);
        Assert.StartsWith("This is a Word document.", Why(Pack.Zip(("[Content_Types].xml", [1]), ("word/document.xml", [1]))), StringComparison.Ordinal);
        Assert.StartsWith("This is a PowerPoint presentation.", Why(Pack.Zip(("[Content_Types].xml", [1]), ("ppt/presentation.xml", [1]))), StringComparison.Ordinal);
        Assert.StartsWith("This is an Excel workbook inside an archive.", Why(Pack.Workbook(("A", "")), StoredKind.Zip), StringComparison.Ordinal);
        Assert.StartsWith("This is an archive inside an archive.", Why(Pack.Zip(("a.csv", [1])), StoredKind.Zip), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("time,recipient,status,reply\n2026-01-05 08:01:02,a@x.example,delivered,250 2.0.0 OK queued\n")]
    [InlineData("2026-01-05 08:01:02,a@x.example,250 2.0.0 OK queued\n2026-01-05 08:01:03,b@x.example,250 2.0.0 OK queued\n")]
    [InlineData("2026-01-05 08:01:02\ta@x.example\tdelivered: yes it was\n")]
    [InlineData("From,Subject,Date\na@x.example,Hello,2026-01-05\n")]
    [InlineData("\"Jan  5 08:01:02\",mx1,\"host said: 550 5.1.1 no such user, see <html>\"\n")]
    [InlineData("[campaign];{client};rcpt\nMay;x;a@x.example\n")]
    [InlineData("log\nfrom postfix/smtp[1]: of old\nrcpt\na@x.example\n")]
    [InlineData("rcpt,note\na@x.example,see CREATE TABLE in the manual\n")]
    public void What_may_be_a_list_with_columns_is_not_refused_for_its_words(string text) =>
        Assert.Null(NotALog.Recognise(Encoding.UTF8.GetBytes(text), StoredKind.Plain));

    [Fact]
    public void Utf16_is_looked_at_as_text() =>
        Assert.StartsWith("This is JSON", Why([0xff, 0xfe, .. Encoding.Unicode.GetBytes("{\"event\": \"delivered\"}")]), StringComparison.Ordinal);

    private static string Why(byte[] beginning, StoredKind kind = StoredKind.Plain) => ReaderCatalog.Detect(beginning, kind).Problem!;
}
