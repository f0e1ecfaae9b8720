using Bunit;
using Dashboard.Core.Metrics;
using Dashboard.Storage.Accounts;
using Dashboard.Web.Components.Layout;
using Dashboard.Web.Components.Pages;
using Dashboard.Web.Tests.Components;

namespace Dashboard.Web.Tests.Reporting;

public sealed class DefinitionWordsTests : ComponentContext
{
    [Fact]
    public void Every_count_has_a_phrase_and_a_sentence()
    {
        Assert.All(Enum.GetValues<Count>(), count => Assert.NotEmpty(count.Label()));
        Assert.All(Enum.GetValues<Count>(), count => Assert.EndsWith(".", count.Meaning(), StringComparison.Ordinal));
        Assert.Equal(Enum.GetValues<Count>().Length, Enum.GetValues<Count>().Select(count => count.Label()).Distinct().Count());
    }

    [Fact]
    public void The_page_defines_every_rate_once_under_its_word()
    {
        var page = Page();

        Assert.All(RateDefinitions.All, rate => Assert.Single(page.FindAll($"[id='{rate.Id}']")));
        Assert.All(TimeRateDefinitions.All, rate => Assert.Single(page.FindAll($"[id='{rate.Id}']")));
    }

    [Fact]
    public void Every_link_of_its_contents_leads_to_a_place_on_it()
    {
        var page = Page();

        var anchors = page.FindAll(".contents a").Select(a => a.GetAttribute("href")!.Split('#')[1]).ToList();

        Assert.NotEmpty(anchors);
        Assert.All(anchors, anchor => Assert.Single(page.FindAll($"[id='{anchor}']")));
    }

    private IRenderedComponent<DefinitionsPage> Page()
    {
        var viewer = new Viewer(Guid.Empty, "Ada", "ada@example.com", Roles.Viewer, TimeZoneInfo.Utc, new Workspace());
        return Render<DefinitionsPage>(p => p.AddCascadingValue(viewer));
    }
}
