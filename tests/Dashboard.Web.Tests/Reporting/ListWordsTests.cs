using Dashboard.Storage.Queries;
using Dashboard.Web.Reporting;

namespace Dashboard.Web.Tests.Reporting;

public sealed class ListWordsTests
{
    [Theory]
    [InlineData(null, 1)]
    [InlineData("0", 1)]
    [InlineData("-3", 1)]
    [InlineData("x", 1)]
    [InlineData("12", 12)]
    [InlineData("2000000000", 1_000_000)]
    public void A_page_is_a_number_from_one(string? text, int page) => Assert.Equal(page, ListWords.Page(text));

    [Fact]
    public void A_text_is_trimmed_bounded_and_without_nul()
    {
        Assert.Null(ListWords.Text("  "));
        Assert.Equal("quota", ListWords.Text(" quota "));
        Assert.Equal("quota", ListWords.Text("quota\0' or 1=1"));
        Assert.Equal(320, ListWords.Text(new string('x', 5000))!.Length);
    }

    [Fact]
    public void A_place_in_a_list_comes_back_from_its_text()
    {
        var cursor = new AttemptCursor(new DateTimeOffset(2026, 9, 11, 7, 4, 12, TimeSpan.Zero).AddMicroseconds(5), long.MinValue + 3);

        Assert.True(AttemptCursorText.TryRead(AttemptCursorText.Write(cursor), out var read));
        Assert.Equal(cursor, read);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("zz-1")]
    [InlineData("1-zz")]
    [InlineData("ffffffffffffffff-1")]
    [InlineData("7fffffffffffffff-1")]
    public void A_text_that_is_no_place_is_refused(string? text) => Assert.False(AttemptCursorText.TryRead(text, out _));

    [Fact]
    public void A_template_comes_back_from_its_parts()
    {
        const string Template = "<ip> said <b> to <address>: <number>";

        var parts = TemplateParts.Of(Template);

        Assert.Equal(Template, string.Concat(parts.Select(p => p.IsMasked ? $"<{p.Text}>" : p.Text)));
        Assert.Equal(["ip", "address", "number"], parts.Where(p => p.IsMasked).Select(p => p.Text));
    }
}
