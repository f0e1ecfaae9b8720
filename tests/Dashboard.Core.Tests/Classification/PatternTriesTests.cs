using System.Text.RegularExpressions;
using Dashboard.Core.Classification;

namespace Dashboard.Core.Tests.Classification;

public sealed class PatternTriesTests
{
    private const string Words = "[w-z]+ mailbox full";

    // No machine reads it as fast as the limit. Not of 100,000s: .NET 10 loses its place in a text where it has just looked at the clock.
    private static readonly string Reply = new string('x', 1_050_000) + " mailbox full";

    private static readonly TimeSpan Nothing = TimeSpan.FromTicks(1);

    [Fact]
    public void A_try_that_took_too_long_is_made_again_with_more_time()
    {
        var tries = new PatternTries(Pattern(), TimeSpan.FromMinutes(1));

        Assert.True(tries.IsMatch(Reply));
        Assert.False(tries.IsMatch("550 no such user"));
        Assert.Equal(0, tries.Timeouts);
    }

    [Fact]
    public void What_takes_too_long_twice_does_not_match_and_is_counted()
    {
        var tries = new PatternTries(Pattern(), Nothing);

        Assert.False(tries.IsMatch(Reply));
        Assert.False(tries.IsMatch(Reply));
        Assert.Equal(2, tries.Timeouts);
    }

    private static Regex Pattern() => new(Words, RegexOptions.NonBacktracking | RegexOptions.IgnoreCase, Nothing);
}
