using System.Reflection;
using Dashboard.Storage.Accounts;
using Dashboard.Web.Accounts;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Web.Tests.Accounts;

public sealed class RolePowersTests
{
    [Fact]
    public void A_more_powerful_role_may_all_that_a_less_powerful_one_may()
    {
        var viewer = new RolePower("read", Roles.Viewer);
        var administrator = new RolePower("rule", Roles.Administrator);

        Assert.All(Roles.All, role => Assert.True(viewer.IsOf(role)));
        Assert.Equal([Roles.Administrator], Roles.All.Where(administrator.IsOf));
    }

    [Fact]
    public void The_table_agrees_with_the_pages_that_let_in_administrators_only()
    {
        var closed = typeof(DashboardUrls).Assembly.GetTypes()
            .Where(page => page.GetCustomAttributes<AuthorizeAttribute>().Any(a => a.Policy == Policies.Administrator))
            .SelectMany(page => page.GetCustomAttributes<RouteAttribute>().Select(route => route.Template));

        Assert.Superset(closed.ToHashSet(), RolePowers.All.Where(p => p.LeastRole == Roles.Administrator).Select(p => p.Address!).ToHashSet());
    }
}
