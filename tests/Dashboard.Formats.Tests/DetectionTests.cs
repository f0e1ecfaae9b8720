using System.Text;

namespace Dashboard.Formats.Tests;

public class DetectionTests
{
    [Theory]
    [InlineData("type,timeLogged,rcpt\n")]
    [InlineData("#type,rcpt,timeLogged\n")]
    [InlineData("# a note\n\ntype,timeQueued,bounceCat\n")]
    [InlineData("\"type\";\"timeLogged\";\"rcpt\"\n")]
    [InlineData("d,2014-08-24 16:00:14+0530,2014-07-10 16:00:02+0530,,a@x.example\n")]
    [InlineData("b,1178807915,a@x.example\n")]
    public void Accounting_files_are_recognised(string beginning) =>
        Assert.Equal(new Detection(LogFormat.PowerMta, null), ReaderCatalog.Detect(Encoding.UTF8.GetBytes(beginning)));

    [Theory]
    [InlineData("", "The file is empty.")]
    [InlineData("{\"type\":\"Delivery\"}\n", "The file is JSON.")]
    [InlineData("PK\u0003\u0004abc", "The file is a zip archive.")]
    [InlineData("Jan  1 00:00:01 mx postfix/smtp[1]: A1: to=<a@x.example>, status=sent\n", "The first lines have no PowerMTA header.")]
    [InlineData("type,colour\ncar,red\n", "The first lines have no PowerMTA header.")]
    public void Other_files_are_refused_with_a_sentence_that_helps(string beginning, string what)
    {
        var detection = ReaderCatalog.Detect(Encoding.UTF8.GetBytes(beginning));

        Assert.Equal(LogFormat.Unknown, detection.Format);
        Assert.Equal(what + " A PowerMTA accounting file is expected: CSV whose first line is `type,timeLogged,…`.", detection.Problem);
    }
}
