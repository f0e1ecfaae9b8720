using System.Text;
using Dashboard.Formats.Delimited;

namespace Dashboard.Formats.Tests.Delimited;

/// <summary>What stands in quotes separates nothing, whatever else it holds.</summary>
public class SeparatorTests
{
    private static readonly string[] Header = ["time", "status", "email", "reply"];

    [Theory]
    [InlineData(',', ';', true)]
    [InlineData(',', ';', false)]
    [InlineData(';', ',', true)]
    [InlineData(';', ',', false)]
    [InlineData('\t', ',', true)]
    [InlineData('\t', ';', false)]
    [InlineData('|', ',', false)]
    [InlineData(',', '|', true)]
    public void Quoted_cells_may_hold_more_of_another_separator_than_there_are_columns(char separator, char other, bool isAllQuoted)
    {
        var reply = string.Join(other, "550 5.1.1 unknown", "see", "the", "page", "on", "bounces", "and", "lists", "of", "ours", "please");
        var rows = Enumerable.Range(0, 40).Select(i => new[]
        {
            $"2026-01-05 22:00:{i:00}", "bounced", $"u{i}@example.com", reply,
        });
        var text = string.Concat(rows.Prepend(Header).Select(row =>
            string.Join(separator, row.Select((cell, place) => isAllQuoted || (place == 3 && cell != "reply") ? $"\"{cell}\"" : cell)) + "\r\n"));

        var layout = DelimitedLayout.Detect(Encoding.UTF8.GetBytes(text));

        Assert.Equal(separator, layout.Separator);
        Assert.Equal(Header, layout.Columns);
        Assert.True(DelimitedLines.Guess(text).IsGoodEnough);
    }

    [Fact]
    public void An_inch_mark_in_a_cell_does_not_make_another_separator_likelier()
    {
        var text = "time;status;email;subject\n" + string.Concat(Enumerable.Range(0, 40).Select(i =>
            $"2026-01-05 22:00:{i:00};delivered;u{i}@example.com;Screens, 24\", new\n"));

        Assert.Equal(';', DelimitedLayout.Detect(Encoding.UTF8.GetBytes(text)).Separator);
    }

    [Fact]
    public void A_reply_cut_off_inside_doubled_quotes_leaves_its_separator_as_it_is()
    {
        var text = "time,status,email,reply\n" + string.Concat(Enumerable.Range(0, 40).Select(i =>
            $"2026-01-05 22:00:{i:00},bounced,u{i}@example.com,\"550 user; \"\"unknown; see; our; list; of; names; h\"\n"));

        Assert.Equal(',', DelimitedLayout.Detect(Encoding.UTF8.GetBytes(text)).Separator);
    }
}
