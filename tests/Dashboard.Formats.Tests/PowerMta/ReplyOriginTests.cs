using Dashboard.Core.Delivery;

namespace Dashboard.Formats.Tests.PowerMta;

public class ReplyOriginTests
{
    private const string Header = "type,timeLogged,rcpt,dsnStatus,dsnDiag,dsnMta,dlvDestinationIp";

    [Theory]
    [InlineData("smtp;550 5.1.1 no such user", "550 5.1.1 no such user")]
    [InlineData("smtp; 550-5.7.26 first line 550 5.7.26 last line", "550-5.7.26 first line 550 5.7.26 last line")]
    [InlineData("SMTP;421", "421")]
    [InlineData("550 5.1.1 a tool that leaves the prefix out; still a reply", "550 5.1.1 a tool that leaves the prefix out; still a reply")]
    public void A_reply_of_a_reached_server_is_remote(string diagnostic, string reply)
    {
        var bounce = Read(diagnostic, "mx1.x.example (192.0.2.7)");

        Assert.True(bounce.HasRemoteReply);
        Assert.Equal((reply, "mx1.x.example"), (bounce.Reply, bounce.Relay));
    }

    [Theory]
    [InlineData("smtp;451 4.4.1 [internal] no answer from host", "mx1.x.example (192.0.2.7)")]
    [InlineData("x-pmta;421 4.4.2 connection dropped", "mx1.x.example (192.0.2.7)")]
    [InlineData("smtp;4.4.2 (lost connection while sending RCPT)", "mx1.x.example (192.0.2.7)")]
    [InlineData("smtp;421 4.4.1 Connection timed out", "")]
    [InlineData("smtp;500 5.7.1 (delivery not authorized)", "mx1.x.example (192.0.2.7)")]
    [InlineData("lost connection", "")]
    [InlineData("", "mx1.x.example (192.0.2.7)")]
    public void A_text_of_our_own_side_is_not_remote(string diagnostic, string relay) =>
        Assert.False(Read(diagnostic, relay, "5.7.1 (delivery not authorized)").HasRemoteReply);

    [Fact]
    public void A_destination_address_without_a_name_is_a_reached_server() =>
        Assert.True(ReadLine.Event(Header, "t,2026-03-01 10:00:00+0000,a@x.example,4.2.0,smtp;450 later,,192.0.2.7").HasRemoteReply);

    [Theory]
    [InlineData("smtp;550 5.1.1 no such user", true)]
    [InlineData("smtp;421 4.4.1 Connection timed out", false)]
    [InlineData("smtp;550 5.4.4 unable to route: dns lookup failure", false)]
    public void Without_relay_columns_the_text_decides(string diagnostic, bool isRemote) => Assert.Equal(
        isRemote, ReadLine.Event("type,timeLogged,rcpt,dsnDiag", $"b,2026-03-01 10:00:00+0000,a@x.example,{diagnostic}").HasRemoteReply);

    [Fact]
    public void Where_texts_are_not_logged_the_status_stands_in_and_the_relay_decides()
    {
        const string header = "type,timeLogged,rcpt,dsnStatus,dsnMta";
        var reached = ReadLine.Event(header, "b,2026-03-01 10:00:00+0000,a@x.example,5.1.1 (bad destination mailbox address),mx.x.example (192.0.2.7)");
        var local = ReadLine.Event(header, "b,2026-03-01 10:00:00+0000,a@x.example,5.1.2 (bad destination system: no such domain)");

        Assert.Equal((true, "5.1.1 (bad destination mailbox address)", "5.1.1"), (reached.HasRemoteReply, reached.Reply, reached.Status));
        Assert.Equal((false, "5.1.2 (bad destination system: no such domain)", ""), (local.HasRemoteReply, local.Reply, local.Relay));
    }

    [Theory]
    [InlineData("x-pmta;421 4.4.2 lost connection while performing the HELO handshake", Stage.Ehlo)]
    [InlineData("x-pmta;421 4.4.1 Connection timed out", Stage.Connect)]
    [InlineData("smtp;550 5.1.1 no such user (in reply to RCPT TO command)", Stage.RcptTo)]
    [InlineData("smtp;554 5.7.1 spam (in reply to end of DATA command)", Stage.EndOfData)]
    [InlineData("smtp;4.4.2 (lost connection while sending MAIL FROM)", Stage.MailFrom)]
    [InlineData("smtp;503 5.5.1 Error: need RCPT command", Stage.Unknown)]
    [InlineData("smtp;550 5.7.1 see our DATA policy", Stage.Unknown)]
    public void The_stage_is_what_the_text_states(string diagnostic, Stage stage) => Assert.Equal(stage, Read(diagnostic, "mx.x.example").Stage);

    [Theory]
    [InlineData("mx1.X.example (192.0.2.7)", "mx1.x.example")]
    [InlineData("mx1.x.example.", "mx1.x.example")]
    [InlineData("(192.0.2.7)", "192.0.2.7")]
    [InlineData("", "")]
    public void The_relay_is_the_host_without_its_address(string mta, string relay) => Assert.Equal(relay, Read("smtp;250 ok", mta, type: "d").Relay);

    private static ReadEvent Read(string diagnostic, string relay, string status = "5.0.0 (undefined status)", string type = "b") =>
        ReadLine.Event(Header, $"{type},2026-03-01 10:00:00+0000,a@x.example,{status},{diagnostic},{relay}");
}
