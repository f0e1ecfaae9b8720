using Dashboard.Core.Delivery;
using Dashboard.Formats.Delimited;
using Dashboard.Formats.Tests.PowerMta;

namespace Dashboard.Formats.Tests.Delimited;

/// <summary>What a row says, whatever its guards, prefixes and damage.</summary>
public class RowMeaningTests
{
    private static readonly ColumnMapping Mapping = new()
    {
        Columns = new Dictionary<string, ColumnField>
        {
            ["time"] = ColumnField.EventTime, ["status"] = ColumnField.Outcome, ["email"] = ColumnField.Recipient, ["code"] = ColumnField.ReplyCode,
            ["dsn"] = ColumnField.EnhancedCode, ["reply"] = ColumnField.ReplyText, ["kind"] = ColumnField.BounceCategory, ["mx"] = ColumnField.Relay,
        },
        DateOrder = DateOrder.Dmy,
        Outcomes = new Dictionary<string, OutcomeMeaning> { ["soft"] = OutcomeMeaning.SoftBounced },
    };

    [Theory]
    [InlineData("550", "5.1.1", "User unknown", "550 5.1.1 User unknown", "5.1.1")]
    [InlineData("550", "5.1.1", "550 5.1.1 User unknown", "550 5.1.1 User unknown", "5.1.1")]
    [InlineData("550", "5.1.1", "550 User unknown", "550 User unknown", "5.1.1")]
    [InlineData("550", "", "5.1.1 User unknown", "550 5.1.1 User unknown", "")]
    [InlineData("", "5.1.1", "User unknown", "5.1.1 User unknown", "5.1.1")]
    [InlineData("550", "5.1.1", "smtp;550 5.1.1 User unknown", "550 5.1.1 User unknown", "5.1.1")]
    [InlineData("550", "5.1.1", "", "550 5.1.1", "5.1.1")]
    [InlineData("\"=\"\"550\"\"\"", "'5.1.1", "User unknown", "550 5.1.1 User unknown", "5.1.1")]
    [InlineData("550.0", "", "User unknown", "550 User unknown", "")]
    [InlineData("550 5.1.1", "", "User unknown", "550 5.1.1 User unknown", "5.1.1")]
    [InlineData("", "5.1.1 (bad mailbox)", "", "5.1.1 (bad mailbox)", "5.1.1")]
    [InlineData("", "", "Error; 550 User unknown", "Error; 550 User unknown", "")]
    [InlineData("550", "05.01.2001", "User unknown", "550 5.1.1 User unknown", "5.1.1")]
    [InlineData("421", "04.07.2000", "Later", "421 4.7.0 Later", "4.7.0")]
    [InlineData("550", "05/07/2026", "Policy", "550 5.7.26 Policy", "5.7.26")]
    [InlineData("550", "5. Jan", "User unknown", "550 User unknown", "")]
    [InlineData("550", "Jan-05", "User unknown", "550 User unknown", "")]
    [InlineData("550", "N/A", "-", "550", "")]
    public void Codes_and_text_make_one_reply(string code, string dsn, string text, string reply, string status)
    {
        var found = Row($"2026-01-05 22:00:13,bounced,ann@example.com,{code},{dsn},{text},,");

        Assert.Equal((reply, status, EventType.Rejected), (found.Reply, found.Status, found.Type));
    }

    [Theory]
    [InlineData("", "05/01/2001", "5.1.1")]
    [InlineData("", "01/05/2001", "5.1.1")]
    [InlineData("", "2001-01-05", "5.1.1")]
    [InlineData("", "05.04.2001", "5.4.1")]
    [InlineData("", "5/4/2001", "")]
    [InlineData("550", "5/4/2001", "5.4.1")]
    [InlineData("450", "5/4/2001", "4.5.1")]
    [InlineData("550", "4/4/2007", "")]
    [InlineData("450", "4/4/2007", "4.4.7")]
    [InlineData("550", "01/07/2001", "")]
    [InlineData("550", "05/07/2026 10:00", "")]
    [InlineData("550", "36896", "")]
    public void A_code_that_a_spreadsheet_ate_is_recovered_only_where_it_can_be_no_other(string code, string dsn, string status) =>
        Assert.Equal(status, Row($"2026-01-05 22:00:13,bounced,ann@example.com,{code},{dsn},no,,").Status);

