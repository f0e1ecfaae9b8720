using Dashboard.Core.Delivery;

namespace Dashboard.Formats.Tests.PowerMta;

public class PowerMtaHeaderTests
{
    [Fact]
    public void Columns_are_found_by_name_in_any_order_and_case()
    {
        var read = ReadLine.Event(
            "TYPE,envid,dsnMTA,JobId,RCPT,time_logged,Orig,vmtaPool,dlvSourceIp,unheardOf",
            "d,e1,mx.x.example (192.0.2.7),spring,a@x.example,2026-03-01 10:00:00+0000,b@y.example,promo,[198.51.100.4],?");

        Assert.Equal(
            ("e1", "mx.x.example", "spring", "a@x.example", "b@y.example", "promo", "198.51.100.4"),
            (read.MessageId, read.Relay, read.Campaign, read.Recipient, read.Sender, read.Pool, read.SendingIp));
    }

    [Theory]
    [InlineData("type")]
    [InlineData("#type")]
    [InlineData("# type")]
    [InlineData("\"type\"")]
    [InlineData("\ufefftype")]
    public void A_first_cell_that_says_type_is_a_header(string first)
    {
        var lines = ReadLine.All($"{first},timeLogged,rcpt\nd,2026-03-01 10:00:00Z,a@x.example\n");

        Assert.Equal([LineKind.Ignored, LineKind.Event], lines.Select(line => line.Kind));
        Assert.Equal("Header line.", lines[0].Reason);
    }

    [Fact]
    public void A_header_in_the_middle_holds_for_what_follows()
    {
        var lines = ReadLine.All(
            "type,timeLogged,rcpt\nd,2026-03-01 10:00:00Z,a@x.example\ntype,timeLogged,rcpt\nd,2026-03-01 10:00:01Z,b@x.example\n"
            + "type,rcpt,jobId,timeLogged\nd,c@x.example,spring,2026-03-01 10:00:02Z\n\ufefftype,jobId,rcpt,timeLogged\n"
            + "d,summer,d@x.example,2026-03-01 10:00:03Z\n");

        var events = lines.Where(line => line.Found is not null).Select(line => (line.Line, line.Found!.Recipient, line.Found.Campaign));
        Assert.Equal([(2, "a@x.example", ""), (4, "b@x.example", ""), (6, "c@x.example", "spring"), (8, "d@x.example", "summer")], events);
    }

    [Fact]
    public void Short_rows_and_extra_cells_are_read()
    {
        const string header = "type,timeLogged,rcpt,dsnStatus,dsnDiag";

        Assert.Equal("5.1.1", ReadLine.Event(header, "b,2026-03-01 10:00:00Z,a@x.example,5.1.1").Status);
        Assert.Equal("550 no", ReadLine.Event(header, "b,2026-03-01 10:00:00Z,a@x.example,5.1.1,smtp;550 no,more,and more").Reply);
    }

    [Fact]
    public void Comments_and_blank_lines_are_ignored_and_counted()
    {
        var lines = ReadLine.All("# written by hand\ntype,timeLogged,rcpt\r\n\r\n  \nd,2026-03-01 10:00:00Z,a@x.example\r\n\n");

        Assert.Equal(
            ["Comment line.", "Header line.", "Blank line.", "Blank line.", null, "Blank line."], lines.Select(line => line.Reason));
        Assert.Equal([1, 2, 3, 4, 5, 6], lines.Select(line => line.Line));
    }

    [Fact]
    public void Without_a_header_every_row_says_what_is_missing()
    {
        var lines = ReadLine.All("d,2026-03-01 10:00:00Z,a@x.example\nb,2026-03-01 10:00:01Z,b@x.example\n");

        Assert.All(lines, line => Assert.Equal(LineKind.Malformed, line.Kind));
        Assert.StartsWith("There is no header line above: PowerMTA writes `type,timeLogged,…` first. Add the header line", lines[1].Reason);
        Assert.Equal("b,2026-03-01 10:00:01Z,b@x.example", lines[1].Original);
    }

    [Fact]
    public void A_source_can_name_the_header_its_files_lack()
    {
        var options = new LogReaderOptions { HeaderLine = "type,timeLogged,rcpt" };

        Assert.Equal("a@x.example", ReadLine.All("d,2026-03-01 10:00:00Z,a@x.example\n", options)[0].Found?.Recipient);
    }

