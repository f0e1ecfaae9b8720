using Dashboard.Core.Classification;
using Dashboard.Core.Evidence;
using Dashboard.Core.Providers;

namespace Dashboard.Core.Tests.Evidence;

/// <summary>The tables that come with the product: every entry is found in its own samples and leads to a page of its own.</summary>
public sealed class EvidenceTablesTests
{
    private static readonly EvidenceReader Reader = EvidenceReader.Default;

    public static TheoryData<string> Blocklists => [.. Reader.KnownBlocklists.Select(list => list.Id)];

    public static TheoryData<string> CodeFamilies => [.. Reader.Codes.All.Select(entry => entry.Id)];

    public static TheoryData<string> Stated => [.. Reader.Stated.All.Select(entry => entry.Id)];

    [Theory]
    [MemberData(nameof(Blocklists))]
    public void A_blocklist_is_the_one_that_its_sample_names(string id)
    {
        var list = Reader.KnownBlocklists.Single(l => l.Id == id);

        var fact = Assert.Single(Reader.FactsIn(list.Sample, list.Provider ?? "other"), f => f.Kind == FactKind.Blocklist);

        Assert.StartsWith(list.Name, fact.Name, StringComparison.Ordinal);
        Assert.Contains(fact.Value, list.Sample, StringComparison.Ordinal);
        Assert.Equal(list.Delisting, fact.Meaning);
        Assert.True(list.Ended is not null || fact.Links.Count > 0, "A list that runs can be looked up.");
        Assert.True(list.Ended is null || fact.Links.Count == 0, "A list that ended cannot be asked.");
    }

    [Theory]
    [MemberData(nameof(Blocklists))]
    public void A_blocklist_is_found_by_each_of_its_marks_alone(string id)
    {
        var list = Reader.KnownBlocklists.Single(l => l.Id == id);

        foreach (var mark in list.Marks)
        {
            var names = Reader.FactsIn($"550 5.7.1 refused because of {mark} today", "other").Where(f => f.Kind == FactKind.Blocklist).Select(f => f.Name!);

            Assert.Contains(names, name => name.StartsWith(list.Name, StringComparison.Ordinal));
        }
    }

    [Theory]
    [MemberData(nameof(CodeFamilies))]
    public void A_provider_code_is_found_in_its_samples(string id)
    {
        var entry = Reader.Codes.All.Single(e => e.Id == id);
        Assert.NotEmpty(entry.Samples);

        foreach (var (reply, code) in entry.Samples)
        {
            Assert.Contains(Reader.FactsIn(reply, entry.Provider[0]), f => f.Kind == FactKind.ProviderCode && f.Value == code && f.Links.Count == 1);
        }
    }

    [Theory]
    [MemberData(nameof(Stated))]
    public void A_stated_fact_is_found_in_its_samples(string id)
    {
        var entry = Reader.Stated.All.Single(e => e.Id == id);
        Assert.NotEmpty(entry.Samples);

        foreach (var (reply, value) in entry.Samples)
        {
            var found = Reader.FactsIn(reply, "other");

            Assert.True(
                found.Any(f => WireNames.Of(f.Kind) == entry.Kind && f.Value == value),
                $"{reply}: {value} is not in {string.Join(", ", found.Select(f => $"{f.Kind} {f.Value}"))}");
        }
    }

    [Fact]
    public void Tables_name_providers_of_the_directory() => Assert.All(
        Reader.Codes.All.SelectMany(e => e.Provider).Concat(Reader.ProviderPages.All.SelectMany(e => e.Provider)).Concat(
            Reader.KnownBlocklists.Where(l => l.Provider is not null).Select(l => l.Provider!)).Distinct(),
        id => Assert.NotEqual(Provider.Other, ProviderDirectory.Default.ById(id)));

    [Fact]
    public void Every_sub_reason_of_the_rules_is_explained()
    {
        var missing = RuleSet.Default.Rules.Where(rule => rule.SubReason is not null && Reader.Explain(rule.Reason, rule.SubReason) is null)
            .Select(rule => $"{WireNames.Of(rule.Reason)}: {rule.SubReason}").Distinct().ToList();

        Assert.True(missing.Count == 0, string.Join(Environment.NewLine, missing));
    }

    [Fact]
    public void Every_code_that_a_rule_asks_for_in_brackets_is_a_known_code()
    {
        var unknown = RuleSet.Default.Rules.Where(rule => rule.Providers.Contains("yahoo") || rule.Providers.Contains("apple"))
            .SelectMany(rule => rule.Samples.Select(sample => (rule, sample)))
            .Where(pair => pair.sample.Contains('[', StringComparison.Ordinal) && System.Text.RegularExpressions.Regex.IsMatch(pair.sample, @"\[[A-Z]{2,5}[0-9]{2}\]"))
            .Where(pair => !Reader.FactsIn(pair.sample, pair.rule.Providers[0]).Any(f => f.Kind == FactKind.ProviderCode))
            .Select(pair => pair.sample).ToList();

        Assert.True(unknown.Count == 0, string.Join(Environment.NewLine, unknown));
    }
}
