using Dashboard.Core.Classification;
using static Dashboard.Core.Tests.Classification.RuleTexts;

namespace Dashboard.Core.Tests.Classification;

public sealed class RuleFileTests
{
    [Theory]
    [InlineData("\"contains\": \"x\"", "a literal has at least 2 characters")]
    [InlineData("\"code\": \"99\"", "a code is 452 or 4xx, not 99")]
    [InlineData("\"enhanced\": \"5.1\"", "an enhanced code is 5.1.1, x.2.2 or 5.7.x, not 5.1")]
    [InlineData("\"contains\": \"ab\", \"outcome\": \"bounced\"", "an outcome is deferred or rejected, not bounced")]
    [InlineData("\"contains\": \"ab\", \"pattern\": \"(?<=a)b\"", "rule rule")]
    [InlineData("\"contains\": \"ab\", \"pattern\": \"ab.*\"", "so often at most")]
    [InlineData("\"contains\": \"ab\", \"pattern\": \"a(b)+\"", "so often at most")]
    [InlineData("\"code\": \"550\", \"pattern\": \"ab\"", "a pattern needs a literal before it")]
    [InlineData("\"local\": true", "a rule needs a text, a code or an enhanced code")]
    [InlineData("\"contains\": \"ab\", \"actions\": []", "actions must not be empty")]
    [InlineData("\"contains\": \"ab\", \"fault\": \"nobody\"", "nobody is no fault; known are none, recipient, sender, provider, local")]
    [InlineData("\"contains\": \"ab\", \"tyop\": 1", "Rule file general")]
    [InlineData("\"contains\": {}", "Rule file general")]
    public void A_mistake_is_named(string conditions, string message)
    {
        var mistake = Assert.Throws<RuleFormatException>(() => Rules(("general", File(Rule("rule", conditions)))));

        Assert.Contains(message, mistake.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_overlong_pattern_is_refused() =>
        Assert.Throws<RuleFormatException>(() => Rules(("general", File(Rule("rule", $"\"contains\": \"ab\", \"pattern\": \"{new string('a', 301)}\"")))));

    [Theory]
    [InlineData("", "[\"550 x\"]")]
    [InlineData("RFC 5321", "[]")]
    public void A_rule_without_a_source_or_a_sample_is_refused(string source, string samples)
    {
        var json = $$"""{ "rules": [ { "id": "rule", "contains": "ab", "reason": "policy", "source": "{{source}}", "samples": {{samples}} } ] }""";

        Assert.Throws<RuleFormatException>(() => Rules(("general", json)));
    }

    [Fact]
    public void An_id_can_be_used_once() =>
        Assert.Throws<RuleFormatException>(() => Rules(("a", File(Rule("rule", "\"contains\": \"ab\""))), ("b", File(Rule("rule", "\"contains\": \"cd\"")))));

    [Fact]
    public void The_version_is_the_content()
    {
        var first = Rules(("a", File(Rule("rule", "\"contains\": \"ab\""))));
        var same = Rules(("a", File(Rule("rule", "\"contains\": \"ab\""))));
        var other = Rules(("a", File(Rule("rule", "\"contains\": \"abc\""))));

        Assert.Equal(first.Version, same.Version);
        Assert.NotEqual(first.Version, other.Version);
        Assert.Equal(16, first.Version.Length);
    }
}
