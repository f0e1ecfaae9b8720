using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Dashboard.Web.Tests.Hosting;

[Collection(SharedDashboard.Name)]
public sealed partial class SecurityHeadersTests(RunningDashboard dashboard)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/sign-in")]
    [InlineData("/health/live")]
    [InlineData("/css/app.css")]
    [InlineData("/api/v1/no-such-call")]
    public async Task Every_response_forbids_inline_scripts_and_frames(string path)
    {
        using var browser = await dashboard.OpenAsync(Token);

        using var response = await browser.GetAsync(path, Token);

        var policy = Assert.Single(response.Headers.GetValues("Content-Security-Policy"));
        var scripts = policy.Split(';').Single(d => d.Trim().StartsWith("script-src", StringComparison.Ordinal));
        Assert.DoesNotContain("unsafe", scripts, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("base-uri 'self'", policy, StringComparison.Ordinal);
        Assert.Contains("form-action 'self'", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", Assert.Single(response.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("same-origin", Assert.Single(response.Headers.GetValues("Referrer-Policy")));
        Assert.Equal("DENY", Assert.Single(response.Headers.GetValues("X-Frame-Options")));
        Assert.False(response.Headers.Contains("Server"));
    }

    [Fact]
    public async Task The_import_map_is_the_one_inline_script_and_allowed_by_its_hash()
    {
        using var browser = await dashboard.SignInAsync(RunningDashboard.Viewer, Token);

        using var response = await browser.GetAsync("/", Token);

        var inline = Assert.Single(InlineScript().Matches(await response.Content.ReadAsStringAsync(Token)));
        var hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(inline.Groups[1].Value)));
        Assert.Contains("./js/echart.js", inline.Value, StringComparison.Ordinal);
        Assert.Contains($"'sha256-{hash}'", Assert.Single(response.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
    }

    [GeneratedRegex("<script(?![^>]*src=)[^>]*>(.*?)</script>", RegexOptions.Singleline)]
    private static partial Regex InlineScript();
}
