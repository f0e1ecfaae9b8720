namespace Dashboard.Web.Tests;

public sealed class DashboardUrlsTests
{
    [Theory]
    [InlineData("/providers?from=2026-09-01")]
    [InlineData("/")]
    public void An_address_of_this_site_is_kept(string url) => Assert.Equal(url, DashboardUrls.LocalOrOverview(url));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("imports")]
    [InlineData("//evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("\\\\evil.example")]
    [InlineData("https://evil.example")]
    [InlineData("javascript:alert(1)")]
    [InlineData("/\t/evil.example")]
    [InlineData("/a\r\nSet-Cookie: x=y")]
    public void Any_other_address_becomes_the_overview(string? url) => Assert.Equal("/", DashboardUrls.LocalOrOverview(url));
}
