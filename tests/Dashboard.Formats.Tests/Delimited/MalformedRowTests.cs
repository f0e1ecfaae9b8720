using System.Globalization;
using System.Text;
using Dashboard.Formats.Delimited;

namespace Dashboard.Formats.Tests.Delimited;

public class MalformedRowTests
{
    private const string Header = "time,status,email,reply,campaign\n";

    private static readonly ColumnMapping Mapping = new()
    {
        Columns = new Dictionary<string, ColumnField>
        {
            ["time"] = ColumnField.EventTime, ["status"] = ColumnField.Outcome, ["email"] = ColumnField.Recipient,
            ["reply"] = ColumnField.ReplyText, ["campaign"] = ColumnField.Campaign,
        },
    };

    [Theory]
    [InlineData("2026-01-05 22:00:13,bounced,ann@example.com,\"550 never closed,May")]
    [InlineData("2026-01-05 22:00:13,bounced,ann@example.com,550,\"May")]
    [InlineData("\"2026-01-05 22:00:13,bounced,ann@example.com,550,May")]
    public void An_unclosed_quote_costs_its_own_line(string bad)
    {
        var good = Rows(20_000);
        var lines = DelimitedLines.All(Header + bad + "\n" + good, Mapping);

        var malformed = Assert.Single(lines, line => line.Kind == LineKind.Malformed);
        Assert.Equal((2, "A quote is not closed.", bad), (malformed.Line, malformed.Reason, malformed.Original));
        Assert.Equal(20_000, lines.Count(line => line.Kind == LineKind.Event));
    }

    [Fact]
    public void An_unclosed_quote_among_quoted_rows_costs_its_own_line()
    {
        var good = string.Concat(Enumerable.Range(0, 500).Select(i => $"\"2026-01-05 22:00:13\",\"bounced\",\"u{i}@example.com\",\"550 5.1.1 \"\"no\"\"\nsuch user\",\"May\"\n"));
        var lines = DelimitedLines.All(Header + "\"2026-01-05 22:00:13\",\"bounced\",\"ann@example.com\",\"550 oops,\"May\"\n" + good, Mapping);

        Assert.Equal(1, lines.Count(line => line.Kind == LineKind.Malformed));
        Assert.Equal(500, lines.Count(line => line.Kind == LineKind.Event));
        Assert.Equal(2 + 1, lines.First(line => line.Kind == LineKind.Event).Line);
        Assert.Equal(3 + (2 * 499), lines[^1].Line);
    }

    [Fact]
    public void Unclosed_quotes_in_every_other_line_cost_those_lines()
    {
        var text = Header + string.Concat(Enumerable.Range(0, 1000).Select(i => i % 2 == 0
            ? $"2026-01-05 22:00:13,bounced,u{i}@example.com,\"550 no,May\n"
            : $"2026-01-05 22:00:13,bounced,u{i}@example.com,550 no,May\n"));

        var lines = DelimitedLines.All(text, Mapping);

        Assert.Equal(500, lines.Count(line => line.Kind == LineKind.Malformed));
        Assert.Equal(500, lines.Count(line => line.Kind == LineKind.Event));
    }

    [Fact]
    public void Line_breaks_in_a_quoted_reply_are_part_of_it()
    {
        var lines = DelimitedLines.All(Header + "2026-01-05 22:00:13,bounced,ann@example.com,\"550-first\r\n550 last\",May\n" + Rows(1), Mapping);

        Assert.Equal("550-first 550 last", lines[1].Found!.Reply);
        Assert.Equal((2, 4), (lines[1].Line, lines[2].Line));
    }

    [Theory]
    [InlineData("2026-01-05 22:00:13,bounced,ann@example.com", "The file ends in the middle of this line.", null)]
    [InlineData("2026-01-05 22:00:13,bounced,ann@example.com,550 a, b, c,May\n", "The row has more columns than the header: probably a separator inside a text that is not quoted.", null)]
    [InlineData("2026-01-05 22:00:13,foo,ann@example.com,550,May\n", "“foo” is no outcome that the mapping knows.", "status")]
    [InlineData("2026-01-05 22:00:13,,ann@example.com,550,May\n", "The outcome is empty.", "status")]
    [InlineData("soon,bounced,ann@example.com,550,May\n", "The event time cannot be read.", "time")]
    [InlineData("01/02/2026 10:00,bounced,ann@example.com,550,May\n", "The date could be day-month-year or month-day-year: the mapping does not say which.", "time")]
    [InlineData("2026-01-05 22:00:13,bounced,ann at example.com,550,May\n", "The recipient is not an address.", "email")]
    [InlineData("2026-01-05 22:00:13,bounced,ann@example.com; bob@example.com,550,May\n", "There is more than one recipient in the cell.", "email")]
    [InlineData("2026-01-05 22:00:13,bounced,,550,May\n", "There is no recipient.", "email")]
    [InlineData("2026-01-05 22:00:13,bounced,a\0nn@example.com,550,May\n", "The recipient holds control characters or bytes that are not of the file's encoding.", "email")]
    [InlineData("2026-01-05 22:00:13,bounced,a\ufffdnn@example.com,550,May\n", "The recipient holds control characters or bytes that are not of the file's encoding.", "email")]
    [InlineData("2026-01-05 22:00:13,bounced,ann@example.com,\"550 \"no\" user\",May\n", "A quote inside a quoted field is not escaped: the columns after it cannot be trusted.", null)]
    public void Rows_that_cannot_be_read_say_why(string row, string reason, string? column)
    {
        var lines = DelimitedLines.All(Header + Rows(3) + row, Mapping);

        Assert.Equal((LineKind.Malformed, 5L, reason, column), (lines[^1].Kind, lines[^1].Line, lines[^1].Reason, lines[^1].Column));
        Assert.Equal(3, lines.Count(line => line.Kind == LineKind.Event));
    }

