using Bunit;
using Dashboard.Web.Accounts;
using Dashboard.Web.Components.Layout;

namespace Dashboard.Web.Tests.Components;

public sealed class NavMenuTests : ComponentContext
{
    [Fact]
    public void Viewers_are_not_shown_the_settings()
    {
        AddAuthorization().SetAuthorized("viewer").SetRoles("Viewer").SetPolicies(Policies.Viewer);

        var links = Render<NavMenu>().FindAll("a").Select(a => a.GetAttribute("href")).ToList();

        Assert.Contains("/providers", links);
        Assert.Contains("/deliveries", links);
        Assert.Contains("/definitions", links);
        Assert.Contains("/help", links);
        Assert.DoesNotContain("/settings", links);
    }

    [Theory]
    [InlineData("Administrator")]
    [InlineData("Analyst")]
    public void Those_with_something_to_set_are(string role)
    {
        string[] policies = role == Policies.Administrator ? [Policies.Viewer, Policies.Analyst, Policies.Administrator] : [Policies.Viewer, Policies.Analyst];
        AddAuthorization().SetAuthorized("somebody").SetRoles(role).SetPolicies(policies);

        Assert.Contains("/settings", Render<NavMenu>().FindAll("a").Select(a => a.GetAttribute("href")));
    }
}
