using System.Text;
using Dashboard.Core.Replies;

namespace Dashboard.Core.Tests.Replies;

public sealed class TemplateMaskerTests
{
    [Theory]
    [InlineData("550 5.1.1 <anna.smith@example.net>: user unknown", "550 5.1.1 <address>: user unknown")]
    [InlineData("550 anna@example.net... No such user", "550 <address>... No such user")]
    [InlineData("550 bounce-7=anna=example.net@news.example refused", "550 <address> refused")]
    [InlineData("554 Client host [192.0.2.25] refused", "554 Client host [<ip>] refused")]
    [InlineData("550 2001:db8::25 refused", "550 <ip> refused")]
    [InlineData("550 IPv6:2001:db8:0:0:0:0:0:25 refused", "550 IPv6:<ip> refused")]
    [InlineData("421 mx27.mail.example.net Too many sessions", "421 <host> Too many sessions")]
    [InlineData("451 name=shop.example.com type=MX", "451 name=<host> type=MX")]
    [InlineData("250 2.0.0 Ok: queued as 44AD8D057A00", "250 2.0.0 Ok: queued as <id>")]
    [InlineData("250 Ok 1788739309 4b9c2cfbf57b3-bbc8caa995si1806150tpd.80 - gsmtp", "250 Ok <id> <id> - gsmtp")]
    [InlineData("550 refused (2F6A11B0-7D31-4C5E-9A41-0A5C3B7F9E11)", "550 refused (<id>)")]
    [InlineData("550 refused [Q1YzZ3kxdnRYYnpkbVZ0MAo+QTMzMTMzRjUxNzQ4Cg/MTI3MTY2MDge=]", "550 refused [<id>=]")]
    [InlineData("451 [AM0EUR05FT012.mail.protection.outlook.com 2026-06-26T06:23:31.981Z 08DC953DDFEF8CDC]", "451 [<host> <time> <id>]")]
    [InlineData("421 busy since Sat, 26 Oct 2002 22:00:24 +0900 here", "421 busy since <time> here")]
    [InlineData("421 busy since Thu Apr  9 22:34:45 2010", "421 busy since <time>")]
    [InlineData("451 come back in 00:09:57", "451 come back in <time>")]
    [InlineData("451 try again in 287 seconds", "451 try again in <number> seconds")]
    [InlineData("552 limit is 26214400 bytes, quota 51200 KB", "552 limit is <number> bytes, quota <number> KB")]
    [InlineData("250 14492 bytes in 0.745, 34.494 KB/sec", "250 <number> bytes in <number>, <number> KB/sec")]
    [InlineData("554 spam with a probability of 97%", "554 spam with a probability of <number>%")]
    [InlineData("554 5.4.6 Too many hops 27 (25 max)", "554 5.4.6 Too many hops <number> (<number> max)")]
    [InlineData("554 mxgmx105 refuses", "554 mxgmx<number> refuses")]
    [InlineData("550 case 12345 refused", "550 case <number> refused")]
    public void What_varies_is_masked(string raw, string template) => Assert.Equal(template, Mask(raw));

    [Theory]
    [InlineData("421 4.7.0 [TSS04] deferred")]
    [InlineData("550 5.7.1 on our block list (S3140)")]
    [InlineData("451 4.7.650 rate limited (S775)")]
    [InlineData("550 5.5.0 mailbox unavailable (S2017062302)")]
    [InlineData("550 too many recipients this hour. IB607")]
    [InlineData("421 Service refused. OFR004_104 [104]")]
    [InlineData("421 4.2.1 Service refused. LPN007_505")]
    [InlineData("550 5.7.1 Access denied AS(761)")]
    [InlineData("550 5.7.1 listed, answer 127.0.0.4")]
    [InlineData("554 blocked using zen.spamhaus.org")]
    [InlineData("554 listed at bl.spamcop.net, b.barracudacentral.org, dnsbl-1.uceprotect.net")]
    [InlineData("554 Mail refused. AUP#In-1310 AUP#CDRBL")]
    [InlineData("421 RP-001 refused")]
    [InlineData("421 (DYN:T1) refused (554.30)")]
    [InlineData("451 Resources unavailable [#4.16.5]")]
    [InlineData("452 4.2.2 see https://support.google.com/mail/?p=NoSuchUser for more")]
    [InlineData("421 see https://postmaster.example.net/smtp-error-codes.php#RL000010")]
    [InlineData("450 Visit https://support.apple.com/en-us/HT204137 for more")]
    [InlineData("550 see http://support.google.com/mail/bin/answer.py?answer=6596")]
    [InlineData("550 see https://go.microsoft.com/fwlink/?LinkID=526655.")]
    [InlineData("503 5.5.1 Error: need RCPT command, RFC 5321 and rfc2822")]
    [InlineData("550 5.1.10 RESOLVER.ADR.RecipientNotFound; STOREDRV.Deliver.Exception:QuotaExceededException")]
    [InlineData("550 message rejected.Please retry, e.g. tomorrow")]
    [InlineData("421 4.2.1 Boîte pleine, 受信拒否")]
    public void What_says_why_is_never_masked(string raw) => Assert.Equal(raw, Mask(raw));

