using System.Text;
using Dashboard.Core.Replies;

namespace Dashboard.Core.Tests.Replies;

public sealed class ReplyTests
{
    [Theory]
    [InlineData("550 5.1.1 No such user", 550, "5.1.1")]
    [InlineData("550", 550, null)]
    [InlineData("421 Too many connections", 421, null)]
    [InlineData("550-5.1.1 No such user", 550, "5.1.1")]
    [InlineData("550 #5.1.0 Address rejected.", 550, "5.1.0")]
    [InlineData("550 [5.1.1] Unknown", 550, "5.1.1")]
    [InlineData("smtp; 550 5.1.1 No such user", 550, "5.1.1")]
    [InlineData("smtp;421 4.7.0 later", 421, "4.7.0")]
    [InlineData("X-Postfix; 450 4.2.0 Greylisted", 450, "4.2.0")]
    [InlineData("host mx1.example.net[192.0.2.7] said: 550 5.1.1 unknown (in reply to RCPT TO command)", 550, "5.1.1")]
    [InlineData("SMTP error from remote mail server after RCPT TO:<anna@example.net>: 452 4.2.2 full", 452, "4.2.2")]
    [InlineData("No such user", null, null)]
    [InlineData("5.1.1 User unknown", null, "5.1.1")]
    [InlineData("Sorry, no mailbox here by that name. (#5.1.1)", null, "5.1.1")]
    [InlineData("354 End data with a dot 451 4.3.0 Error: queue file write error", 451, "4.3.0")]
    [InlineData("220-mx1.example.net 421 4.2.1 Service refused", 421, "4.2.1")]
    [InlineData("Could not deliver to anna@example.net (reason: 550 5.1.1 User unknown)", 550, "5.1.1")]
    [InlineData("Order 550 4.1.1 is not 550", null, null)]
    [InlineData("", null, null)]
    public void Codes_are_read_where_they_belong(string raw, int? code, string? enhanced)
    {
        var reply = Reply.Parse(Encoding.UTF8.GetBytes(raw));

        Assert.Equal(code, reply.Code);
        Assert.Equal(enhanced, reply.Enhanced?.ToString());
    }

    [Theory]
    [InlineData("550 4.2.2.1 is on our list")]
    [InlineData("550 Mail from 5.1.1 is refused")]
    [InlineData("550 Version 4.3.2 required")]
    public void An_address_or_a_number_in_the_sentence_is_no_enhanced_code(string raw) =>
        Assert.Null(Reply.Parse(Encoding.UTF8.GetBytes(raw)).Enhanced);

    [Theory]
    [InlineData("554.30 disabled")]
    [InlineData("5501 disabled")]
    [InlineData("650 disabled")]
    [InlineData("150 disabled")]
    [InlineData("260 disabled")]
    [InlineData("587 disabled")]
    public void Other_numbers_are_no_reply_code(string raw) => Assert.Null(Reply.Parse(Encoding.UTF8.GetBytes(raw)).Code);

    [Theory]
    [InlineData("571 5.7.1 Message refused", 571)]
    [InlineData("472 no PTR record for your host", 472)]
    [InlineData("host mx.example.com said: 585 No such user here", 585)]
    public void Codes_outside_of_the_standard_are_read_when_they_defer_or_refuse(string raw, int code) =>
        Assert.Equal(code, Reply.Parse(Encoding.UTF8.GetBytes(raw)).Code);

    [Theory]
    [InlineData("550-Requested action not taken 550-mailbox unavailable 550 5.1.1 see our site")]
    [InlineData("550-Requested action not taken\r\n550-mailbox unavailable\r\n550 5.1.1 see our site")]
    [InlineData("550-5.7.1 Requested action not taken\n550 5.1.1 see our site")]
    public void The_last_line_of_a_reply_keeps_its_facts(string raw)
    {
        var reply = Reply.Parse(Encoding.UTF8.GetBytes(raw));

        Assert.Equal(550, reply.Code);
        Assert.Equal("5.1.1", reply.Enhanced?.ToString());
    }

    [Fact]
    public void A_last_line_without_an_enhanced_code_leaves_the_earlier_one() =>
        Assert.Equal("5.1.1", Reply.Parse("550-5.1.1 unknown 550 see our site"u8).Enhanced?.ToString());

    [Fact]
    public void Any_bytes_can_be_read()
    {
        var random = new Random(7);
        for (var round = 0; round < 2000; round++)
        {
            var raw = new byte[random.Next(0, 60)];
            random.NextBytes(raw);
            "550-4.1.1 "u8[..Math.Min(10, raw.Length)].CopyTo(raw);

            var reply = Reply.Parse(raw);

            Assert.InRange(reply.TextStart, 0, raw.Length);
            Assert.InRange(reply.Start, 0, raw.Length);
        }
    }
}
