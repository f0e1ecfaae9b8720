using System.Diagnostics;
using System.Text.RegularExpressions;
using Dashboard.Core.Classification.Own;

namespace Dashboard.Core.Tests.Classification.Own;

public sealed class OwnPatternTests
{
    [Theory]
    [InlineData("user (unknown", 13)]
    [InlineData("a[b", 3)]
    [InlineData("*a", 1)]
    [InlineData("abc(?=def)", 3)]
    [InlineData(@"(a)\1", 3)]
    [InlineData("a{1000}", 1)]
    [InlineData("((a{100}){100}){100}", 9)]
    public void A_mistake_says_where_it_is(string pattern, int at)
    {
        Assert.False(OwnPattern.TryBuild(pattern, out _, out var problem, out var place));
        Assert.Equal(at, place);
        Assert.EndsWith(".", problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(".*")]
    [InlineData("(spam)?")]
    public void A_pattern_that_matches_everything_is_refused(string pattern) =>
        Assert.False(OwnPattern.TryBuild(pattern, out _, out _, out _));

    [Fact]
    public void Length_is_looked_at_before_anything_is_built()
    {
        var before = Stopwatch.GetTimestamp();

        Assert.False(OwnPattern.TryBuild(string.Join('|', Enumerable.Range(0, 100_000)), out _, out var problem, out _));

        Assert.Contains("at most 500", problem, StringComparison.Ordinal);
        Assert.InRange(Stopwatch.GetElapsedTime(before).TotalSeconds, 0, 1);
    }

    [Fact]
    public void A_pattern_that_counts_far_within_counting_is_refused_as_too_slow()
    {
        Assert.False(OwnPattern.TryBuild(@"((\w|x){0,40}.){45}[qz][0-9][^z]", out _, out var problem, out _));

        Assert.Contains("takes too long", problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mailbox (is )?full", "mailbox full", "mailbox ")]
    [InlineData(@"^550.*blocked by \w+ list", "550blocked by x list", "blocked by ")]
    [InlineData("(spam|junk) mail", "spam mail", " mail")]
    [InlineData("spam|junk", "spam", null)]
    [InlineData("colou?r of [a-z]+", "color of a", "r of ")]
    [InlineData("(?<name>x)", null, null)]
    [InlineData("[^a-z0-9 ]+spam", "#spam", "spam")]
    [InlineData("[^a-z0-9 #@_.-]+spam", null, null)]
    public void The_shape_of_a_pattern_gives_an_example_and_letters_that_each_match_holds(string pattern, string? example, string? literal)
    {
        PatternShape.Read(pattern, out var shown, out var letters);

        Assert.Equal((example, literal), (shown, letters));
        if (example is not null)
        {
            Assert.True(OwnPattern.TryBuild(pattern, out var regex, out _, out _));
            // Without its time limit, which a busy machine can pass.
            Assert.Matches(new Regex(pattern, regex.Options), example);
            Assert.Contains(literal ?? "", example, StringComparison.OrdinalIgnoreCase);
        }
    }
}
