using System.Text;
using Dashboard.Core.Delivery;

namespace Dashboard.Core.Tests.Delivery;

public class RecipientTests
{
    [Theory]
    [InlineData("Jane.Doe+tag@Mail.X.Example", "jane.doe+tag", "mail.x.example")]
    [InlineData("a@x.example..", "a", "x.example")]
    [InlineData("\"odd@local\"@x.example", "\"odd@local\"", "x.example")]
    [InlineData("postmaster", "postmaster", "")]
    [InlineData("a@", "a", "")]
    [InlineData("@x.example", "", "x.example")]
    [InlineData("", "", "")]
    [InlineData("a@[192.0.2.1]", "a", "[192.0.2.1]")]
    [InlineData("JÜRGEN@BÜCHER.example", "jürgen", "xn--bcher-kva.example")]
    [InlineData("a@bücher。example.", "a", "xn--bcher-kva.example")]
    [InlineData("ü", "ü", "")]
    [InlineData("ü@x..example", "ü", "x..example")]
    public void An_address_is_split_at_the_last_at_sign(string address, string local, string domain) =>
        Assert.Equal(new Recipient(local, domain), Recipient.Parse(Encoding.UTF8.GetBytes(address)));

    [Fact]
    public void An_overlong_address_is_cut_and_not_thrown_at()
    {
        var plain = Recipient.Parse(Encoding.UTF8.GetBytes(new string('a', 5000) + "@x.example"));
        var unicode = Recipient.Parse(Encoding.UTF8.GetBytes(new string('ü', 5000) + "@x.example"));

        Assert.Equal((1024, ""), (plain.LocalPart.Length, plain.Domain));
        Assert.Equal((512, ""), (unicode.LocalPart.Length, unicode.Domain));
    }

    [Fact]
    public void The_domain_alone_is_the_same_domain()
    {
        Span<byte> buffer = stackalloc byte[Recipient.MaxBytes];

        Assert.Equal("x.example", Encoding.UTF8.GetString(Recipient.DomainOf("a@X.Example."u8, buffer)));
        Assert.True(Recipient.DomainOf("nobody"u8, buffer).IsEmpty);
    }
}
