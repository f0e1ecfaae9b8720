using System.Text;
using Dashboard.Core.Providers;

namespace Dashboard.Core.Tests.Providers;

public sealed class ProviderDirectoryTests
{
    private readonly ProviderDirectory _directory = ProviderDirectory.Default;

    [Theory]
    [InlineData("gmail-smtp-in.l.google.com", "gmail")]
    [InlineData("alt3.gmail-smtp-in.l.google.com", "gmail")]
    [InlineData("ASPMX.L.GOOGLE.COM.", "google_workspace")]
    [InlineData("alt1.aspmx.l.google.com", "google_workspace")]
    [InlineData("smtp.google.com", "google_workspace")]
    [InlineData("outlook-com.olc.protection.outlook.com", "microsoft")]
    [InlineData("example-com.mail.protection.outlook.com", "m365")]
    [InlineData("example-com.a-v1.mx.microsoft", "m365")]
    [InlineData("mta7.am0.yahoodns.net", "yahoo")]
    [InlineData("mx-aol.mail.gm0.yahoodns.net", "yahoo")]
    [InlineData("ff-ip4-mx-vip1.prodigy.net", "yahoo")]
    [InlineData("mx01.mail.icloud.com", "apple")]
    [InlineData("mx2h1.comcast.net", "comcast")]
    [InlineData("pkvw-mx.msg.pkvw.co.charter.net", "spectrum")]
    [InlineData("cxr.mx.a.cloudfilter.net", "cox")]
    [InlineData("mx01.gmx.net", "gmx")]
    [InlineData("mx-ha02.web.de", "gmx")]
    [InlineData("mx01.t-online.de", "t-online")]
    [InlineData("smtp-in.orange.fr", "orange")]
    [InlineData("mx2.free.fr", "free")]
    [InlineData("smtpz4.laposte.net", "laposte")]
    [InlineData("mxs.mail.ru", "mail.ru")]
    [InlineData("mx.yandex.ru", "yandex")]
    [InlineData("mx3.qq.com", "qq")]
    [InlineData("163mx03.mxmail.netease.com", "netease")]
    [InlineData("mx3.naver.com", "naver")]
    [InlineData("smtpin.zoho.com", "zoho")]
    [InlineData("mail.protonmail.ch", "proton")]
    [InlineData("smtp-in.libero.it", "libero")]
    [InlineData("mx.bt.lon5.cpcloud.co.uk", "bt")]
    [InlineData("us-smtp-inbound-2.mimecast.com", "mimecast")]
    [InlineData("mxa-00ad84c4.gslb.pphosted.com", "proofpoint")]
    [InlineData("d114543a.ess.barracudanetworks.com", "barracuda")]
    [InlineData("mx00.ionos.com", "ionos")]
    [InlineData("mx3.mail.ovh.net", "ovh")]
    [InlineData("smtp.secureserver.net", "secureserver")]
    [InlineData("gmail-smtp-in.l.google.com[192.0.2.7]:25", "gmail")]
    [InlineData("mx1.notgmail.example", "other")]
    [InlineData("xgmx.net", "other")]
    [InlineData("gmx.net.example", "other")]
    [InlineData("192.0.2.7", "other")]
    [InlineData("", "other")]
    public void A_relay_belongs_to_the_longest_suffix_on_label_boundaries(string relay, string provider)
    {
        Assert.Equal(provider, _directory.ByRelay(Encoding.UTF8.GetBytes(relay)).Id);
        Assert.Equal(provider, _directory.ByRelay(relay).Id);
    }

    [Theory]
    [InlineData("mx1.bücher.example")]
    [InlineData("MX1.BÜCHER.Example.")]
    [InlineData("mx1.xn--bcher-kva.example[192.0.2.7]:25")]
    public void Names_with_letters_of_other_scripts_are_compared_as_DNS_holds_them(string relay)
    {
        var said = new OwnProvider { Id = "acme", Name = "Acme", Kind = "mailbox", Relays = [OwnProvider.NormalRelay("*.Bücher.example")] };
        var directory = _directory.With([said]);

        Assert.Equal("acme", directory.ByRelay(relay).Id);
        Assert.Equal("acme", directory.ByRelay(Encoding.UTF8.GetBytes(relay)).Id);
        Assert.Equal("xn--bcher-kva.example", directory.RelayGroup(relay));
    }

