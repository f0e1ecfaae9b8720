using Dashboard.Core.Classification;

namespace Dashboard.Accuracy;

/// <summary>A labelled reply and what the classifier says.</summary>
internal sealed record JudgedReply(LabelledReply Row, ClassifiedReply Verdict)
{
    public bool IsRight => Verdict.Category == Row.Category;

    /// <summary>A rule made the verdict.</summary>
    public bool IsClassified => Verdict.Category.Reason != Reason.Unclassified;

    /// <summary>The worst error: a good address would never be written to again.</summary>
    public bool IsWrongSuppression => Verdict.Classification.Action == NextAction.Suppress && !Row.IsRecipientsFault;

    public bool IsUnknownUser => Row.Category.Name == "rejected-invalid-user";
}
