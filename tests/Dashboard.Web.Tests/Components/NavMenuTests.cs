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
        Assert.DoesNotContain("/settings/users", links);
    }

    [Fact]
    public void Administrators_are()
    {
        AddAuthorization().SetAuthorized("admin").SetRoles("Administrator").SetPolicies(Policies.Viewer, Policies.Administrator);

        var links = Render<NavMenu>().FindAll("a").Select(a => a.GetAttribute("href")).ToList();

        Assert.Contains("/settings/users", links);
        Assert.Contains("/settings/keys", links);
    }
}
