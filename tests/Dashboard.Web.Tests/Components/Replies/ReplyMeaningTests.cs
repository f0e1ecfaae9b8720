using Dashboard.Core.Classification;
using Dashboard.Web.Components.Replies;

namespace Dashboard.Web.Tests.Components.Replies;

public sealed class ReplyMeaningTests
{
    private static readonly DateTimeOffset Morning = new(2026, 9, 11, 7, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Two_rules_that_say_the_same_are_one_meaning()
    {
        var meanings = ReplyMeaning.Of([Row("gmail", "general-rate"), Row("yahoo", "yahoo-rate"), Row("gmx", "general-rate")]);

        var meaning = Assert.Single(meanings);
        Assert.Equal(["general-rate", "yahoo-rate"], meaning.Rules.Select(r => r.RuleId));
        Assert.Equal(["Gmail, GMX & web.de", "Yahoo & AOL"], meaning.Rules.Select(r => r.Providers));
    }

    [Fact]
    public void Another_category_at_another_provider_is_another_meaning()
    {
        var meanings = ReplyMeaning.Of([Row("gmail", "a"), Row("yahoo", "b", Reason.Reputation)]);

        Assert.Equal(["deferred-rate-limit", "deferred-reputation"], meanings.Select(m => m.Class.Category));
    }

    [Fact]
    public void Many_providers_are_counted_not_all_named()
    {
        var meaning = Assert.Single(ReplyMeaning.Of([Row("gmail", "a"), Row("yahoo", "a"), Row("gmx", "a"), Row("orange", "a"), Row("free", "a")]));

        Assert.Equal("Gmail, Yahoo & AOL, GMX & web.de and 2 more", meaning.Providers);
    }

    private static Dashboard.Storage.Queries.ReplyRow Row(string provider, string rule, Reason reason = Reason.RateLimit) =>
        Hostile.Reply(Morning) with { Provider = provider, Class = Hostile.Class(reason, rule: rule) };
}
