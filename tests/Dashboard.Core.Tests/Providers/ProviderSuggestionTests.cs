using Dashboard.Core.Providers;

namespace Dashboard.Core.Tests.Providers;

public sealed class ProviderSuggestionTests
{
    private static ProviderSuggestion? Suggest(string name, string[]? replies = null, (string, long)[]? domains = null) =>
        ProviderSuggestion.Of(ProviderDirectory.Default, [name], replies ?? [], domains ?? []);

    [Fact]
    public void Words_that_only_one_provider_uses_speak_for_it()
    {
        var found = Suggest("mx.unheard.example", ["250 ok", "421 4.7.0 Try again, see https://support.google.com/mail/?p=x gsmtp", "550 whatever"]);

        Assert.Equal(("gmail", SuggestionReason.Replies, "gsmtp"), (found!.Provider.Id, found.Reason, found.Evidence));
    }

    [Fact]
    public void The_provider_of_most_replies_is_suggested() => Assert.Equal(
        "gmail", Suggest("mx.unheard.example", ["450 (S775)", "421 x gsmtp", "550 y gsmtp"])!.Provider.Id);

    [Fact]
    public void Mail_to_a_providers_own_domains_speaks_for_it_when_it_is_most_of_the_mail()
    {
        var found = Suggest("mx.unheard.example", domains: [("gmx.de", 60), ("web.de", 10), ("shop.example", 50)]);

        Assert.Equal(("gmx", SuggestionReason.Domains, "gmx.de"), (found!.Provider.Id, found.Reason, found.Evidence));
        Assert.Null(Suggest("mx.unheard.example", domains: [("gmx.de", 40), ("shop.example", 50)]));
    }

    [Theory]
    [InlineData("mimecast-eu.example", "mimecast")]
    [InlineData("in.eu2mimecast.example", "mimecast")]
    [InlineData("my-barracudanetworks.example", "barracuda")]
    public void A_name_that_holds_a_providers_name_speaks_for_it(string name, string provider)
    {
        var found = Suggest(name);

        Assert.Equal((provider, SuggestionReason.Name), (found!.Provider.Id, found.Reason));
    }

    [Theory]
    [InlineData("mail.shop.example")]
    [InlineData("securemail.example")]
    [InlineData("cast.example")]
    [InlineData("192.0.2.7")]
    [InlineData("ip")]
    [InlineData("")]
    public void Nothing_is_suggested_where_nothing_speaks_for_anybody(string name) => Assert.Null(Suggest(name));
}
