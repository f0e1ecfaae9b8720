using Dashboard.Core.Classification;
using Dashboard.Core.Classification.Own;
using Dashboard.Core.Providers;

namespace Dashboard.Core.Tests.Classification.Own;

/// <summary>An operator says who is behind relays and domains.</summary>
public sealed class OwnProvidersTests
{
    private static readonly OwnProvider Acme = new()
    {
        Id = "acme", Name = "Acme Mail", Kind = "gateway", Relays = ["acme.example"], Domains = ["acme.example", ".acme.test", "acmemail.*"],
    };

    [Theory]
    [InlineData("mx1.eu.acme.example", "acme")]
    [InlineData("acme.example", "acme")]
    [InlineData("mx1.notacme.example", "other")]
    [InlineData("mx1.gmx.net", "gmail")]
    [InlineData("smtp.google.com", "acme")]
    [InlineData("alt1.gmail-smtp-in.l.google.com", "gmail")]
    public void An_operators_relay_wins_at_equal_length_and_a_longer_one_of_the_product_before_it(string host, string provider)
    {
        var directory = ProviderDirectory.Default.With([Acme with { Relays = ["acme.example", "google.com"] }, new OwnProvider { Id = "gmail", Relays = ["gmx.net"] }]);

        Assert.Equal(provider, directory.ByRelay(host).Id);
    }

    [Theory]
    [InlineData("acme.example", "acme")]
    [InlineData("sub.acme.example", null)]
    [InlineData("a.b.acme.test", "acme")]
    [InlineData("acme.test", null)]
    [InlineData("acmemail.de", "acme")]
    [InlineData("acmemail.co.uk", "acme")]
    [InlineData("gmail.com", "gmail")]
    public void Domains_are_exact_all_below_or_every_country(string domain, string? provider) =>
        Assert.Equal(provider, ProviderDirectory.Default.With([Acme]).ByDomain(domain)?.Id);

    [Fact]
    public void Groups_of_relays_stay_those_that_mail_is_counted_by()
    {
        var directory = ProviderDirectory.Default.With([Acme with { Relays = ["mx.eu.acme.example"] }]);

        Assert.Equal("acme.example", directory.RelayGroup("mx.eu.acme.example"));
        Assert.Equal("google.com", directory.RelayGroup("smtp.google.com"));
    }

    [Fact]
    public void A_provider_of_their_own_is_listed_named_and_usable_in_a_rule()
    {
        var rule = new OwnRule { Id = "zork", Provider = ["acme"], Contains = ["zork"], Reason = "reputation", Source = "seen", Samples = ["550 zork"] };
        var own = OwnRules.Of(new OwnFile([rule], [Acme]));

        Assert.Empty(own.Objections(RuleSet.Default, ProviderDirectory.Default, own.Classifier(RuleSet.Default, ProviderDirectory.Default)));
        var classifier = own.Classifier(RuleSet.Default, ProviderDirectory.Default);
        Assert.Equal("zork", classifier.ClassifyRaw("550 zork", "mx.acme.example", null).Classification.RuleId);
        Assert.NotEqual("zork", classifier.ClassifyRaw("550 zork", "mx.elsewhere.example", null).Classification.RuleId);
        var directory = own.Before(ProviderDirectory.Default);
        Assert.Equal(new Provider("acme", "Acme Mail", ProviderKind.Gateway), directory.All[^1]);
        Assert.Equal("Acme Mail", directory.ById("acme").Name);
    }

    [Fact]
    public void A_file_holds_both_and_one_from_before_is_still_read()
    {
        var rule = new OwnRule { Id = "zork", Contains = ["zork"], Reason = "reputation", Source = "seen", Samples = ["550 zork"] };
        var text = OwnRuleFile.Write(new OwnFile([rule], [Acme, new OwnProvider { Id = "gmail", Relays = ["weird.example"] }]));

        var read = OwnRuleFile.Read(text);

        Assert.Equal(text, OwnRuleFile.Write(read));
        Assert.Equal((Acme.Name, Acme.Kind, "gmail"), (read.Providers[0].Name, read.Providers[0].Kind, read.Providers[1].Id));
        Assert.Equal(Acme.Domains, read.Providers[0].Domains);
        Assert.Empty(OwnRuleFile.Read("""{ "rules": [] }""").Providers);
        Assert.Equal("weird.example", OwnRuleFile.Read("""{ "providers": [ { "id": "gmail", "relays": ["*.Weird.Example."] } ] }""").Providers[0].Relays[0]);
        Assert.Throws<RuleFormatException>(() => OwnRuleFile.Read("{ }"));
    }

    [Fact]
    public void The_version_of_the_rules_tells_providers_apart()
    {
        var none = OwnRules.Of(OwnFile.Empty);
        var one = OwnRules.Of(new OwnFile([], [Acme]));

        Assert.Same(RuleSet.Default, none.Before(RuleSet.Default));
        Assert.NotEqual(RuleSet.Default.Version, one.Before(RuleSet.Default).Version);
        Assert.NotEqual(one.Version, OwnRules.Of(new OwnFile([], [Acme with { Name = "Other name" }])).Version);
    }