    [Theory]
    [InlineData("gmail.com", "gmail")]
    [InlineData("GoogleMail.com", "gmail")]
    [InlineData("hotmail.co.uk", "microsoft")]
    [InlineData("outlook.com.br", "microsoft")]
    [InlineData("live.nl", "microsoft")]
    [InlineData("yahoo.fr", "yahoo")]
    [InlineData("ymail.com", "yahoo")]
    [InlineData("sbcglobal.net", "yahoo")]
    [InlineData("aol.com", "yahoo")]
    [InlineData("yahoo.co.jp", "yahoo-japan")]
    [InlineData("me.com", "apple")]
    [InlineData("web.de", "gmx")]
    [InlineData("gmx.at", "gmx")]
    [InlineData("tampabay.rr.com", "spectrum")]
    [InlineData("contoso.onmicrosoft.com", "m365")]
    [InlineData("163.com", "netease")]
    public void A_consumer_domain_is_known_in_all_its_countries(string domain, string provider) =>
        Assert.Equal(provider, _directory.ByDomain(domain)?.Id);

    [Theory]
    [InlineData("example.com")]
    [InlineData("yahoo.example.com")]
    [InlineData("notgmail.com")]
    [InlineData("mygmx.de")]
    [InlineData("localhost")]
    [InlineData("")]
    public void A_private_domain_has_no_provider_of_its_own(string domain) => Assert.Null(_directory.ByDomain(domain));

    [Theory]
    [InlineData("alt3.gmail-smtp-in.l.google.com", "gmail-smtp-in.l.google.com")]
    [InlineData("outlook-com.OLC.protection.outlook.com", "olc.protection.outlook.com")]
    [InlineData("eu-smtp-inbound-1.mimecast.com", "mimecast.com")]
    [InlineData("mx1.shop.example.org", "example.org")]
    [InlineData("mx1.shop.example.co.uk", "example.co.uk")]
    [InlineData("mx.example.com.br", "example.com.br")]
    [InlineData("co.uk", "co.uk")]
    [InlineData("localhost", "localhost")]
    [InlineData("192.0.2.7", "ip")]
    [InlineData("2001:db8::7", "ip")]
    [InlineData("", "")]
    public void A_relay_group_is_the_directory_suffix_or_the_registered_domain(string relay, string group) =>
        Assert.Equal(group, _directory.RelayGroup(relay));

    [Theory]
    [InlineData("550 5.1.1 no such account ab12cd34 - gsmtp", "gmail")]
    [InlineData("421 4.7.0 [TSS04] deferred", "yahoo")]
    [InlineData("550 5.1.1 user unknown", "other")]
    public void A_reply_tells_its_provider_by_the_providers_own_words(string reply, string provider) =>
        Assert.Equal(provider, _directory.ByMark(reply).Id);

    [Fact]
    public void Ids_are_unique_lower_case_words_and_names_are_unique()
    {
        Assert.Equal(_directory.All.Count, _directory.All.Select(provider => provider.Id).Distinct().Count());
        Assert.Equal(_directory.All.Count, _directory.All.Select(provider => provider.Name).Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.All(_directory.All, provider => Assert.Matches("^[a-z0-9][a-z0-9._-]*$", provider.Id));
    }

    [Fact]
    public void An_id_without_an_entry_is_other() => Assert.Equal(Provider.Other, _directory.ById("gone"));

    [Fact]
    public void Overlong_and_broken_host_names_are_other()
    {
        Assert.Equal(Provider.Other, _directory.ByRelay(new string('a', 5000)));
        Assert.Equal(Provider.Other, _directory.ByRelay([0xff, 0xfe, (byte)'.', 0x80]));
        Assert.Equal("", _directory.RelayGroup(new string('a', 5000)));
    }
}
