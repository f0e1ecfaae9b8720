using Dashboard.Core.Delivery;

namespace Dashboard.Formats.Tests.PowerMta;

public class RecordTypeTests
{
    private const string Header = "type,timeLogged,rcpt,dsnAction,dsnStatus,dsnDiag,dsnMta,bounceCat,dlvType,feedbackType";

    [Theory]
    [InlineData("d", EventType.Accepted)]
    [InlineData("D", EventType.Accepted)]
    [InlineData("delivery", EventType.Accepted)]
    [InlineData("t", EventType.Deferred)]
    [InlineData("Transient", EventType.Deferred)]
    [InlineData("b", EventType.Rejected)]
    [InlineData("bounce", EventType.Rejected)]
    [InlineData("rb", EventType.AsynchronousBounce)]
    [InlineData("remote-bounce", EventType.AsynchronousBounce)]
    [InlineData("f", EventType.Complaint)]
    [InlineData("fbl", EventType.Complaint)]
    [InlineData("feedback", EventType.Complaint)]
    public void Short_and_long_names_say_the_same(string type, EventType expected) =>
        Assert.Equal(expected, ReadLine.Event(Header, $"{type},2026-03-01 10:00:00+0000,a@x.example").Type);

    [Theory]
    [InlineData("tq", "Queue-level record (tq) that names no queue: add queue to its record-fields.")]
    [InlineData("rs", "Remote status notice (rs): says nothing about the outcome.")]
    [InlineData("r", "Received message (r): not a delivery yet.")]
    [InlineData("p", "Processed message (p): not a delivery.")]
    public void Records_without_a_delivery_are_ignored_with_why(string type, string reason)
    {
        var line = ReadLine.Row(Header, $"{type},2026-03-01 10:00:00+0000,,,4.4.1");

        Assert.Equal((LineKind.Ignored, reason, ""), (line.Kind, line.Reason, line.Original));
    }

    [Theory]
    [InlineData("tq", "pool-a", "vmta-1", "pool-a")]
    [InlineData("transient-queue", "", "vmta-1", "vmta-1")]
    [InlineData("tq", "", "", "vmta-9")]
    public void A_queue_held_back_names_its_queue_pool_server_and_reply_and_nobody(string type, string pool, string vmta, string expectedPool)
    {
        var held = ReadLine.Event(
            "type,timeLogged,dsnStatus,dsnDiag,dsnMta,bounceCat,dlvSourceIp,vmta,queue,vmtaPool",
            $"{type},2026-03-01 10:00:00+0000,4.7.0,smtp;421 4.7.0 [TSS04] Messages from 192.0.2.1 deferred,mta5.am0.yahoodns.example (198.51.100.7),other,192.0.2.1,{vmta},Yahoo.example/vmta-9,{pool}");

        Assert.Equal(
            (EventType.Throttled, true, "", "", "Yahoo.example/vmta-9", expectedPool, "mta5.am0.yahoodns.example", "421 4.7.0 [TSS04] Messages from 192.0.2.1 deferred", "192.0.2.1"),
            (held.Type, held.HasRemoteReply, held.Recipient, held.MessageId, held.Queue, held.Pool, held.Relay, held.Reply, held.SendingIp));
    }

    [Fact]
    public void Two_queues_held_back_in_the_same_second_are_two_events()
    {
        const string header = "type,timeLogged,dsnDiag,queue,vmtaPool";

        Assert.NotEqual(
            ReadLine.Event(header, "tq,2026-03-01 10:00:00+0000,smtp;421 later,a.example/vmta-1,pool").Identity,
            ReadLine.Event(header, "tq,2026-03-01 10:00:00+0000,smtp;421 later,a.example/vmta-2,pool").Identity);
    }

    [Theory]
    [InlineData("pipe")]
    [InlineData("file")]
    [InlineData("discard")]
    public void Deliveries_to_the_own_machine_are_ignored(string dlvType) => Assert.Equal(
        (LineKind.Ignored, "Not a remote delivery (dlvType is not smtp)."),
        (ReadLine.Row(Header, $"d,2026-03-01 10:00:00+0000,a@x.example,relayed,2.0.0,,,,{dlvType}") is var line ? line.Kind : default, line.Reason));

