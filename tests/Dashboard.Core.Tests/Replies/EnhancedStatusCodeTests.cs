using Dashboard.Core.Replies;

namespace Dashboard.Core.Tests.Replies;

public sealed class EnhancedStatusCodeTests
{
    [Theory]
    [InlineData("2.0.0", 2, 0, 0)]
    [InlineData("4.7.28", 4, 7, 28)]
    [InlineData("5.7.515", 5, 7, 515)]
    [InlineData("5.999.999", 5, 999, 999)]
    public void Three_numbers_with_class_2_4_or_5_are_a_code(string text, int statusClass, int subject, int detail)
    {
        Assert.True(EnhancedStatusCode.TryParse(text, out var code));
        Assert.Equal((statusClass, subject, detail), (code.Class, code.Subject, code.Detail));
        Assert.Equal(text, code.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("5")]
    [InlineData("5.7")]
    [InlineData("3.1.1")]
    [InlineData("7.7.1")]
    [InlineData("4.2.2.1")]
    [InlineData("5.1.1000")]
    [InlineData("5.1000.1")]
    [InlineData("5..1")]
    [InlineData("5.1.1a")]
    [InlineData(" 5.1.1")]
    [InlineData("5.1.1 user")]
    [InlineData("5.1.１")]
    public void Anything_else_is_no_code(string text) => Assert.False(EnhancedStatusCode.TryParse(text, out _));

    [Theory]
    [InlineData("5.1.1 (bad destination mailbox address)", "5.1.1")]
    [InlineData("5.1.1. Full stop", "5.1.1")]
    [InlineData("4.2.2:", "4.2.2")]
    public void A_code_is_found_at_the_start_of_a_text(string text, string expected)
    {
        Assert.True(EnhancedStatusCode.TryParsePrefix(System.Text.Encoding.UTF8.GetBytes(text), out var code, out var length));
        Assert.Equal(expected, code.ToString());
        Assert.Equal(5, length);
    }

    [Fact]
    public void A_stored_number_reads_as_the_code_and_gives_it_back()
    {
        var code = new EnhancedStatusCode(5, 7, 26);

        Assert.Equal(5_007_026, code.ToInt32());
        Assert.True(EnhancedStatusCode.TryFromInt32(5_007_026, out var back));
        Assert.Equal(code, back);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-5_007_026)]
    [InlineData(3_001_001)]
    [InlineData(550)]
    public void Numbers_that_are_no_code_are_refused(int packed) => Assert.False(EnhancedStatusCode.TryFromInt32(packed, out _));

    [Fact]
    public void A_class_of_3_cannot_be_made() => Assert.Throws<ArgumentOutOfRangeException>(() => new EnhancedStatusCode(3, 1, 1));
}