    [Theory]
    [InlineData("550 see https://postmaster.example.net/why?ip=192.0.2.25&c=bl", "550 see https://postmaster.example.net/why?ip=<ip>&c=bl")]
    [InlineData("450 see http://lists.example.net/help/shop.example.com.html", "450 see http://lists.example.net/help/<host>.html")]
    [InlineData("550 see https://example.net/r?to=anna%40example.com&n=1", "550 see https://example.net/r?to=<address>&n=1")]
    [InlineData("554 see https://ya.cc/Ab3dE", "554 see https://ya.cc/<id>")]
    public void A_link_keeps_its_place_and_loses_its_values(string raw, string template) => Assert.Equal(template, Mask(raw));

    [Theory]
    [InlineData("550-5.1.1 The account does not exist. Please check 550-5.1.1 the spelling 550 5.1.1  or ask")]
    [InlineData("550-5.1.1 The account does not exist. Please check\r\n550-5.1.1 the spelling\r\n550 5.1.1 or ask")]
    [InlineData("smtp; 550 5.1.1 The account does not exist.  Please check the spelling\tor ask ")]
    [InlineData("host mx.example.net[192.0.2.1] refused to talk to me: 550-5.1.1 The account does not exist. Please check 550 5.1.1 the spelling or ask")]
    [InlineData("host mx.example.net[192.0.2.1] said: 550 5.1.1 The account does not exist. Please check the spelling or ask")]
    public void However_a_log_writes_a_reply_the_template_is_the_same(string raw) =>
        Assert.Equal("550 5.1.1 The account does not exist. Please check the spelling or ask", Mask(raw));

    [Fact]
    public void Fields_of_the_log_are_masked_wherever_they_stand()
    {
        var known = new KnownFields("anna.smith@example.net"u8, "b-17@news.example"u8, "192.0.2.25"u8, "mail.corp-host"u8, "0000bbf7.5102"u8);

        var template = Mask("550 5.1.1 Anna.Smith unknown at MAIL.corp-host for 0000bbf7.5102, anna.smithers known", known);

        Assert.Equal("550 5.1.1 <address> unknown at <host> for <id>, anna.smithers known", template);
    }

    [Theory]
    [InlineData("full@example.net", "452 mailbox full")]
    [InlineData("user@example.net", "550 user unknown")]
    [InlineData("al@example.net", "550 al unknown")]
    public void Local_parts_that_are_ordinary_words_blank_nothing(string recipient, string raw) =>
        Assert.Equal(raw, Mask(raw, new KnownFields(Encoding.UTF8.GetBytes(recipient), default, default, default, default)));

    [Fact]
    public void A_look_up_name_loses_the_reversed_address_and_keeps_the_zone() =>
        Assert.Equal("554 listed: <ip>.zen.spamhaus.org", Mask("554 listed: 25.2.0.192.zen.spamhaus.org"));

    [Fact]
    public void A_long_reply_is_cut_at_a_whole_character()
    {
        var template = Mask("550 " + string.Concat(Enumerable.Repeat("é ", 3000)));

        Assert.InRange(Encoding.UTF8.GetByteCount(template), TemplateMasker.MaxOutputBytes - 3, TemplateMasker.MaxOutputBytes);
        Assert.DoesNotContain('\uFFFD', template);
    }

    [Fact]
    public void Masking_a_template_again_changes_nothing()
    {
        var once = Mask("550 5.1.1 <anna@example.net> 192.0.2.25 mx1.example.net 44AD8D057A00 2026-06-26T06:23:31Z 123456 in 5 seconds");

        Assert.Equal(once, Mask(once));
    }

    [Fact]
    public void Any_bytes_give_valid_text_without_control_characters()
    {
        var random = new Random(11);
        var alphabet = "5 .-:@<>[]/%=_aZ09\n\r\0\u00e9http://"u8.ToArray();
        var strict = new UTF8Encoding(false, throwOnInvalidBytes: true);
        var buffer = new byte[TemplateMasker.MaxOutputBytes];
        for (var round = 0; round < 5000; round++)
        {
            var raw = new byte[random.Next(0, 200)];
            for (var at = 0; at < raw.Length; at++)
            {
                raw[at] = random.Next(4) == 0 ? (byte)random.Next(256) : alphabet[random.Next(alphabet.Length)];
            }

            var length = TemplateMasker.Mask(raw, new KnownFields(raw, raw, "5.5.5.5"u8, "a.b"u8, default), buffer.AsSpan(0, random.Next(0, 1024)));

            Assert.DoesNotContain(strict.GetString(buffer, 0, length), char.IsControl);
        }
    }

    [Fact]
    public void Masking_allocates_nothing()
    {
        var raw = "550-5.1.1 <anna@example.net> refused by mx1.example.net 550 5.1.1 see https://example.net/?ip=192.0.2.1 44AD8D057A00"u8.ToArray();
        var buffer = new byte[TemplateMasker.MaxOutputBytes];
        // The first call with a recipient builds the tables that all later ones use.
        TemplateMasker.Mask(raw, new KnownFields("anna@example.net"u8, default, default, default, default), buffer);
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var round = 0; round < 100; round++)
        {
            TemplateMasker.Mask(raw, new KnownFields("anna@example.net"u8, default, default, default, default), buffer);
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private static string Mask(string raw) => Mask(raw, default);

    private static string Mask(string raw, KnownFields known)
    {
        Span<byte> buffer = stackalloc byte[TemplateMasker.MaxOutputBytes];
        return Encoding.UTF8.GetString(buffer[..TemplateMasker.Mask(Encoding.UTF8.GetBytes(raw), known, buffer)]);
    }
}
