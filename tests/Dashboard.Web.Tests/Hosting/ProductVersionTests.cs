using Dashboard.Web.Hosting;

namespace Dashboard.Web.Tests.Hosting;

public sealed class ProductVersionTests
{
    [Theory]
    [InlineData("1.2.0", "1.2.0")]
    [InlineData("1.2.0+0123456789abcdef", "1.2.0 (commit 0123456789)")]
    [InlineData("1.2.0+abc", "1.2.0 (commit abc)")]
    public void The_commit_is_shortened(string informational, string text) => Assert.Equal(text, ProductVersion.Of(informational));
}
