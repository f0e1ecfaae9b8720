using Bunit;
using Dashboard.Web.Components.Reporting;

namespace Dashboard.Web.Tests.Components;

public sealed class EscapeKeyTests : ComponentContext
{
    [Fact]
    public async Task Escape_anywhere_on_the_page_tells_whoever_waits_for_it()
    {
        var told = 0;
        var key = Render<EscapeKey>(p => p.Add(e => e.OnEscape, () => told++));

        await key.Instance.EscapeAsync();

        Assert.Equal(1, told);
    }
}
