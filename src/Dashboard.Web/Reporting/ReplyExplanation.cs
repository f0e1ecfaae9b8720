using Dashboard.Core.Classification;
using Dashboard.Core.Delivery;
using Dashboard.Core.Evidence;

namespace Dashboard.Web.Reporting;

/// <summary>What a reply means for somebody who sends mail and does not run servers.</summary>
/// <param name="Meaning">What it means, in a sentence.</param>
/// <param name="Details">More exactly; null when there is no more to say.</param>
/// <param name="WhoMustAct">Who has to change something.</param>
/// <param name="HowSure">How sure that is, and why.</param>
/// <param name="NextSteps">What to do, the best first.</param>
public sealed record ReplyExplanation(string Meaning, string? Details, string WhoMustAct, string HowSure, IReadOnlyList<string> NextSteps)
{
    /// <summary>The words for a classification and its evidence.</summary>
    public static ReplyExplanation Of(ReplyEvidence evidence, EventType type)
    {
        var classification = evidence.Classification;
        return new ReplyExplanation(
            CategoryWords.Meaning(classification.Reason),
            evidence.Explanation?.Means,
            FaultWords.Meaning(classification.Fault),
            $"{EvidenceWords.Label(evidence.Certainty)}. {EvidenceWords.Meaning(evidence.Certainty)}",
            [
                .. evidence.Explanation is { } explained ? [explained.Next] : Array.Empty<string>(),
                .. classification.Actions.Select(action => ActionWords.Sentence(action, type)),
            ]);
    }
}
