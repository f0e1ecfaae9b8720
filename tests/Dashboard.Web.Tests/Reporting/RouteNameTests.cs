using Dashboard.Web.Reporting;

namespace Dashboard.Web.Tests.Reporting;

public sealed class RouteNameTests
{
    [Theory]
    [InlineData("")]
    [InlineData("a/b")]
    [InlineData("..")]
    [InlineData(".")]
    [InlineData("%2F")]
    [InlineData("~YQ")]
    [InlineData("<img src=x onerror=alert(1)>")]
    [InlineData("c\\d?e#f&g=h")]
    [InlineData(" leading")]
    [InlineData("Frühling 2026 – „Sale“")]
    [InlineData("c001-grand-launch")]
    [InlineData("🎉")]
    public void Any_name_comes_back_from_its_segment(string name)
    {
        var segment = RouteName.Write(name);

        Assert.DoesNotContain("/", segment, StringComparison.Ordinal);
        Assert.True(Uri.TryCreate($"http://localhost/campaigns/{segment}", UriKind.Absolute, out var address));
        Assert.Equal(3, address.Segments.Length);
        Assert.True(RouteName.TryRead(Uri.UnescapeDataString(address.Segments[2]), out var read));
        Assert.Equal(name, read);
    }

    [Theory]
    [InlineData("c001-grand-launch", "c001-grand-launch")]
    [InlineData("spring sale", "spring%20sale")]
    [InlineData("", "~")]
    public void Plain_names_stay_readable(string name, string segment) => Assert.Equal(segment, RouteName.Write(name));

    [Theory]
    [InlineData("")]
    [InlineData("~*")]
    [InlineData("~A")]
    public void A_segment_that_was_never_written_is_refused(string segment) => Assert.False(RouteName.TryRead(segment, out _));
}
