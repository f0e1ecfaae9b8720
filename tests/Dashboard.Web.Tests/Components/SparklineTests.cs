using Bunit;
using Dashboard.Web.Components.Reporting;

namespace Dashboard.Web.Tests.Components;

public sealed class SparklineTests : BunitContext
{
    [Fact]
    public void Values_are_spread_from_floor_to_ceiling()
    {
        var line = Show(0, 5, 10);

        Assert.Equal("2,22 48,12 94,2", line.Find("polyline").GetAttribute("points"));
    }

    [Fact]
    public void A_step_without_data_breaks_the_line_and_a_lone_value_is_a_dot()
    {
        var line = Show(1, 2, null, 3, null, 1, 1);

        Assert.Equal(2, line.FindAll("polyline").Count);
        Assert.Single(line.FindAll("circle"));
    }

    [Fact]
    public void All_zero_lies_on_the_floor()
    {
        Assert.Equal("2,22 94,22", Show(0, 0).Find("polyline").GetAttribute("points"));
    }

    [Fact]
    public void Without_data_nothing_is_drawn()
    {
        Assert.Empty(Show(null, double.NaN, null).FindAll("polyline, circle"));
    }

    private IRenderedComponent<Sparkline> Show(params double?[] values) =>
        Render<Sparkline>(p => p.Add(s => s.Values, values).Add(s => s.Label, "Deferral rate"));
}