    [Theory]
    [InlineData("delivered", "550", "550 contradicts", EventType.Accepted, true)]
    [InlineData("deferred", "550", "550 contradicts", EventType.Deferred, true)]
    [InlineData("bounced", "421", "421 contradicts", EventType.Rejected, true)]
    [InlineData("soft", "452", "mailbox full", EventType.Rejected, true)]
    [InlineData("soft", "", "", EventType.Expired, false)]
    [InlineData("bounced", "", "", EventType.Rejected, false)]
    [InlineData("bounced", "", "4.4.7 delivery time expired", EventType.Expired, false)]
    [InlineData("expired", "", "", EventType.Expired, false)]
    [InlineData("outofband", "", "550 5.1.1 unknown", EventType.AsynchronousBounce, true)]
    [InlineData("spam complaint", "", "", EventType.Complaint, false)]
    [InlineData("deferred", "", "connect to mx.example.com: Connection timed out", EventType.Deferred, false)]
    [InlineData("bounced", "550", "No MX for example.com", EventType.Rejected, false)]
    [InlineData("deferred", "", "421 4.4.2 connection timed out", EventType.Deferred, false)]
    [InlineData("bounced", "", "550 5.1.8 sender domain not found in DNS", EventType.Rejected, true)]
    [InlineData("bounced", "", "x-unix; command failed", EventType.Rejected, false)]
    public void The_outcome_column_decides_and_the_text_tells_who_spoke(string status, string code, string reply, EventType type, bool isRemote)
    {
        var found = Row($"2026-01-05 22:00:13,{status},ann@example.com,{code},,{reply},,");

        Assert.Equal((type, isRemote), (found.Type, found.HasRemoteReply));
    }

    [Theory]
    [InlineData("ann@example.com", "ann@example.com")]
    [InlineData("<ann@example.com>", "ann@example.com")]
    [InlineData("mailto:ann@example.com", "ann@example.com")]
    [InlineData("\"\"\"Ann, A.\"\" <ann@example.com>\"", "ann@example.com")]
    [InlineData("Ann <mailto:ann@example.com>", "ann@example.com")]
    [InlineData("'+tag@example.com", "+tag@example.com")]
    [InlineData("'ann@example.com'", "ann@example.com")]
    [InlineData(" ann@example.com;", "ann@example.com")]
    [InlineData("\"\"\"a b\"\"@example.com\"", "\"a b\"@example.com")]
    [InlineData("o'neil@example.com", "o'neil@example.com")]
    public void Recipients_are_taken_out_of_what_stands_around_them(string cell, string recipient) =>
        Assert.Equal(recipient, Row($"2026-01-05 22:00:13,bounced,{cell},550,,no,,").Recipient);

    [Theory]
    [InlineData("mx1.example.com[192.0.2.7]:25", "mx1.example.com")]
    [InlineData("MX1.example.com (192.0.2.7)", "mx1.example.com")]
    [InlineData("dns; mx1.example.com.", "mx1.example.com")]
    [InlineData("none", "")]
    public void The_receiving_server_is_a_host_name(string cell, string relay) =>
        Assert.Equal(relay, Row($"2026-01-05 22:00:13,bounced,ann@example.com,550,,no,,{cell}").Relay);

    [Fact]
    public void Date_and_time_of_day_may_stand_in_two_columns()
    {
        var found = DelimitedLines.Guessed("Datum;Uhrzeit;Empfänger;Status", "13.01.2026;22:00:13;ann@example.com;bounced");

        Assert.Equal(new DateTime(2026, 1, 13, 22, 0, 13, DateTimeKind.Utc), found.OccurredAt);
        Assert.Equal("13.01.2026 22:00:13", found.TimeText);
    }

    [Fact]
    public void The_time_of_queueing_stands_in_where_the_event_has_none()
    {
        const string header = "Sent At,Delivered At,Recipient,Delivery Status";
        var lines = DelimitedLines.All(
            header + "\n2026-01-05T22:00:10Z,2026-01-05T22:00:13Z,ann@example.com,Delivered\n2026-01-05T22:00:20Z,,bob@example.com,Bounced\n",
            DelimitedLines.Guess(header + "\n2026-01-05T22:00:10Z,2026-01-05T22:00:13Z,ann@example.com,Delivered\n").Mapping);

        Assert.Equal((13, 10), (lines[1].Found!.OccurredAt.Second, lines[1].Found!.QueuedAt!.Value.Second));
        Assert.Equal((20, null), (lines[2].Found!.OccurredAt.Second, lines[2].Found!.QueuedAt));
    }

    [Fact]
    public void An_id_that_a_spreadsheet_rounded_names_no_message()
    {
        var mapping = Mapping with
        {
            Columns = new Dictionary<string, ColumnField>(Mapping.Columns) { ["kind"] = ColumnField.MessageId },
            DeliveryKey = DeliveryKeyKind.MessageId,
        };
        var lines = DelimitedLines.All("time,status,email,kind\n2026-01-05 22:00:13,bounced,ann@example.com,1.23E+17\n2026-01-05 22:00:14,bounced,ann@example.com,<123@x>\n", mapping);

        Assert.Equal(("", "123@x"), (lines[1].Found!.MessageId, lines[2].Found!.MessageId));
    }

    private static ReadEvent Row(string row)
    {
        var line = DelimitedLines.All($"time,status,email,code,dsn,reply,kind,mx\n{row}\n", Mapping)[1];
        Assert.True(line.Kind == LineKind.Event, line.Reason);
        return line.Found!;
    }
}
