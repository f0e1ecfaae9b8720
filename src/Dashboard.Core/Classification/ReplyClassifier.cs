using System.Collections.Frozen;
using System.Numerics;
using System.Text;
using Dashboard.Core.Delivery;
using Dashboard.Core.Providers;
using Dashboard.Core.Replies;

namespace Dashboard.Core.Classification;

/// <summary>Gives replies their meaning by a set of rules. Immutable and safe for any number of threads.</summary>
public sealed class ReplyClassifier
{
    // 8 KB of stack: enough for 32,768 rules.
    private const int MostStackWords = 512;

    private readonly RuleSet _ruleSet;
    private readonly ProviderDirectory _providers;
    private readonly LiteralScanner _scanner;
    private readonly FrozenDictionary<string, RuleIndex> _byProvider;
    private readonly RuleIndex _general;

    /// <summary>Prepares the rules: one automaton over all literals, one ordered index per provider.</summary>
    public ReplyClassifier(RuleSet ruleSet, ProviderDirectory providers)
    {
        ArgumentNullException.ThrowIfNull(ruleSet);
        ArgumentNullException.ThrowIfNull(providers);
        _ruleSet = ruleSet;
        _providers = providers;
        var literals = new Dictionary<string, int>(StringComparer.Ordinal);
        var compiled = ruleSet.Rules.ToDictionary(rule => rule, rule => CompiledRule.Of(rule, literals));
        _scanner = new LiteralScanner([.. literals.OrderBy(literal => literal.Value).Select(literal => literal.Key)]);
        var usage = new int[literals.Count];
        foreach (var rule in compiled.Values)
        {
            rule.Count(usage);
        }

        RuleIndex IndexOf(string id) => new([.. RuleOrder.For(id, ruleSet.Rules).Select(rule => compiled[rule])], usage);
        _byProvider = ruleSet.Rules.SelectMany(rule => rule.Providers).Distinct().ToFrozenDictionary(id => id, IndexOf, StringComparer.Ordinal);
        _general = IndexOf(Provider.Other.Id);
    }

    /// <summary>The product's own rules and directory.</summary>
    public static ReplyClassifier Default { get; } = new(RuleSet.Default, ProviderDirectory.Default);

    /// <summary>Version of the rules in use.</summary>
    public string RuleVersion => _ruleSet.Version;

    /// <summary>Classifies a reply. Depends on the facts alone.</summary>
    public Classification Classify(in ReplyFacts facts) => facts.Type switch
    {
        EventType.Accepted => Verdict.Accepted,
        EventType.Complaint => Verdict.Complaint,
        EventType.Expired => Verdict.Expired(Decide(facts), facts),
        _ => Verdict.Of(Decide(facts), facts),
    };

    /// <summary>Classifies a reply as somebody pastes it: reads its codes, masks it, finds the provider, infers the outcome.</summary>
    /// <param name="reply">The raw reply, or the text of a bounce mail around it; read up to 32,768 characters.</param>
    /// <param name="relay">Host that gave it; null when not known.</param>
    /// <param name="recipientDomain">Recipient's domain; null when not known.</param>
    public ClassifiedReply ClassifyRaw(string reply, string? relay, string? recipientDomain)
    {
        ArgumentNullException.ThrowIfNull(reply);
        var provider = _providers.ByRelay(relay);
        if (provider == Provider.Other && !string.IsNullOrEmpty(recipientDomain))
        {
            provider = _providers.ByDomain(recipientDomain) ?? provider;
        }

        return ClassifyFrom(provider == Provider.Other ? _providers.ByMark(reply) : provider, reply, isLocal: null);
    }

    /// <summary>Classifies a reply whose provider is known.</summary>
    /// <param name="provider">Who gave it.</param>
    /// <param name="reply">The raw reply.</param>
    /// <param name="isLocal">True when our own side wrote the text, false when a server replied; null when not known.</param>
    public ClassifiedReply ClassifyFrom(Provider provider, string reply, bool? isLocal)
    {
        ArgumentNullException.ThrowIfNull(reply);
        ArgumentNullException.ThrowIfNull(provider);
        return new PastedReply(this, _ruleSet, provider, isLocal).Classify(reply);
    }

    /// <summary>How a reply gets its meaning: every rule that matches, in the order of decision. Slower than <see cref="Classify"/>.</summary>
    public DecisionTrace Trace(in ReplyFacts facts)
    {
        if (facts.Type is EventType.Accepted or EventType.Complaint)
        {
            return DecisionTrace.None;
        }

        var matches = new List<MatchedRule>();
        var asked = Decisive(facts, IsFinal(facts));
        Find(asked, IsFinal(facts), matches);
        return DecisionTrace.Of(matches);
    }

    private ClassificationRule? Decide(in ReplyFacts facts) => Find(Decisive(facts, IsFinal(facts)), IsFinal(facts));

    // What a text quotes is judged before the sentence around it: the receiver's words decide.
    private ReplyFacts Decisive(in ReplyFacts facts, bool isFinal)
    {
        ReplyFacts? byCode = null;
        foreach (var quoted in QuotedReply.In(facts.Template))
        {
            var parsed = Reply.Parse(Encoding.UTF8.GetBytes(quoted));
            var one = facts with { Template = quoted, Code = parsed.Code, Enhanced = parsed.Enhanced ?? facts.Enhanced };
            var rule = Find(one, isFinal);
            if (IsDecisive(rule, parsed.Code))
            {
                return one;
            }

            byCode ??= rule is null ? null : one;
        }

        return byCode is null || Find(facts, isFinal) is { HasText: true } ? facts : byCode.Value;
    }

    // After a refused recipient a transcript goes on with "503 need RCPT", and who gives up quotes why: the consequence is not the cause.
    internal static bool IsDecisive(ClassificationRule? rule, int? code) => rule is { HasText: true, Reason: not Reason.Expired } && code != 503;

    private static bool IsFinal(in ReplyFacts facts) => facts.Type != EventType.Expired && !facts.Type.IsPassing();

    internal ClassificationRule? Find(in ReplyFacts facts, bool isFinal, List<MatchedRule>? all = null)
    {
        Span<char> folded = stackalloc char[TemplateMasker.MaxOutputBytes];
        var length = facts.Template.AsSpan(0, Math.Min(facts.Template.Length, folded.Length)).ToLowerInvariant(folded);
        Span<ulong> found = _scanner.BitmapLength <= MostStackWords ? stackalloc ulong[_scanner.BitmapLength] : new ulong[_scanner.BitmapLength];
        found.Clear();
        _scanner.Scan(folded[..length], found);
        var rules = _byProvider.GetValueOrDefault(facts.ProviderId, _general);
        Span<ulong> candidates = rules.Length <= MostStackWords ? stackalloc ulong[rules.Length] : new ulong[rules.Length];
        rules.Candidates(found, candidates);
        for (var word = 0; word < candidates.Length; word++)
        {
            for (var bits = candidates[word]; bits != 0; bits &= bits - 1)
            {
                var rule = rules[(word << 6) + BitOperations.TrailingZeroCount(bits)];
                if (!rule.MatchesLiterals(found) || !rule.Rule.MatchesFacts(facts, folded[..length], isFinal))
                {
                    continue;
                }

                if (all is null)
                {
                    return rule.Rule;
                }

                if (all.Count <= DecisionTrace.MostLost)
                {
                    all.Add(new MatchedRule(rule.Rule, rule.Words(found)));
                }
            }
        }

        return all is [var winner, ..] ? winner.Rule : null;
    }
}
