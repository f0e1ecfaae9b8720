using Dashboard.Core.Delivery;

namespace Dashboard.Core.Tests.Delivery;

public class XxHash64Tests
{
    // From the reference implementation.
    [Theory]
    [InlineData("", 0, 0xEF46DB3751D8E999)]
    [InlineData("a", 0, 0xD24EC4F1A98C6E5B)]
    [InlineData("abc", 0, 0x44BC2CF5AD770999)]
    [InlineData("Nobody inspects the spammish repetition", 0, 0xFBCEA83C8A378BF1)]
    [InlineData("", 2654435761, 0xAC75FDA2929B17EF)]
    public void Vectors_of_the_specification_hold(string text, ulong seed, ulong expected) =>
        Assert.Equal(expected, XxHash64.Hash(System.Text.Encoding.ASCII.GetBytes(text), seed));

    [Fact]
    public void In_how_many_pieces_the_bytes_come_does_not_matter()
    {
        var data = Enumerable.Range(0, 200).Select(value => (byte)(value * 31)).ToArray();
        for (var length = 0; length <= data.Length; length += 7)
        {
            var whole = XxHash64.Hash(data.AsSpan(0, length), 9);
            for (var piece = 1; piece < 70; piece += 3)
            {
                var hash = new XxHash64(9);
                for (var at = 0; at < length; at += piece)
                {
                    hash.Append(data.AsSpan(at, Math.Min(piece, length - at)));
                }
                Assert.Equal(whole, hash.ToHash());
            }
        }
    }

    [Fact]
    public void A_hash_can_be_taken_in_between()
    {
        var hash = new XxHash64(0);
        hash.Append("ab"u8);
        _ = hash.ToHash();
        hash.Append("c"u8);

        Assert.Equal(0x44BC2CF5AD770999UL, hash.ToHash());
    }
}
