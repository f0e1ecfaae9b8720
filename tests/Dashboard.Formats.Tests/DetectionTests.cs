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
}
