using System.Text;

namespace Dashboard.Formats.Tests.PowerMta;

public class PowerMtaEncodingTests
{
    private const string Csv =
        "type,timeLogged,rcpt,dsnDiag,jobId\r\nd,2026-03-01 10:00:00+0100,jürgen@x.example,\"smtp;250 2.0.0 Ok, queued\",Frühling\r\n"
        + "\r\nb,2026-03-01 10:00:01+0100,a@x.example,smtp;550 \"no\" \u20ac,Frühling\r\nx\r\nd,\"open,1\r\n# c\r\nd,2026-03-01 10:00:02+0100,b@x.example";

    public static TheoryData<string> Encodings => ["utf-8", "utf-8-bom", "utf-16", "utf-16-bom", "utf-16BE", "utf-16BE-bom"];

    [Theory]
    [MemberData(nameof(Encodings))]
    public void The_encoding_of_the_file_does_not_matter(string encoding)
    {
        var name = encoding.Replace("-bom", "", StringComparison.Ordinal);
        var bytes = Encoding.GetEncoding(name).GetBytes((encoding.EndsWith("-bom", StringComparison.Ordinal) ? "\ufeff" : "") + Csv);

        Assert.Equal(LogFormat.PowerMta, ReaderCatalog.Detect(bytes).Format);
        Assert.Equal(ReadLine.All(Csv), ReadLine.All(bytes));
    }

    [Theory]
    [MemberData(nameof(Encodings))]
    public void Reading_byte_by_byte_gives_the_same(string encoding)
    {
        var name = encoding.Replace("-bom", "", StringComparison.Ordinal);
        var bytes = Encoding.GetEncoding(name).GetBytes((encoding.EndsWith("-bom", StringComparison.Ordinal) ? "\ufeff" : "") + Csv);

        Assert.Equal(ReadLine.All(Csv), ReadLine.All(new OneByteStream(bytes)));
    }

    [Fact]
    public void Quoting_column_order_and_line_ends_do_not_change_an_event()
    {
        var plain = ReadLine.Event("type,timeLogged,rcpt,dsnDiag,jobId", "d,2026-03-01 10:00:00Z,a@x.example,smtp;250 ok,j");
        var other = ReadLine.Event("type,jobId,dsnDiag,unknown,rcpt,timeLogged", "\"d\",\"j\",smtp; 250 ok,x,<a@x.example>,\"2026-03-01 10:00:00Z\"\r");

        Assert.Equal(plain, other);
    }
}
