using Dashboard.Core.Classification;
using Dashboard.Core.Providers;
using static Dashboard.Core.Tests.Classification.RuleTexts;

namespace Dashboard.Core.Tests.Classification;

public sealed class RuleCheckTests
{
    [Fact]
    public void A_rule_that_loses_its_sample_is_named_with_the_winner() =>
        Assert.Equal(
            "Rule file general, rule narrow: its sample is won by wide for other: 550 sample",
            Assert.Single(Mistakes(File(Rule("wide", "\"contains\": \"sam\", \"code\": \"5xx\""), Rule("narrow", "\"contains\": \"sample\"")))));

    [Theory]
    [InlineData("\"contains\": \"full\"", "\"contains\": \"mailbox full\"")]
    [InlineData("\"any\": [\"full\", \"quota\"]", "\"any\": [\"mailbox full\", \"over quota\"]")]
    [InlineData("\"contains\": \"full\", \"not\": [\"size\"]", "\"contains\": \"mailbox full\", \"not\": [\"size\", \"rate\"]")]
    [InlineData("\"contains\": \"full\"", "\"contains\": \"mailbox full\", \"outcome\": \"rejected\", \"code\": \"552\"")]
    [InlineData("\"code\": \"5xx\"", "\"code\": [\"550\", \"554\"]")]
    [InlineData("\"enhanced\": \"5.7.x\"", "\"enhanced\": \"5.7.1\"")]
    [InlineData("\"contains\": \"full\"", "\"contains\": \"full\", \"pattern\": \"full [0-9]\"")]
    public void A_rule_behind_one_that_always_matches_first_can_never_win(string earlier, string later) =>
        Assert.Contains(Mistakes(File(Rule("first", earlier), Rule("second", later))), mistake => mistake.Contains("second: it can never win, first", StringComparison.Ordinal));

    [Theory]
    [InlineData("\"contains\": \"mailbox full\"", "\"contains\": \"full\"")]
    [InlineData("\"any\": [\"full\", \"quota\"]", "\"any\": [\"mailbox full\", \"storage\"]")]
    [InlineData("\"contains\": \"full\", \"not\": [\"size\"]", "\"contains\": \"mailbox full\"")]
    [InlineData("\"contains\": \"full\", \"outcome\": \"deferred\"", "\"contains\": \"mailbox full\"")]
    [InlineData("\"contains\": \"full\", \"code\": \"552\"", "\"contains\": \"mailbox full\", \"code\": \"55x\"")]
    [InlineData("\"contains\": \"full\", \"enhanced\": \"5.2.2\"", "\"contains\": \"mailbox full\", \"enhanced\": \"x.2.2\"")]
    [InlineData("\"contains\": \"full\", \"pattern\": \"full [0-9]\"", "\"contains\": \"mailbox full\"")]
    public void A_rule_that_can_match_more_is_reachable(string earlier, string later) =>
        Assert.DoesNotContain(Mistakes(File(Rule("first", earlier), Rule("second", later))), mistake => mistake.Contains("never", StringComparison.Ordinal));

    [Fact]
    public void A_rule_of_two_providers_is_reachable_while_it_is_for_one_of_them()
    {
        (string, string) first = ("a", FileOf("gmail", Rule("first", "\"contains\": \"sample\"")));
        (string, string) second = ("b", """{ "provider": ["gmail", "yahoo"], "rules": [ """ + Rule("second", "\"contains\": \"550 sample\"") + " ] }");

        Assert.DoesNotContain(Mistakes(first, second), mistake => mistake.Contains("never", StringComparison.Ordinal));
    }

    private static IReadOnlyList<string> Mistakes(string file) => Mistakes(("general", file));

    private static IReadOnlyList<string> Mistakes(params (string File, string Json)[] files)
    {
        var rules = Rules(files);
        return RuleCheck.Mistakes(rules, new ReplyClassifier(rules, ProviderDirectory.Default));
    }
}
