using System.Text;
using Dashboard.Core.Classification;
using Dashboard.Core.Providers;
using Dashboard.Core.Replies;

namespace Dashboard.Accuracy;

/// <summary>Classifies labelled replies as the product's <c>/api/v1/replies/classify</c> does.</summary>
/// <param name="isTextOnly">Without the columns beside the text.</param>
internal sealed class Judge(bool isTextOnly)
{
    // Families as people write them where no host is known.
    private static readonly Dictionary<string, string> Families = new(StringComparer.OrdinalIgnoreCase)
    {
        ["google"] = "gmail",
        ["gsuite"] = "google_workspace",
        ["exchange"] = "m365",
        ["microsoft/exchange"] = "m365",
        ["outlook"] = "microsoft",
        ["yahooinc"] = "yahoo",
        ["aol"] = "yahoo",
        ["tencent"] = "qq",
        ["godaddy"] = "secureserver",
        ["iua"] = "i-ua",
    };

    public IReadOnlyList<JudgedReply> Of(IReadOnlyList<LabelledReply> rows) =>
        [.. rows.Select(row => new JudgedReply(row, Classify(row)))];

    private ClassifiedReply Classify(LabelledReply row)
    {
        if (isTextOnly)
        {
            return ReplyClassifier.Default.ClassifyRaw(row.Text, null, null);
        }

        var directory = ProviderDirectory.Default;
        var family = directory.ById(Families.GetValueOrDefault(row.Provider, row.Provider.ToLowerInvariant()));
        var text = WithCodes(row);
        return family == Provider.Other
            ? ReplyClassifier.Default.ClassifyRaw(text, row.Provider, row.Provider)
            : ReplyClassifier.Default.ClassifyFrom(family, text, isLocal: null);
    }

    // A log carries codes in fields of their own; where the text repeats them nothing is added.
    private static string WithCodes(LabelledReply row)
    {
        var parsed = Reply.Parse(Encoding.UTF8.GetBytes(row.Text));
        if (parsed.Code is not null || (parsed.Enhanced is not null && row.Code.Length == 0))
        {
            return row.Text;
        }

        var enhanced = parsed.Enhanced is null && EnhancedStatusCode.TryParse(row.Enhanced, out _) ? row.Enhanced : "";
        return string.Join(' ', new[] { row.Code, enhanced, row.Text }.Where(part => part.Length > 0));
    }
}
