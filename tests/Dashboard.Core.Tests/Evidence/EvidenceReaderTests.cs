using System.Diagnostics;
using Dashboard.Core.Classification;
using Dashboard.Core.Delivery;
using Dashboard.Core.Evidence;
using Dashboard.Core.Tests.Classification;

namespace Dashboard.Core.Tests.Evidence;

public sealed class EvidenceReaderTests
{
    private const string GmailDkimRate =
        "421-4.7.28 Gmail has detected an unusual rate of unsolicited mail originating\r\n421-4.7.28 from your DKIM\r\n421-4.7.28 domain [example.com 36]. "
        + "To protect our users from spam, mail sent from\r\n421 4.7.28 your domain has been temporarily rate limited. https://support.google.com/mail/?p=UnsolicitedRateLimitError a1si1 - gsmtp";

    [Fact]
    public void A_sentence_that_runs_over_several_lines_is_read_as_one() =>
        Assert.Contains(Facts(GmailDkimRate, "gmail"), f => f is { Kind: FactKind.DkimDomain, Value: "example.com" });

    [Fact]
    public void An_address_is_found_in_both_versions_and_within_a_link()
    {
        var facts = Facts("550 5.7.1 [192.0.2.7] and 2001:db8::25, see https://ipcheck.proofpoint.com/?ip=198.51.100.9");

        Assert.Equal(["192.0.2.7", "2001:db8::25", "198.51.100.9"], Values(facts, FactKind.Ip));
    }

    [Fact]
    public void Codes_list_answers_and_a_rule_book_number_are_no_addresses() => Assert.Empty(Values(
        Facts("421 4.7.0 [TSS04] temporarily deferred due to unexpected volume or user complaints - 4.16.55.1; listed as 127.0.0.4 at 10:20:30, 5.7.1", "yahoo"),
        FactKind.Ip));

    [Fact]
    public void Links_come_from_the_tables_only()
    {
        const string Reply = "554 5.7.1 blocked using zen.spamhaus.org, delist at https://evil.example/zen.spamhaus.org?x=<script>";

        var evidence = Read(Reply);

        Assert.Contains("https://evil.example/zen.spamhaus.org?x=", Values(evidence.Facts, FactKind.Url));
        Assert.All(evidence.Facts.SelectMany(f => f.Links).Append(evidence.Help!), link => Assert.DoesNotContain("evil.example", link.Url, StringComparison.Ordinal));
        Assert.StartsWith("https://check.spamhaus.org/", evidence.Help!.Url, StringComparison.Ordinal);
    }

    [Fact]
    public void Codes_and_the_logs_own_words_are_no_facts()
    {
        var facts = Facts("host mx.example.net[203.0.113.4] said: 421 connections are refused (in reply to RCPT TO command)");

        Assert.DoesNotContain(facts, f => f.Kind is FactKind.Ip or FactKind.Limit);
    }

    [Fact]
    public void A_list_name_within_another_word_is_none() =>
        Assert.DoesNotContain(Facts("550 the sponge absorbs xpsbl7 and sophosticated words"), f => f.Kind == FactKind.Blocklist);

    [Fact]
    public void Of_one_operators_lists_the_exact_one_is_named() =>
        Assert.Equal("Spamhaus PBL", Assert.Single(Facts("550 blocked by Spamhaus, pbl.spamhaus.org"), f => f.Kind == FactKind.Blocklist).Name);

    [Fact]
    public void A_provider_code_of_loose_form_counts_at_its_provider_only()
    {
        const string Reply = "550 5.1.1 see https://mail.example/?p=NoSuchUser";

        Assert.Contains(Facts(Reply, "gmail"), f => f.Kind == FactKind.ProviderCode);
        Assert.DoesNotContain(Facts(Reply), f => f.Kind == FactKind.ProviderCode);
    }

    [Fact]
    public void An_unknown_code_of_a_known_form_is_shown_without_a_meaning() =>
        Assert.Null(Assert.Single(Facts("554 IB999 refused", "secureserver"), f => f.Kind == FactKind.ProviderCode).Meaning);

    [Theory]
    [InlineData("550 5.1.1 The email account that you tried to reach does not exist", "gmail", Certainty.High)]
    [InlineData("550 5.1.1 user unknown", "other", Certainty.Fair)]
    [InlineData("550 5.1.1 zzzz", "other", Certainty.Low)]
    [InlineData("zzzz", "other", Certainty.None)]
    public void Certainty_follows_from_what_decided(string reply, string provider, Certainty expected) =>
        Assert.Equal(expected, EvidenceReader.Default.Read(ReplyClassifier.Default, RuleTexts.Facts(reply, provider), reply).Certainty);

    [Fact]
    public void Accepted_mail_has_no_deciding_rule_and_no_help()
    {
        var evidence = Read("250 2.0.0 OK 1234 - gsmtp");

        Assert.Null(evidence.Decision.Winner);
        Assert.Empty(evidence.Decision.Lost);
        Assert.Null(evidence.Help);
    }

    [Fact]
    public void A_bad_address_is_not_sent_to_a_blocklists_form()
    {
        var evidence = Read("550 5.1.1 user unknown (see psbl.org)");

        Assert.Equal(Reason.InvalidUser, evidence.Classification.Reason);
        Assert.Null(evidence.Help);
    }

    [Fact]
    public void The_provider_behind_the_reply_gives_the_help() =>
        Assert.Equal("https://support.google.com/a/answer/81126", EvidenceReader.Default.Read(
            ReplyClassifier.Default, RuleTexts.Facts("550 5.7.26 zzzz", "gmail"), "550 5.7.26 zzzz").Help!.Url);

    [Fact]
    public void Facts_are_bounded_and_quick_whatever_the_text_is()
    {
        var random = new Random(7);
        string[] pieces = ["192.0.2.", "1.2.3.4 ", "[TSS04]", "http://a.", "dmarc policy of a.", "d=", "a.a.a.", "spf domain of ", "limit of ", "9999999", " messages per ", "::", "é", "\0", "\ud83d"];
        var watch = Stopwatch.StartNew();
        for (var round = 0; round < 60; round++)
        {
            var reply = string.Concat(Enumerable.Range(0, 2000).Select(_ => pieces[random.Next(pieces.Length)]));

            var facts = Facts(reply, "yahoo");

            Assert.InRange(facts.Count, 0, ReplyEvidence.MostFacts);
            Assert.All(facts, f => Assert.InRange(f.Value.Length, 1, ReplyFact.MostLetters));
        }

        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20), $"{watch.Elapsed}");
    }

    private static IReadOnlyList<ReplyFact> Facts(string reply, string provider = "other") => EvidenceReader.Default.FactsIn(reply, provider);

    private static IEnumerable<string> Values(IReadOnlyList<ReplyFact> facts, FactKind kind) => facts.Where(f => f.Kind == kind).Select(f => f.Value);

    private static ReplyEvidence Read(string reply) =>
        EvidenceReader.Default.Read(ReplyClassifier.Default, ReplyClassifier.Default.ClassifyRaw(reply, null, null), reply);
}
