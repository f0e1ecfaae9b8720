using Dashboard.Web.Reporting;

namespace Dashboard.Web.Tests.Reporting;

public sealed class RecipientTextTests
{
    [Theory]
    [InlineData("ada@example.com", "ada@example.com")]
    [InlineData(" <Ada@Example.com> ", "Ada@Example.com")]
    [InlineData("@example.com", "@example.com")]
    [InlineData("example.com", "@example.com")]
    [InlineData("\"odd name\"@example.com", "\"odd name\"@example.com")]
    [InlineData("root@localhost", "root@localhost")]
    public void A_whole_address_or_a_domain_is_read(string text, string recipient)
    {
        Assert.True(RecipientText.TryRead(text, out var read));
        Assert.Equal(recipient, read);
    }

    [Theory]
    [InlineData("ada")]
    [InlineData("ada@")]
    [InlineData("@")]
    [InlineData("")]
    [InlineData("two words.com")]
    public void Parts_of_an_address_are_not(string text) => Assert.False(RecipientText.TryRead(text, out _));
}
