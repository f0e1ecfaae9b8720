using Dashboard.Core.Classification;
using Dashboard.Core.Evidence;
using Dashboard.Core.Providers;
using Dashboard.Storage.Queries;

namespace Dashboard.Web.Reporting;

/// <summary>A reply that somebody had at hand, and everything there is to say about it.</summary>
/// <param name="Text">The reply as given; text from outside.</param>
/// <param name="Reply">Its meaning.</param>
/// <param name="Evidence">Why, and what to do.</param>
public sealed record TriedReply(string Text, ClassifiedReply Reply, ReplyEvidence Evidence)
{
    /// <summary>Its class as stored replies have one.</summary>
    public ReplyClass Class
    {
        get
        {
            var made = Reply.Classification;
            return new ReplyClass(
                Reply.Category.Name, made.Reason, made.SubReason, made.Fault, FailureBuckets.Of(made), made.Actions, made.RuleId, made.Tier);
        }
    }
}

/// <summary>Explains replies without storing them: for the page “Try a reply” and for the API.</summary>
public sealed class ReplyTrial(ReplyClassifier classifier, EvidenceReader evidence, ProviderDirectory providers)
{
    /// <summary>Explains one reply.</summary>
    /// <param name="text">The reply as received.</param>
    /// <param name="relay">Host that gave it; null when not known.</param>
    /// <param name="recipientDomain">Recipient’s domain; null when not known.</param>
    /// <param name="provider">Who gave it, where somebody knows better than relay and domain; null or unknown to leave it to them.</param>
    public TriedReply Explain(string text, string? relay, string? recipientDomain, string? provider = null)
    {
        var named = provider is null ? Provider.Other : providers.ById(provider);
        var reply = named == Provider.Other ? classifier.ClassifyRaw(text, relay, recipientDomain) : classifier.ClassifyFrom(named, text, isLocal: null);
        return new TriedReply(text, reply, evidence.Read(classifier, reply, text));
    }
}