    [Theory]
    [InlineData("", "Blank line.")]
    [InlineData(",,,,", "Blank line.")]
    [InlineData("time,status,email,reply,campaign", "Header line.")]
    [InlineData("Total,3,,,", "Row of totals.")]
    [InlineData("Gesamt:,,,,1.234", "Row of totals.")]
    [InlineData("(1000 rows)", "Row of totals.")]
    [InlineData("# written by a script", "Comment line.")]
    [InlineData("2026-01-05 22:00:13,dropped,ann@example.com,,May", "Suppressed by the sending platform: never attempted.")]
    [InlineData("2026-01-05 22:00:13,opened,ann@example.com,,May", "Not about a delivery (queued, opened, clicked, unsubscribed and the like).")]
    [InlineData("2026-01-05 22:00:13,complaint,,,May", "Complaint without a recipient (the provider took it out).")]
    public void Rows_that_are_no_events_are_ignored_with_a_reason(string row, string reason)
    {
        var lines = DelimitedLines.All(Header + Rows(1) + row + "\n" + Rows(1), Mapping);

        Assert.Equal((LineKind.Ignored, reason), (lines[2].Kind, lines[2].Reason));
        Assert.Equal(LineKind.Event, lines[3].Kind);
    }

    [Fact]
    public void Columns_that_change_places_below_a_second_header_are_followed()
    {
        var lines = DelimitedLines.All(
            Header + Rows(1) + "email,time,reply,status,extra\nbob@example.com,2026-01-05 22:00:13,550 no,bounced,x\n", Mapping);

        Assert.Equal((LineKind.Ignored, "Header line."), (lines[2].Kind, lines[2].Reason));
        Assert.Equal(("bob@example.com", "550 no"), (lines[3].Found!.Recipient, lines[3].Found!.Reply));
    }

    [Fact]
    public void Rows_below_a_header_without_a_needed_column_are_not_guessed_at()
    {
        var lines = DelimitedLines.All(
            Header + Rows(1) + "email,date,reply,result,extra\nbob@example.com,2026-01-05 22:00:13,550 no,bounced,x\n" + Header + Rows(1), Mapping);

        var sentence = "The header above has no column “time”, which the mapping names: divide the file where its columns change.";
        Assert.Equal((LineKind.Malformed, sentence), (lines[2].Kind, lines[2].Reason));
        Assert.Equal((LineKind.Malformed, sentence), (lines[3].Kind, lines[3].Reason));
        Assert.Equal((LineKind.Ignored, LineKind.Event), (lines[4].Kind, lines[5].Kind));
    }

    [Fact]
    public void Latin_bytes_in_a_utf8_file_are_repaired_in_texts_and_refused_in_names()
    {
        byte[] file =
        [
            .. "time,status,email,reply,campaign\n2026-01-05 22:00:13,bounced,ann@example.com,550 Empfänger,Frühling\n"u8,
            .. Encoding.Latin1.GetBytes("2026-01-05 22:00:14,bounced,bob@example.com,550 Empfänger,Frühling\n2026-01-05 22:00:15,bounced,jürgen@example.com,550,May\n"),
            .. Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("2026-01-05 22:00:16,bounced,eve@example.com,550 Empfänger,Frühling\n", 10))),
        ];

        var lines = DelimitedLines.All(file, Mapping);

        Assert.Equal(("550 Empfänger", "Frühling"), (lines[2].Found!.Reply, lines[2].Found!.Campaign));
        Assert.Equal((LineKind.Malformed, "email"), (lines[3].Kind, lines[3].Column));
        Assert.Equal(12, lines.Count(line => line.Kind == LineKind.Event));
    }

    [Fact]
    public void A_line_of_ten_megabytes_costs_itself()
    {
        var text = Header + Rows(1) + new string('x', 10_000_000) + "\n" + Rows(1) + "2026-01-05 22:00:13,bounced,ann@example.com,\"" + new string('y', 10_000_000) + "\",May\n" + Rows(1);

        var lines = DelimitedLines.All(text, Mapping);

        Assert.Equal([LineKind.Ignored, LineKind.Event, LineKind.Malformed, LineKind.Event, LineKind.Malformed, LineKind.Event], lines.Select(line => line.Kind));
        Assert.Equal("The line is longer than 1 MiB.", lines[2].Reason);
        Assert.Equal(4096, lines[2].Original.Length);
    }

    [Fact]
    public void Titles_above_the_header_are_skipped()
    {
        var lines = DelimitedLines.All("sep=,\nDelivery report\n\n# made by hand\nPeriod:,January\n" + Header + Rows(2), Mapping);

        Assert.Equal(5, lines.Count(line => line.Reason is "Line above the header."));
        Assert.Equal((6, "Header line."), (lines[5].Line, lines[5].Reason));
        Assert.Equal(2, lines.Count(line => line.Kind == LineKind.Event));
    }

    private static string Rows(int count) =>
        string.Concat(Enumerable.Range(0, count).Select(i => string.Create(CultureInfo.InvariantCulture, $"2026-01-05 22:00:13,bounced,user{i}@example.com,550 5.1.1 no such user,May\n")));
}
