using Dashboard.Core.Classification;
using Dashboard.Core.Evidence;
using Dashboard.Core.Providers;
using Dashboard.Web.Reporting;

namespace Dashboard.Web.Tests.Components.Replies;

/// <summary>Replies explained by the product's own rules.</summary>
internal static class TriedReplies
{
    public const string Listed = "554 5.7.1 Service unavailable; Client host [192.0.2.10] blocked using zen.spamhaus.org, see https://evil.example/?x=1";

    public static ReplyTrial Trial { get; } = new(ReplyClassifier.Default, EvidenceReader.Default, ProviderDirectory.Default);

    public static TriedReply Explain(string text, string? provider = null) => Trial.Explain(text, null, null, provider);
}
