using System.Text;
using Dashboard.Core.Delivery;

namespace Dashboard.Core.Tests.Delivery;

public class DeliveryIdentityTests
{
    [Fact]
    public void Without_a_message_there_is_no_key() => Assert.Null(Key("a@x.example", "", 1));

    [Theory]
    [InlineData("A@X.Example")]
    [InlineData("a@x.example.")]
    public void Case_and_trailing_dot_of_the_recipient_do_not_matter(string recipient) =>
        Assert.Equal(Key("a@x.example", "m", 1), Key(recipient, "m", 1));

    [Fact]
    public void The_high_half_is_the_recipients_alone()
    {
        var one = Key("a@bücher.example", "m1", 1)!.Value;
        var two = Key("A@xn--bcher-kva.example", "m2", 2)!.Value;

        Assert.Equal(one >> 32, two >> 32);
        Assert.NotEqual(one, two);
        Assert.Equal(DeliveryIdentity.RecipientHash(Encoding.UTF8.GetBytes("a@BÜCHER.example")), (uint)(one >> 32));
    }

    [Fact]
    public void Scope_message_and_recipient_each_make_another_delivery()
    {
        ulong?[] keys = [Key("a@x.example", "m", 1), Key("b@x.example", "m", 1), Key("a@x.example", "n", 1), Key("a@x.example", "m", 2)];

        Assert.Equal(4, keys.Distinct().Count());
    }

    private static ulong? Key(string recipient, string id, long scope) => DeliveryIdentity.Key(
        new LogEvent { Recipient = Encoding.UTF8.GetBytes(recipient), MessageId = Encoding.UTF8.GetBytes(id) }, scope);
}