    [Theory]
    [InlineData("header_X-Stream", "stream")]
    [InlineData("header_X-Campaign-ID", "campaign")]
    [InlineData("header_X-List", "list")]
    [InlineData("header_List-Id", "list")]
    [InlineData("header_X-Segment", "segment")]
    [InlineData("header_X-Client-Id", "client")]
    [InlineData("header_Message-Id", "id")]
    [InlineData("header_x-sp-message-id", "id")]
    [InlineData("header_List-Unsubscribe", "")]
    [InlineData("header_Subject", "")]
    public void Message_headers_fill_what_their_names_say(string name, string field)
    {
        var read = ReadLine.Event($"type,timeLogged,rcpt,{name}", "d,2026-03-01 10:00:00Z,a@x.example,<v>");

        Assert.Equal(
            (field == "stream" ? "<v>" : "", field == "campaign" ? "<v>" : "", field == "list" ? "<v>" : "", field == "segment" ? "<v>" : "",
                field == "client" ? "<v>" : "", field == "id" ? "v" : ""),
            (read.Stream, read.Campaign, read.ListSource, read.Segment, read.Client, read.MessageId));
    }

    [Fact]
    public void Job_pool_and_envelope_id_come_before_their_stand_ins()
    {
        const string header = "type,timeLogged,rcpt,jobId,header_X-Campaign,vmta,vmtaPool,header_Message-Id,envId";
        var all = ReadLine.Event(header, "d,2026-03-01 10:00:00Z,a@x.example,job,head,v1,pool,<m@y>,env");
        var standIns = ReadLine.Event(header, "d,2026-03-01 10:00:00Z,a@x.example,,head,v1,,<m@y>,");

        Assert.Equal(("job", "pool", "env"), (all.Campaign, all.Pool, all.MessageId));
        Assert.Equal(("head", "v1", "m@y"), (standIns.Campaign, standIns.Pool, standIns.MessageId));
    }

    [Fact]
    public void A_weak_message_id_needs_job_sender_and_queueing_time()
    {
        const string header = "type,timeLogged,timeQueued,orig,rcpt,jobId";

        Assert.Equal(
            "2026-03-01 09:59:00Z|job|b@y.example",
            ReadLine.Event(header, "d,2026-03-01 10:00:00Z,2026-03-01 09:59:00Z,b@y.example,a@x.example,job").MessageId);
        Assert.Equal("", ReadLine.Event(header, "d,2026-03-01 10:00:00Z,2026-03-01 09:59:00Z,b@y.example,a@x.example,").MessageId);
        Assert.Equal("", ReadLine.Event(header, "d,2026-03-01 10:00:00Z,2026-03-01 09:59:00Z,<>,a@x.example,job").MessageId);
        Assert.Equal("", ReadLine.Event(header, "d,2026-03-01 10:00:00Z,,b@y.example,a@x.example,job").MessageId);
    }

    [Fact]
    public void A_source_can_map_columns_its_own_way()
    {
        var options = new LogReaderOptions
        {
            Columns = new Dictionary<string, LogField>
            {
                ["header_X-Brand"] = LogField.Campaign,
                ["VMTA"] = LogField.Client,
                ["header_X-Stream"] = LogField.None,
                ["x-id"] = LogField.MessageId,
            },
        };
        var read = ReadLine.Event(
            "type,timeLogged,rcpt,jobId,vmta,header_X-Brand,header_X-Stream,x-id,envId", "d,2026-03-01 10:00:00Z,a@x.example,job,v1,acme,s,7,e", options);

        Assert.Equal(("acme", "v1", "", "", "7"), (read.Campaign, read.Client, read.Stream, read.Pool, read.MessageId));
    }

    [Theory]
    [InlineData("Some Name <news@Mail.Y.example>", "mail.y.example")]
    [InlineData("news@y.example", "y.example")]
    [InlineData("\"\"\"Doe, Jane\"\" <jane@y.example>\"", "y.example")]
    public void The_from_header_gives_its_domain(string from, string domain) =>
        Assert.Equal(domain, ReadLine.Event("type,timeLogged,rcpt,header_From", $"d,2026-03-01 10:00:00Z,a@x.example,{from}").FromDomain);

    [Fact]
    public void Quoted_lists_do_not_move_the_columns_behind_them() => Assert.Equal(
        "spring",
        ReadLine.Event("type,timeLogged,rcpt,dlvEsmtpAvailable,jobId", "d,2026-03-01 10:00:00Z,a@x.example,\"PIPELINING,8BITMIME,SIZE\",spring").Campaign);

    [Fact]
    public void A_spreadsheets_semicolons_are_columns_too() => Assert.Equal(
        EventType.Accepted, ReadLine.Event("type;timeLogged;rcpt", "d;2026-03-01 10:00:00Z;a@x.example").Type);
}
