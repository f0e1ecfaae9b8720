using Bunit;
using Dashboard.Core.Classification.Own;
using Dashboard.Core.Providers;
using Dashboard.Storage.Queries;
using Dashboard.Web.Components.Providers;
using Dashboard.Web.Rules;
using Dashboard.Web.Tests.Components.Replies;

namespace Dashboard.Web.Tests.Components.Providers;

public sealed class ProviderFormTests : ComponentContext
{
    private static readonly OwnProvider Acme = new() { Id = "acme", Name = "Acme", Kind = "hosting", Relays = ["acme.example"], Domains = [".acme.example"] };

    [Fact]
    public void What_is_typed_becomes_a_provider_of_ones_own_with_an_id_that_is_free()
    {
        var draft = new ProviderDraft { Relays = "gate.example" };
        var previews = 0;
        var form = Render<ProviderForm>(p => p.Add(f => f.Draft, draft).Add(f => f.Problems, []).Add(f => f.Directory, ProviderDirectory.Default).Add(f => f.OnPreview, () => previews++));
        Assert.Empty(form.FindAll("section[aria-labelledby=mapping-who] input"));

        form.Find("section[aria-labelledby=mapping-who] select").Change(ProviderDraft.New);
        form.Find("section[aria-labelledby=mapping-who] input").Change(" Zürich Gate! ");
        form.FindAll("section[aria-labelledby=mapping-who] select")[1].Change("gateway");
        form.FindAll("textarea")[0].Change("*.Gate.Example.\n\n two.example, three.example");
        form.FindAll("textarea")[1].Change("*.gate.example");
        form.Find("form").Submit();

        var provider = draft.ToProvider(OwnFile.Empty, ProviderDirectory.Default);
        Assert.Equal(1, previews);
        Assert.Equal(("zurich_gate", "Zürich Gate!", "gateway"), (provider.Id, provider.Name, provider.Kind));
        Assert.Equal(["gate.example", "two.example", "three.example"], provider.Relays);
        Assert.Equal([".gate.example"], provider.Domains);
        Assert.Equal("zurich_gate_2", draft.ToProvider(new OwnFile([], [provider]), ProviderDirectory.Default).Id);
        Assert.Equal("gmail_2", new ProviderDraft { Choice = ProviderDraft.New, Name = "Gmail" }.ToProvider(OwnFile.Empty, ProviderDirectory.Default).Id);
    }

    [Fact]
    public void Something_new_about_a_provider_is_added_to_what_is_said_already()
    {
        var file = new OwnFile([], [Acme, new OwnProvider { Id = "gmail", Relays = ["one.example"] }]);

        var changed = new ProviderDraft { Choice = "gmail", Relays = "two.example" }.ToFile(file, ProviderDirectory.Default);

        Assert.Equal(["acme", "gmail"], changed.Providers.Select(p => p.Id));
        Assert.Equal(["one.example", "two.example"], changed.Providers[1].Relays);
        Assert.Null(changed.Providers[1].Name);
    }

    [Fact]
    public void An_entry_that_is_opened_and_not_touched_stays_what_it_was()
    {
        var file = new OwnFile([], [Acme]);

        Assert.Equal(OwnRuleFile.Write(file), OwnRuleFile.Write(ProviderDraft.Of(Acme).ToFile(file, ProviderDirectory.Default)));
    }

    [Fact]
    public void A_mistake_stands_at_its_field()
    {
        var entry = Acme with { Name = "", Relays = ["eu.acme.example"] };

        var form = Render<ProviderForm>(p => p.Add(f => f.Draft, ProviderDraft.Of(entry)).Add(f => f.Problems, OwnProviderCheck.Problems([entry], ProviderDirectory.Default))
            .Add(f => f.Directory, ProviderDirectory.Default));

        Assert.Contains("Give the provider a name", form.Find("section[aria-labelledby=mapping-who] .rule-mistake").TextContent, StringComparison.Ordinal);
        Assert.Contains("Map acme.example as a whole", form.Find("section[aria-labelledby=mapping-known] .rule-mistake").TextContent, StringComparison.Ordinal);
        Assert.Contains("2 things", form.Find(".panel-actions [role=alert]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Text_from_outside_stays_text_and_bare_addresses_cannot_be_mapped()
    {
        var hostile = new ProviderSuggestion(Provider.Other with { Name = Hostile.Markup }, SuggestionReason.Replies, Hostile.Markup);
        var table = Render<UnknownTable>(p => p.Add(t => t.All, 10).Add(t => t.CanChange, true).Add(t => t.Rows,
        [
            new UnknownRoute(Hostile.Markup, 4, 3, 2, 2, Hostile.Markup, hostile, null),
            new UnknownRoute("ip", 2, 0, 1, 1, "192.0.2.1", null, "Addresses belong to nobody."),
        ]));

        Assert.Empty(table.FindAll("img, script"));
        Assert.StartsWith("/mapping/new?relay=", Assert.Single(table.FindAll("td.actions a")).GetAttribute("href"), StringComparison.Ordinal);
        Assert.Contains("3 of 4", table.FindAll("tbody tr")[0].TextContent, StringComparison.Ordinal);
        Assert.Contains("belong to nobody", table.FindAll("tbody tr")[1].TextContent, StringComparison.Ordinal);
    }
}
