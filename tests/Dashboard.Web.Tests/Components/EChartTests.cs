using System.Text.Json;
using Bunit;
using Dashboard.Web.Components.Reporting;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Web.Tests.Components;

public sealed class EChartTests : ComponentContext
{
    private const string Hostile = "<img src=x onerror=alert(1)>";

    private readonly BunitJSModuleInterop _module;
    private readonly BunitJSModuleInterop _chart;

    public EChartTests()
    {
        _module = JSInterop.SetupModule("./js/echart.js");
        _module.Mode = JSRuntimeMode.Loose;
        _chart = _module.SetupModule("create", _ => true);
        _chart.Mode = JSRuntimeMode.Loose;
    }

    [Fact]
    public void Names_from_outside_reach_the_browser_as_data_and_the_page_never()
    {
        var chart = Render<EChart>(p => p
            .Add(c => c.Label, "Replies")
            .Add(c => c.Option, new { series = new[] { new { name = Hostile, data = new double?[] { 1, null } } } }));

        var option = (JsonElement)_module.VerifyInvoke("create").Arguments[2]!;
        Assert.Equal(Hostile, option.GetProperty("series")[0].GetProperty("name").GetString());
        Assert.Equal(JsonValueKind.Null, option.GetProperty("series")[0].GetProperty("data")[1].ValueKind);
        Assert.DoesNotContain("onerror", chart.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_option_is_not_drawn_twice_and_another_one_is()
    {
        var chart = Render<EChart>(p => p.Add(c => c.Label, "Replies").Add(c => c.Option, new { a = 1 }));

        chart.Render(p => p.Add(c => c.Option, new { a = 1 }));
        _chart.VerifyNotInvoke("update");

        chart.Render(p => p.Add(c => c.Option, new { a = 2 }));
        _chart.VerifyInvoke("update");
    }

    [Fact]
    public async Task A_click_reaches_the_page()
    {
        ChartClick? clicked = null;
        var chart = Render<EChart>(p => p
            .Add(c => c.Label, "Replies")
            .Add(c => c.Option, new { })
            .Add(c => c.OnClick, EventCallback.Factory.Create<ChartClick>(this, click => clicked = click)));

        await chart.Instance.ClickedAsync(new ChartClick("Deferred", "gmail", null, 3));

        Assert.Equal(new ChartClick("Deferred", "gmail", null, 3), clicked);
    }

    [Fact]
    public void The_numbers_are_there_as_a_table()
    {
        var chart = Render<EChart>(p => p
            .Add(c => c.Label, "Replies")
            .Add(c => c.Option, new { })
            .Add<RenderFragment?>(c => c.Table, builder => builder.AddContent(0, "1,234")));

        Assert.Contains("1,234", chart.Find("details").TextContent, StringComparison.Ordinal);
        Assert.Equal("Replies", chart.Find("[role=img]").GetAttribute("aria-label"));
    }
}