    [Theory]
    [InlineData("relay", "not a host", OwnProviderCheck.RelaysField, "no host name")]
    [InlineData("relay", "", OwnProviderCheck.RelaysField, "no host name")]
    [InlineData("relay", "-a.example", OwnProviderCheck.RelaysField, "no host name")]
    [InlineData("relay", "192.0.2.7", OwnProviderCheck.RelaysField, "no host name")]
    [InlineData("relay", "com", OwnProviderCheck.RelaysField, "shared by everybody")]
    [InlineData("relay", "co.uk", OwnProviderCheck.RelaysField, "shared by everybody")]
    [InlineData("relay", "eu.acme.example", OwnProviderCheck.RelaysField, "Map acme.example as a whole")]
    [InlineData("relay", "x.mail.protection.outlook.com", OwnProviderCheck.RelaysField, "Map mail.protection.outlook.com as a whole")]
    [InlineData("domain", "com", OwnProviderCheck.DomainsField, "everybody")]
    [InlineData("domain", ".co.uk", OwnProviderCheck.DomainsField, "everybody")]
    [InlineData("domain", "a.b.*", OwnProviderCheck.DomainsField, "not of the form example.*")]
    [InlineData("domain", "a b.example", OwnProviderCheck.DomainsField, "no domain")]
    [InlineData("id", "Acme Mail", OwnProviderCheck.IdField, "small letters")]
    [InlineData("id", "other", OwnProviderCheck.IdField, "belongs to no provider")]
    [InlineData("id", "gmail", OwnProviderCheck.IdField, "comes with the product as Gmail")]
    [InlineData("name", "", OwnProviderCheck.NameField, "Give the provider a name")]
    [InlineData("name", "gmail", OwnProviderCheck.NameField, "is the name of the provider gmail already")]
    [InlineData("kind", "mailman", OwnProviderCheck.KindField, "Choose what it does")]
    public void Each_mistake_names_its_field_and_what_to_do(string member, string value, string field, string says)
    {
        var written = member switch
        {
            "relay" => Acme with { Relays = [value] },
            "domain" => Acme with { Domains = [value] },
            "id" => Acme with { Id = value },
            "name" => Acme with { Name = value },
            _ => Acme with { Kind = value },
        };

        var problem = Assert.Single(OwnProviderCheck.Problems([written], ProviderDirectory.Default));

        Assert.Equal((written.Id, field), (problem.RuleId, problem.Field));
        Assert.Contains(says, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Groups_and_providers_of_the_product_can_be_mapped()
    {
        OwnProvider[] written = [new() { Id = "t-online", Relays = ["acme.co.uk", "mail.protection.outlook.com"], Domains = ["münchen.example"] }];

        Assert.Empty(OwnProviderCheck.Problems([written[0] with { Domains = [OwnProvider.NormalDomain(" München.example. ")] }], ProviderDirectory.Default));
        Assert.Equal("xn--mnchen-3ya.example", OwnProvider.NormalDomain("München.example"));
        Assert.Equal((".acme.example", "acme.example"), (OwnProvider.NormalDomain("*.acme.example"), OwnProvider.NormalRelay("*.acme.example")));
    }

    [Fact]
    public void Nobody_is_two_and_an_unknown_id_needs_a_name()
    {
        OwnProvider[] twice = [Acme, Acme with { Id = "bolt", Name = "Bolt", Domains = [] }];
        Assert.Contains("acme’s already", Assert.Single(OwnProviderCheck.Problems(twice, ProviderDirectory.Default)).Message, StringComparison.Ordinal);

        OwnProvider[] again = [Acme, Acme with { Relays = ["two.example"], Domains = [] }];
        Assert.Contains("Put them together", Assert.Single(OwnProviderCheck.Problems(again, ProviderDirectory.Default)).Message, StringComparison.Ordinal);

        OwnProvider[] unknown = [new() { Id = "nobody", Relays = ["two.example"] }];
        Assert.Contains("give its name and kind", Assert.Single(OwnProviderCheck.Problems(unknown, ProviderDirectory.Default)).Message, StringComparison.Ordinal);

        OwnProvider[] many = [.. Enumerable.Range(0, OwnProviderCheck.MostProviders + 1).Select(i => Acme with { Id = $"a{i}" })];
        Assert.Contains("At most 200", Assert.Single(OwnProviderCheck.Problems(many, ProviderDirectory.Default)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Differences_name_providers_too()
    {
        var before = new OwnFile([], [Acme, new OwnProvider { Id = "gmail", Relays = ["weird.example"] }]);
        var after = new OwnFile([], [Acme with { Relays = ["acme.example", "two.example"] }]);

        var differences = RuleDifference.Of(before, after).ToDictionary(d => d.Id);

        Assert.All(differences.Values, d => Assert.True(d.IsProvider));
        Assert.Equal([new FieldChange(OwnProviderCheck.RelaysField, "acme.example", "acme.example · two.example")], differences["acme"].Fields);
        Assert.Equal(RuleChangeKind.Removed, differences["gmail"].Kind);
        Assert.Empty(RuleDifference.Of(after, after));
    }

    [Fact]
    public void An_entry_that_cannot_be_used_any_more_decides_nothing_and_stops_nothing()
    {
        var directory = ProviderDirectory.Default.With([new OwnProvider { Id = "gone", Relays = ["acme.example"] }, Acme, Acme]);

        Assert.Equal("acme", directory.ByRelay("mx.acme.example").Id);
    }
}
