using Dashboard.Web.Reporting;

namespace Dashboard.Web.Tests.Reporting;

public sealed class ShownTextTests
{
    [Theory]
    [InlineData("550 5.1.1 no such user", "550 5.1.1 no such user")]
    [InlineData("\u202E550 5.7.1 evil\u202C", "⟨U+202E⟩550 5.7.1 evil⟨U+202C⟩")]
    [InlineData("550 \u2067נדחה\u2069", "550 ⟨U+2067⟩נדחה⟨U+2069⟩")]
    [InlineData("550 נדחה\u200F.", "550 נדחה\u200F.")]
    public void Signs_that_turn_the_direction_of_writing_are_named(string text, string shown) => Assert.Equal(shown, ShownText.Of(text));
}
