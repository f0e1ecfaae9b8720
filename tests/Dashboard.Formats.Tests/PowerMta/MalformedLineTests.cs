using System.Text;
using Dashboard.Core.Delivery;

namespace Dashboard.Formats.Tests.PowerMta;

public class MalformedLineTests
{
    private const string Header = "type,timeLogged,timeQueued,orig,rcpt,dsnStatus,dsnDiag,dsnMta,jobId,envId";

    [Theory]
    [InlineData("x,2026-03-01 10:00:00Z,,,a@x.example", "type", "The record type is not one PowerMTA writes (d, b, t, tq, rb, rs, f, r, p).")]
    [InlineData("garbage", "type", "The record type is not one PowerMTA writes (d, b, t, tq, rb, rs, f, r, p).")]
    [InlineData("d,yesterday,,,a@x.example", "timeLogged", "The event time cannot be read.")]
    [InlineData("d,2026-13-01 10:00:00Z,,,a@x.example", "timeLogged", "The event time cannot be read.")]
    [InlineData("d,9999-12-31 23:59:59Z,,,a@x.example", "timeLogged", "The event time cannot be read.")]
    [InlineData("d,2026-03-01 10:00:00Z,soon,,a@x.example", "timeQueued", "The queueing time cannot be read.")]
    [InlineData("d,2026-03-01 10:00:00Z,,,", "rcpt", "There is no recipient.")]
    [InlineData("d,2026-03-01 10:00:00Z", "rcpt", "There is no recipient.")]
    [InlineData("d,2026-03-01 10:00:00Z,,,nobody", "rcpt", "The recipient is not an address.")]
    [InlineData("d,2026-03-01 10:00:00Z,,,nobody@", "rcpt", "The recipient is not an address.")]
    public void A_row_that_cannot_be_an_event_says_where_and_why(string row, string column, string reason)
    {
        var line = ReadLine.Row(Header, row);

        Assert.Equal((LineKind.Malformed, column, reason, row, 2L), (line.Kind, line.Column, line.Reason, line.Original, line.Line));
    }

    [Fact]
    public void A_row_without_event_time_says_what_to_do_and_can_be_allowed()
    {
        const string header = "type,timeQueued,rcpt";
        const string row = "b,2026-03-01 10:00:00Z,a@x.example";

        Assert.StartsWith("There is no event time: add timeLogged", ReadLine.Row(header, row).Reason);
        Assert.Equal(
            new DateTime(2026, 3, 1, 10, 0, 0, DateTimeKind.Utc),
            ReadLine.Event(header, row, new LogReaderOptions { UseQueueingTime = true }).OccurredAt);
    }

    [Fact]
    public void An_unclosed_quote_costs_exactly_its_own_line()
    {
        var csv = new StringBuilder(Header).Append('\n');
        for (var line = 2; line <= 2000; line++)
        {
            csv.Append(line == 2 ? "d,\"2026-03-01 10:00:00Z,,,a2@x.example\n" : $"d,2026-03-01 10:00:00Z,,,a{line}@x.example\n");
        }

        var lines = ReadLine.All(csv.ToString());

        var lost = Assert.Single(lines, line => line.Kind == LineKind.Malformed);
        Assert.Equal((2, "A quote is not closed on its line.", "d,\"2026-03-01 10:00:00Z,,,a2@x.example"), (lost.Line, lost.Reason, lost.Original));
        Assert.Equal(1998, lines.Count(line => line.Kind == LineKind.Event));
        Assert.Equal("a2000@x.example", lines[^1].Found?.Recipient);
    }

    [Fact]
    public void An_unescaped_quote_inside_quotes_is_not_trusted_but_a_stray_one_is_text()
    {
        Assert.Equal(LineKind.Malformed, ReadLine.Row(Header, "b,2026-03-01 10:00:00Z,,,a@x.example,5.0.0,\"smtp;550 \"no\" thanks\",mx,j,e").Kind);
        Assert.Equal("550 \"no\" thanks", ReadLine.Event(Header, "b,2026-03-01 10:00:00Z,,,a@x.example,5.0.0,smtp;550 \"no\" thanks,mx,j,e").Reply);
        Assert.Equal("550 \"no\" thanks", ReadLine.Event(Header, "b,2026-03-01 10:00:00Z,,,a@x.example,5.0.0,\"smtp;550 \"\"no\"\" thanks\",mx,j,e").Reply);
    }

