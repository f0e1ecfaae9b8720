using Dashboard.Core.Classification;
using Dashboard.Core.Delivery;
using Dashboard.Core.Evidence;
using Dashboard.Core.Replies;
using Dashboard.Storage.Queries;

namespace Dashboard.Web.Reporting;

/// <summary>The evidence behind a stored reply, by the rules in use.</summary>
public sealed class StoredEvidence(ReplyClassifier classifier, EvidenceReader evidence)
{
    /// <summary>The evidence of a reply at a provider; facts are read from one of them as received.</summary>
    public ReplyEvidence Of(ReplyRow row)
    {
        EnhancedStatusCode? enhanced = row.EnhancedCode is { } text && EnhancedStatusCode.TryParse(text.AsSpan(), out var code) ? code : null;
        var facts = new ReplyFacts(row.Text, row.Code, enhanced, row.Provider, Stage.Unknown, row.Outcome, row.IsLocal);
        return evidence.Read(classifier, facts, row.Sample.Length > 0 ? row.Sample : row.Text);
    }
}
