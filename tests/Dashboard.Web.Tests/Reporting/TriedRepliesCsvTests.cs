using System.Text;
using Dashboard.Web.Reporting;
using Dashboard.Web.Tests.Components.Replies;

namespace Dashboard.Web.Tests.Reporting;

public sealed class TriedRepliesCsvTests
{
    [Theory]
    [InlineData("=HYPERLINK(\"http://evil.example\")")]
    [InlineData("+1+1")]
    [InlineData("-2+3")]
    [InlineData("@SUM(A1)")]
    [InlineData("  =1+1")]
    [InlineData("\t=1+1")]
    [InlineData("\uFF1D1+1")]
    public void A_reply_is_never_a_formula(string reply)
    {
        var line = Lines(reply)[1];

        Assert.StartsWith("'", line.TrimStart('"'), StringComparison.Ordinal);
    }

    [Fact]
    public void Quotes_commas_and_line_breaks_stay_within_their_cell()
    {
        var text = Text("550-5.7.1 say \"no\", please\n550 5.7.1 no");

        Assert.Contains("\"550-5.7.1 say \"\"no\"\", please\n550 5.7.1 no\",other,", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_line_has_a_cell_for_every_column()
    {
        var lines = Lines("450 4.2.0 later");

        Assert.Equal(lines[0].Split(',').Length, Split(lines[1]).Count);
        Assert.Equal(["450 4.2.0 later", "other"], Split(lines[1])[..2]);
    }

    [Fact]
    public void Spreadsheets_are_told_that_it_is_utf_8() =>
        Assert.Equal(Encoding.UTF8.Preamble.ToArray(), TriedRepliesCsv.Write([])[..3]);

    private static string Text(string reply) => Encoding.UTF8.GetString(TriedRepliesCsv.Write([TriedReplies.Explain(reply)]).AsSpan(3));

    private static string[] Lines(string reply) => Text(reply).Split("\r\n");

    private static List<string> Split(string line)
    {
        var cells = new List<string> { "" };
        var quoted = false;
        foreach (var letter in line)
        {
            quoted ^= letter == '"';
            if (letter == ',' && !quoted)
            {
                cells.Add("");
            }
            else if (letter != '"')
            {
                cells[^1] += letter;
            }
        }

        return cells;
    }
}