    [Theory]
    [InlineData("a\0@x.example", "b@y.example", "e", "rcpt")]
    [InlineData("a\u001b@x.example", "b@y.example", "e", "rcpt")]
    [InlineData("a@x.example", "b\0@y.example", "e", "orig")]
    [InlineData("a@x.example", "b@y.example", "e\0", "envId")]
    public void Control_characters_in_a_name_are_refused(string recipient, string sender, string id, string column)
    {
        var line = ReadLine.Row(Header, $"d,2026-03-01 10:00:00Z,,{sender},{recipient},,,,,{id}");

        Assert.Equal((LineKind.Malformed, column), (line.Kind, line.Column));
    }

    [Fact]
    public void Bytes_that_are_not_utf8_are_refused_in_a_recipient_and_repaired_in_a_text()
    {
        var csv = Encoding.Latin1.GetBytes(
            Header + "\nd,2026-03-01 10:00:00Z,,,andr\u00e9@x.example\nb,2026-03-01 10:00:00Z,,,a@x.example,5.0.0,smtp;550 bo\u00eete \u0093pleine\u0094\0!,mx,j,e\n");
        var lines = ReadLine.All(csv);

        Assert.Equal((LineKind.Malformed, "rcpt"), (lines[1].Kind, lines[1].Column));
        Assert.Equal("550 boîte “pleine” !", lines[2].Found?.Reply);
    }

    [Fact]
    public void Valid_utf8_stays_as_it_is_beside_bytes_that_are_not()
    {
        byte[] csv =
        [
            .. Encoding.UTF8.GetBytes(Header + "\nb,2026-03-01 10:00:00Z,,,jürgen@bücher.example,5.0.0,smtp;550 Postfach für dich "), 0xe9, 0xc3, (byte)'\n',
        ];
        var read = ReadLine.All(csv)[1].Found;

        Assert.Equal(("550 Postfach für dich éÃ", "jürgen@bücher.example"), (read?.Reply, read?.Recipient));
    }

    [Fact]
    public void Long_values_are_bounded()
    {
        var job = new string('j', 254) + "ü";
        var id = new string('i', 400);
        var reply = "550 " + new string('r', 6000);
        var read = ReadLine.Event(Header, $"b,2026-03-01 10:00:00Z,,,{new string('l', 64)}@x.example,5.0.0,smtp;{reply},mx,{job},{id}1");
        var other = ReadLine.Event(Header, $"b,2026-03-01 10:00:00Z,,,{new string('l', 64)}@x.example,5.0.0,smtp;{reply},mx,{job},{id}2");

        Assert.Equal((new string('j', 254), reply[..4096], 255), (read.Campaign, read.Reply, read.MessageId.Length));
        Assert.NotEqual(read.MessageId, other.MessageId);
        Assert.Equal("The recipient is longer than 320 bytes.", ReadLine.Row(Header, $"d,2026-03-01 10:00:00Z,,,{new string('l', 320)}@x").Reason);
    }

    [Fact]
    public void A_line_longer_than_a_mebibyte_is_quarantined_with_its_beginning_and_its_neighbours_are_read()
    {
        var csv = $"{Header}\nd,2026-03-01 10:00:00Z,,,a@x.example\nd,{new string('x', 3_000_000)}\nd,2026-03-01 10:00:00Z,,,b@x.example\n";
        var lines = ReadLine.All(csv);

        Assert.Equal([LineKind.Ignored, LineKind.Event, LineKind.Malformed, LineKind.Event], lines.Select(line => line.Kind));
        Assert.Equal(("The line is longer than 1 MiB.", 4096), (lines[2].Reason, lines[2].Original.Length));
    }

    [Fact]
    public void A_file_without_line_breaks_does_not_fill_the_memory()
    {
        using var reader = ReaderCatalog.Open(LogFormat.PowerMta, new EndlessStream((byte)'"', 300_000_000), new LogReaderOptions());
        var before = GC.GetAllocatedBytesForCurrentThread();

        Assert.Equal(LineKind.Malformed, reader.Read(new LogEvent()));
        Assert.Equal("The line is longer than 1 MiB.", reader.Problem.Reason);
        Assert.Equal(LineKind.End, reader.Read(new LogEvent()));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 32_000_000);
    }
}
