using System.Globalization;
using Dashboard.Core.Classification;
using Dashboard.Core.Evidence;

namespace Dashboard.Web.Reporting;

/// <summary>Explained replies as a table for spreadsheets, in the API's words.</summary>
public static class TriedRepliesCsv
{
    /// <summary>The file.</summary>
    public static byte[] Write(IEnumerable<TriedReply> replies)
    {
        var csv = new CsvText().Add(
            "reply", "provider", "category", "subReason", "fault", "action", "actions", "hard", "evidence", "certainty", "rule", "code", "enhancedCode",
            "facts", "meaning", "nextStep", "help", "lostRules");
        foreach (var (text, reply, evidence) in replies)
        {
            var explanation = ReplyExplanation.Of(evidence, reply.Type);
            var classification = reply.Classification;
            csv.Add(
                text,
                reply.Provider.Id,
                reply.Category.Name,
                classification.SubReason,
                WireNames.Of(classification.Fault),
                WireNames.Of(classification.Action),
                string.Join(' ', classification.Actions.Select(WireNames.Of)),
                classification.IsHard ? "true" : "false",
                WireNames.Of(classification.Tier),
                WireNames.Of(evidence.Certainty),
                classification.RuleId,
                reply.Code?.ToString(CultureInfo.InvariantCulture),
                reply.Enhanced?.ToString(),
                string.Join("; ", evidence.Facts.Select(fact => $"{WireNames.Of(fact.Kind)}={(fact.Kind == FactKind.Blocklist ? fact.Name : fact.Value)}")),
                explanation.Details ?? explanation.Meaning,
                explanation.NextSteps[0],
                evidence.Help?.Url,
                string.Join(' ', evidence.Decision.Lost.Select(lost => lost.Match.Rule.Id)));
        }

        return csv.ToBytes();
    }
}
