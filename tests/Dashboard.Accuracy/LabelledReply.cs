using Dashboard.Core.Classification;
using Dashboard.Core.Delivery;

namespace Dashboard.Accuracy;

/// <summary>A reply and what a reader says it means.</summary>
internal sealed record LabelledReply(
    string Id, string Provider, string Code, string Enhanced, string Text, Category Category, string Kind, string Trust, string Source)
{
    public string SourceGroup { get; } = Folds.SourceGroup(Source);

    public Fold Fold => Folds.Of(SourceGroup);

    public bool IsUnclassified => Category.Reason == Reason.Unclassified;

    /// <summary>Whether the recipient, or its domain, has to change something: only these may be suppressed.</summary>
    public bool IsRecipientsFault =>
        ReasonDefaults.For(Category.Reason, isFinal: !IsDeferred, isLocal: false).Fault == Fault.Recipient;

    private bool IsDeferred => Category.For(EventType.Deferred, Category.Reason) == Category;
}
