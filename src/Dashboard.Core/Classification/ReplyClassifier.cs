using System.Collections.Frozen;
using System.Text;
using Dashboard.Core.Delivery;
using Dashboard.Core.Providers;
using Dashboard.Core.Replies;

namespace Dashboard.Core.Classification;

/// <summary>Gives replies their meaning by a set of rules. Immutable and safe for any number of threads.</summary>
public sealed class ReplyClassifier
{
    private readonly RuleSet _ruleSet;
    private readonly ProviderDirectory _providers;
    private readonly LiteralScanner _scanner;
    private readonly FrozenDictionary<string, CompiledRule[]> _byProvider;
    private readonly CompiledRule[] _general;

    /// <summary>Prepares the rules: one automaton over all literals, one ordered list per provider.</summary>
    public ReplyClassifier(RuleSet ruleSet, ProviderDirectory providers)
    {
        ArgumentNullException.ThrowIfNull(ruleSet);
        ArgumentNullException.ThrowIfNull(providers);
        _ruleSet = ruleSet;
        _providers = providers;
        var literals = new Dictionary<string, int>(StringComparer.Ordinal);
        var compiled = ruleSet.Rules.ToDictionary(rule => rule, rule => CompiledRule.Of(rule, literals));
        _scanner = new LiteralScanner([.. literals.OrderBy(literal => literal.Value).Select(literal => literal.Key)]);
        _byProvider = ruleSet.Rules.SelectMany(rule => rule.Providers).Distinct().ToFrozenDictionary(
            id => id,
            id => RuleOrder.For(id, ruleSet.Rules).Select(rule => compiled[rule]).ToArray(),
            StringComparer.Ordinal);
        _general = [.. RuleOrder.For(Provider.Other.Id, ruleSet.Rules).Select(rule => compiled[rule])];
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
        EventType.Expired => Verdict.Expired(Find(facts, isFinal: false), facts),
        _ => Verdict.Of(Find(facts, !facts.Type.IsPassing()), facts),
    };

    /// <summary>Classifies a reply as somebody pastes it: reads its codes, masks it, finds the provider, infers the outcome.</summary>
    /// <param name="reply">The raw reply; read up to <see cref="Reply.MaxBytes"/>.</param>
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
        var raw = Encoding.UTF8.GetBytes(reply);
        var parsed = Reply.Parse(raw);
        Span<byte> buffer = stackalloc byte[TemplateMasker.MaxOutputBytes];
        var template = Encoding.UTF8.GetString(buffer[..TemplateMasker.Mask(raw, default, buffer)]);
        var type = OutcomeOf(parsed);
        var facts = new ReplyFacts(template, parsed.Code, parsed.Enhanced, provider.Id, Stage.Unknown, type, isLocal);
        var classification = Classify(facts);
        if (parsed.Code is null && parsed.Enhanced is null && IsPassing(classification.Reason))
        {
            type = EventType.Deferred;
            classification = Classify(facts with { Type = type });
        }

        // A bare text that says the message expired is a local give-up, whatever its code.
        var category = classification.Reason == Reason.Expired ? Category.For(EventType.Expired, Reason.Expired) : Category.For(type, classification.Reason);
        return new ClassifiedReply(parsed.Code, parsed.Enhanced, template, provider, type, category, classification);
    }

    /// <summary>How a reply gets its meaning: every rule that matches, in the order of decision. Slower than <see cref="Classify"/>.</summary>
    public DecisionTrace Trace(in ReplyFacts facts)
    {
        if (facts.Type is EventType.Accepted or EventType.Complaint)
        {
            return DecisionTrace.None;
        }

        var matches = new List<ClassificationRule>();
        Find(facts, facts.Type != EventType.Expired && !facts.Type.IsPassing(), matches);
        return DecisionTrace.Of(matches, facts.Template);
    }

    internal ClassificationRule? Find(in ReplyFacts facts, bool isFinal, List<ClassificationRule>? all = null)
    {
        Span<char> folded = stackalloc char[TemplateMasker.MaxOutputBytes];
        var length = facts.Template.AsSpan(0, Math.Min(facts.Template.Length, folded.Length)).ToLowerInvariant(folded);
        Span<ulong> found = stackalloc ulong[_scanner.BitmapLength];
        found.Clear();
        _scanner.Scan(folded[..length], found);
        foreach (var rule in _byProvider.GetValueOrDefault(facts.ProviderId, _general))
        {
            if (!rule.MatchesLiterals(found) || !rule.Rule.MatchesFacts(facts, isFinal))
            {
                continue;
            }

            if (all is null)
            {
                return rule.Rule;
            }

            all.Add(rule.Rule);
        }

        return all?.FirstOrDefault();
    }

    // Words alone do not say whether a server will try again; these reasons pass by themselves.
    private static bool IsPassing(Reason reason) => reason is Reason.Greylisting or Reason.RateLimit or Reason.ServerUnavailable or Reason.Dns;

    // The reply code first: 452 with 5.2.2 is retried by every server.
    private static EventType OutcomeOf(Reply reply) => (reply.Code / 100 ?? reply.Enhanced?.Class) switch
    {
        2 => EventType.Accepted,
        4 => EventType.Deferred,
        _ => EventType.Rejected,
    };
}