    [Theory]
    [InlineData("b", "message-expired", "5.0.0 (undefined status)", "smtp;451 try later", "mx.x.example (192.0.2.1)")]
    [InlineData("b", "other", "4.4.7 (delivery time expired)", "smtp;451 try later", "mx.x.example (192.0.2.1)")]
    [InlineData("b", "", "5.4.7", "smtp;451 try later", "mx.x.example (192.0.2.1)")]
    [InlineData("b", "", "5.0.0", "smtp;500 delivery time expired", "")]
    [InlineData("b", "", "5.0.0", "x-pmta;message deleted by administrator", "")]
    public void Giving_up_is_no_attempt_and_keeps_its_reply(string type, string hint, string status, string diagnostic, string relay)
    {
        var given = ReadLine.Event(Header, $"{type},2026-03-01 10:00:00+0000,a@x.example,failed,{status},{diagnostic},{relay},{hint},smtp");

        Assert.Equal(EventType.Expired, given.Type);
        Assert.Equal(diagnostic[(diagnostic.IndexOf(';') + 1)..], given.Reply);
        Assert.Equal(relay.Length > 0, given.HasRemoteReply);
    }

    [Theory]
    [InlineData("5.4.70")]
    [InlineData("5.2.1")]
    [InlineData("5.4.4")]
    public void Other_statuses_of_bounces_are_refusals(string status) => Assert.Equal(
        EventType.Rejected,
        ReadLine.Event(Header, $"b,2026-03-01 10:00:00+0000,a@x.example,failed,{status},smtp;550 no,mx.x.example,other,smtp").Type);

    [Fact]
    public void A_suppressed_recipient_was_never_attempted()
    {
        var local = ReadLine.Row(Header, "b,2026-03-01 10:00:00+0000,a@x.example,failed,5.1.1,x-pmta;550 5.1.1 recipient is suppressed,,other,");
        var remote = ReadLine.Row(Header, "b,2026-03-01 10:00:00+0000,a@x.example,failed,5.1.1,smtp;550 5.1.1 suppressed,mx.x.example,other,smtp");

        Assert.Equal((LineKind.Ignored, "Suppressed before sending: nothing was attempted."), (local.Kind, local.Reason));
        Assert.Equal(EventType.Rejected, remote.Found?.Type);
    }

    [Theory]
    [InlineData("delayed", EventType.Deferred)]
    [InlineData("failed", EventType.Rejected)]
    [InlineData("relayed", EventType.Accepted)]
    [InlineData("delivered", EventType.Accepted)]
    [InlineData("expanded", EventType.Accepted)]
    public void A_delivery_record_whose_action_says_otherwise_is_not_accepted(string action, EventType expected) =>
        Assert.Equal(expected, ReadLine.Event(Header, $"d,2026-03-01 10:00:00+0000,a@x.example,{action},421,smtp; 421 later,mx.x.example").Type);

    [Theory]
    [InlineData("abuse", LineKind.Event)]
    [InlineData("", LineKind.Event)]
    [InlineData("fraud", LineKind.Event)]
    [InlineData("not-spam", LineKind.Ignored)]
    [InlineData("auth-failure", LineKind.Ignored)]
    public void Only_complaints_count_as_complaints(string feedbackType, LineKind expected) =>
        Assert.Equal(expected, ReadLine.Row(Header, $"f,2026-03-01 10:00:00+0000,a@x.example,,,,,,,{feedbackType}").Kind);

    [Fact]
    public void A_complaint_without_recipient_is_ignored_unless_a_header_names_it()
    {
        const string header = "type,timeLogged,rcpt,header_X-HmXmrOriginalRecipient";

        Assert.Equal(LineKind.Ignored, ReadLine.Row(header, "f,2026-03-01 10:00:00+0000,redacted,").Kind);
        Assert.Equal("a@hotmail.example", ReadLine.Event(header, "f,2026-03-01 10:00:00+0000,,a@hotmail.example").Recipient);
    }
}
