using Bunit;
using Dashboard.Web.Components.Help;
using Dashboard.Web.Components.Pages;

namespace Dashboard.Web.Tests.Components;

public sealed class HelpTests : ComponentContext
{
    public static TheoryData<string> Topics() => [.. HelpTopic.All.Select(topic => topic.Id)];

    [Theory]
    [MemberData(nameof(Topics))]
    public void Every_topic_has_a_page_whose_links_stay_in_the_product(string id)
    {
        var page = Render<HelpTopicPage>(p => p.Add(h => h.Topic, id));

        Assert.Equal(HelpTopic.Find(id)!.Title, page.Find("h1").TextContent);
        Assert.NotEmpty(page.FindAll(".help h2"));
        Assert.All(page.FindAll("a"), a => Assert.StartsWith("/", a.GetAttribute("href"), StringComparison.Ordinal));
    }

    [Fact]
    public void The_list_links_to_every_topic_once() =>
        Assert.Equal(
            HelpTopic.All.Select(topic => $"/help/{topic.Id}"),
            Render<HelpPage>().FindAll(".card").Select(a => a.GetAttribute("href")!));

    [Fact]
    public void A_topic_that_does_not_exist_leads_back_to_the_list() =>
        Assert.Equal("/help", Render<HelpTopicPage>(p => p.Add(h => h.Topic, "no-such")).Find(".empty-state a").GetAttribute("href"));

    [Fact]
    public void The_command_names_the_address_of_this_installation() =>
        Assert.Contains("http://localhost/api/v1/imports?source=mta-1", Render<ApiHelp>().Find("pre").TextContent, StringComparison.Ordinal);
}
