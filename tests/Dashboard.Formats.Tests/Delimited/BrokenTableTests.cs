using System.Text;
using Dashboard.Formats.Delimited;

namespace Dashboard.Formats.Tests.Delimited;

/// <summary>A table that cannot be read is refused with the true reason and its line.</summary>
public class BrokenTableTests
{
    private const string Header = "time,status,email,reply\n";

    [Theory]
    [InlineData(",")]
    [InlineData(";")]
    [InlineData("\t")]
    public void More_columns_than_any_table_are_named(string separator)
    {
        var row = string.Join(separator, Enumerable.Repeat("cell", 1100)) + "\n";

        var detection = ReaderCatalog.Detect(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(row, 20))));

        Assert.Equal(LogFormat.Unknown, detection.Format);
        Assert.StartsWith("Line 1 has more than 1,024 columns.", detection.Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a")]
    [InlineData("a,")]
    public void A_line_without_end_is_named_and_not_called_missing(string filler)
    {
        var text = Encoding.UTF8.GetBytes(Header + "2026-01-05 22:00:00,bounced,u@example.com," + string.Concat(Enumerable.Repeat(filler, 1_500_000)));

        Assert.Equal(LogFormat.Delimited, ReaderCatalog.Detect(text).Format);
        var refusal = MappingGuess.Make(DelimitedSample.Read(text, isWhole: false), new MappingDefaults()).Refusal;

        Assert.StartsWith("Line 2 is longer than a megabyte", refusal, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("never closed text, here and there\n")]
    [InlineData("never closed, nor, cut, where, it, should, be\n")]
    [InlineData("nothing that separates\n")]
    public void A_quote_that_is_never_closed_is_named_when_its_text_is_most_of_what_follows(string filler)
    {
        var text = Header + Rows(30) + "2026-01-05 22:00:00,bounced,u@example.com,\"" + string.Concat(Enumerable.Repeat(filler, 500));

        var guess = DelimitedLines.Guess(text);

        Assert.StartsWith("In line 32 a quote (\") is opened and never closed", guess.Refusal, StringComparison.Ordinal);
        Assert.False(MappingCheck.Make(DelimitedLines.Sample(text), DelimitedLines.Guess(Header + Rows(30)).Mapping).IsGoodEnough);
    }

    [Fact]
    public void A_quote_that_is_never_closed_costs_one_row_when_rows_follow_it()
    {
        var text = Header + Rows(30) + "2026-01-05 22:00:00,bounced,u@example.com,\"sorry\nand\nmore\n" + Rows(60);

        var guess = DelimitedLines.Guess(text);

        Assert.True(guess.IsGoodEnough);
        Assert.Equal(90, DelimitedLines.All(text, guess.Mapping).Count(line => line.Kind == LineKind.Event));
    }

    [Theory]
    [InlineData("2026-01-05 22:00:00,bounced,u@example.com,\"550 no\n", "in line 2 a quote (\") is opened and never closed")]
    [InlineData("2026-01-05 22:00:00,bounced,u@example.com,\"550 \"no\" user\"\n", "in line 2 a quote (\") stands inside a text in quotes")]
    [InlineData("", "a header but no rows below it")]
    public void A_header_without_a_row_that_can_be_read_says_why(string rows, string why) =>
        Assert.Contains(why, DelimitedLines.Guess(Header + rows).Refusal, StringComparison.Ordinal);

    private static string Rows(int count) =>
        string.Concat(Enumerable.Range(0, count).Select(i => $"2026-01-05 22:00:{i % 60:00},bounced,u{i}@example.com,550 5.1.1 unknown\n"));
}
