using Dashboard.Core.Classification;
using Dashboard.Core.Classification.Own;
using Dashboard.Core.Providers;

namespace Dashboard.Core.Tests.Classification.Own;

public sealed class ForeignRulesTests
{
    private const string PowerMta =
        """
        domain-key example
        <bounce-category-patterns>
            # ours first
            /inbox (is )?over its limit/ quota-issues
            /no such person here/  bad-mailbox
            /(?=look)around/ spam-related
            not a pattern
            /some \/ path/ spam-related
            /anything/ other
            /no such person here today/ spam-related
        </bounce-category-patterns>
        /outside/ bad-mailbox
        """;

    private const string KumoMta =
        """
        # which of them first
        [other]
        x = ["y"]
        [rules]
        InvalidRecipient = [
          "^550.*no such person", # a remark with ]
          'back\slash \d+',
        ]
        "QuotaIssues" = ["inbox over limit"]
        SpamBlock = ["an \q escape"]
        AuthenticationFailed = '''unsigned mail'''
        """;

    [Fact]
    public void Patterns_of_a_PowerMTA_configuration_become_rules_and_bad_lines_are_named()
    {
        var file = ForeignRules.Read(PowerMta);
        Assert.Equal([4, 5, 6, 8, 9, 10], file.Patterns.Select(p => p.Line));

        var (rules, problems) = Translate(file);

        Assert.Equal([("imported-4", "mailbox-full"), ("imported-5", "invalid-user"), ("imported-8", "reputation")], rules.Select(r => (r.Id, r.Reason)));
        Assert.Equal("some / path", rules[2].Pattern);
        Assert.Equal([6, 7, 9, 10], problems.Select(p => p.Line));
        Assert.Contains("Look-around", problems[0].Reason, StringComparison.Ordinal);
        Assert.Contains("Line 5", problems[3].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_KumoMTA_file_is_read_and_a_wrong_escape_is_named()
    {
        var file = ForeignRules.Read(KumoMta);

        Assert.Equal(
            [("InvalidRecipient", "^550.*no such person"), ("InvalidRecipient", @"back\slash \d+"), ("QuotaIssues", "inbox over limit"), ("AuthenticationFailed", "unsigned mail")],
            file.Patterns.Select(p => (p.Category, p.Pattern)));
        Assert.Equal([6, 7, 9, 11], file.Patterns.Select(p => p.Line));
        Assert.Equal(10, Assert.Single(file.Problems).Line);
    }

    [Fact]
    public void A_table_of_one_category_leads_to_it() => Assert.Equal(
        [("InvalidRecipient", "no such person"), ("QuotaIssues", "over limit")],
        ForeignRules.Read("[rules.InvalidRecipient]\npatterns = ['no such person']\n[other]\nx = ['y']\n[rules.\"QuotaIssues\"]\npatterns = ['over limit']\n")
            .Patterns.Select(p => (p.Category, p.Pattern)));

    [Theory]
    [InlineData(PowerMta)]
    [InlineData(KumoMta)]
    public void Imported_rules_win_their_examples(string text)
    {
        var own = OwnRules.Of(new OwnFile(Translate(ForeignRules.Read(text)).Rules, []));

        Assert.NotEmpty(own.Rules);
        Assert.Empty(own.Objections(RuleSet.Default, ProviderDirectory.Default, own.Classifier(RuleSet.Default, ProviderDirectory.Default)));
    }

    [Theory]
    [InlineData("[rules")]
    [InlineData("[rules]\nA = [\"x")]
    [InlineData("[rules]\nA = [\"x\" \"y\"]")]
    [InlineData("[rules]\n= = =")]
    [InlineData("[rules]\nA")]
    [InlineData("/")]
    [InlineData("//")]
    [InlineData("<bounce-category-patterns>")]
    public void Damaged_files_give_problems_and_no_exception(string text) => Assert.DoesNotContain(ForeignRules.Read(text).Patterns, p => p.Pattern.Length == 0);

    private static (IReadOnlyList<OwnRule> Rules, IReadOnlyList<ForeignProblem> Problems) Translate(ForeignRules file) =>
        file.ToOwn(file.Patterns.Select(p => p.Category).Distinct().ToDictionary(c => c, ForeignRules.UsualReason), "imported", "a file");
}
