using Dashboard.Core.Classification;
using Dashboard.Core.Delivery;
using Dashboard.Core.Replies;

namespace Dashboard.Core.Evidence;

/// <summary>
/// Finds the evidence behind classifications. Facts come from the raw reply, links and explanations only from the tables beside this
/// file. Immutable and safe for any number of threads; takes time in proportion to the text, which is read up to <see cref="Reply.MaxBytes"/>.
/// </summary>
public sealed class EvidenceReader
{
    private readonly TextMarks _marks = new();
    private readonly Blocklists _blocklists;
    private readonly ReplyCodeTable _codes;
    private readonly StatedFacts _stated;
    private readonly ProviderHelp _help = new();
    private readonly Explanations _explanations = new();

    private EvidenceReader()
    {
        _blocklists = new Blocklists(_marks);
        _codes = new ReplyCodeTable(_marks);
        _stated = new StatedFacts(_marks);
        _marks.Close();
    }

    /// <summary>The reader with the product's tables.</summary>
    public static EvidenceReader Default { get; } = new();

    /// <summary>Every blocklist the product knows, in the table's order.</summary>
    public IReadOnlyList<Blocklist> KnownBlocklists => _blocklists.All;

    internal ReplyCodeTable Codes => _codes;

    internal StatedFacts Stated => _stated;

    internal ProviderHelp ProviderPages => _help;

    /// <summary>The evidence of a reply that was classified as somebody pasted it.</summary>
    /// <param name="classifier">The rules that are asked for the decision.</param>
    /// <param name="reply">What <see cref="ReplyClassifier.ClassifyRaw"/> made of it.</param>
    /// <param name="raw">The raw reply.</param>
    public ReplyEvidence Read(ReplyClassifier classifier, ClassifiedReply reply, string raw)
    {
        ArgumentNullException.ThrowIfNull(reply);
        var facts = new ReplyFacts(reply.Template, reply.Code, reply.Enhanced, reply.Provider.Id, Stage.Unknown, reply.Type, null);
        return Read(classifier, facts, reply.Classification, raw);
    }

    /// <summary>The evidence of a reply whose facts are known, such as a stored one.</summary>
    /// <param name="classifier">The rules that are asked.</param>
    /// <param name="facts">What the classification depends on.</param>
    /// <param name="raw">One raw reply of that template.</param>
    public ReplyEvidence Read(ReplyClassifier classifier, in ReplyFacts facts, string raw)
    {
        ArgumentNullException.ThrowIfNull(classifier);
        return Read(classifier, facts, classifier.Classify(facts), raw);
    }

    /// <summary>What a raw reply states.</summary>
    /// <param name="raw">The raw reply.</param>
    /// <param name="providerId">Who gave it; <c>other</c> when not known.</param>
    public IReadOnlyList<ReplyFact> FactsIn(string raw, string providerId)
    {
        ArgumentNullException.ThrowIfNull(raw);
        var text = ReplyText.Of(raw);
        var folded = text.ToLowerInvariant();
        var found = _marks.Find(folded);
        var facts = new List<ReplyFact>();
        foreach (var fact in _blocklists.In(text, folded, found)
            .Concat(_codes.In(text, providerId, found))
            .Concat(_stated.In(text, found))
            .Concat(Addresses.In(text)))
        {
            if (facts.Count < ReplyEvidence.MostFacts && !facts.Exists(other => other.Kind == fact.Kind && other.Value == fact.Value))
            {
                facts.Add(fact.Value.Length <= ReplyFact.MostLetters ? fact : fact with { Value = fact.Value[..ReplyFact.MostLetters] });
            }
        }

        return facts;
    }

    /// <summary>A sub-reason in plain English; null when there is none or no words for it.</summary>
    public Explanation? Explain(Reason reason, string? subReason) => subReason is null ? null : _explanations.For(reason, subReason);

    private ReplyEvidence Read(ReplyClassifier classifier, in ReplyFacts facts, Classification.Classification classification, string raw)
    {
        ArgumentNullException.ThrowIfNull(classifier);
        var decision = classifier.Trace(facts);
        var stated = FactsIn(raw, facts.ProviderId);
        return new ReplyEvidence
        {
            Classification = classification,
            Decision = decision,
            Facts = stated,
            Certainty = Certainties.Of(classification, decision),
            Explanation = Explain(classification.Reason, classification.SubReason),
            Help = HelpFor(classification, facts.ProviderId, stated),
        };
    }

    // An accepted message or a bad address needs no form at a blocklist.
    private HelpLink? HelpFor(Classification.Classification classification, string providerId, IReadOnlyList<ReplyFact> facts)
    {
        var isAboutUs = classification.Fault is Fault.Sender or Fault.Local or Fault.None && classification.Reason is not Reason.None;
        var list = isAboutUs ? facts.FirstOrDefault(fact => fact is { Kind: FactKind.Blocklist, Links.Count: > 0 }) : null;
        var code = facts.FirstOrDefault(fact => fact is { Kind: FactKind.ProviderCode, Links.Count: > 0 });
        return classification.Reason is Reason.None ? null : list?.Links[0] ?? _help.For(providerId, classification.Reason) ?? code?.Links[0];
    }
}
