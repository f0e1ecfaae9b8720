using System.Text;
using Dashboard.Core.Classification;
using Dashboard.Core.Delivery;
using Dashboard.Core.Providers;
using Dashboard.Core.Replies;

namespace Dashboard.Core.Tests.Classification;

/// <summary>Rule sets and facts as tests write them.</summary>
internal static class RuleTexts
{
    public static ReplyClassifier Classifier(params (string File, string Json)[] files) => new(Rules(files), ProviderDirectory.Default);

    public static RuleSet Rules(params (string File, string Json)[] files) =>
        RuleSet.Read(files.Select(file => KeyValuePair.Create(file.File, Encoding.UTF8.GetBytes(file.Json))));

    public static string Rule(string id, string conditions, string result = "\"reason\": \"policy\"") =>
        $$"""{ "id": "{{id}}", {{conditions}}, {{result}}, "source": "operator experience", "samples": ["550 sample"] }""";

    public static string File(params string[] rules) => $$"""{ "rules": [ {{string.Join(", ", rules)}} ] }""";

    public static string FileOf(string provider, params string[] rules) =>
        $$"""{ "provider": "{{provider}}", "rules": [ {{string.Join(", ", rules)}} ] }""";

    /// <summary>A stage at which the rule applies.</summary>
    public static Stage StageOf(ClassificationRule rule) => rule.Stages is [var stage, ..] ? stage : Stage.Unknown;

    public static ReplyFacts Facts(
        string reply, string provider = "other", EventType? type = null, Stage stage = Stage.Unknown, bool? isLocal = false)
    {
        var raw = Encoding.UTF8.GetBytes(reply);
        var parsed = Reply.Parse(raw);
        Span<byte> buffer = stackalloc byte[TemplateMasker.MaxOutputBytes];
        var template = Encoding.UTF8.GetString(buffer[..TemplateMasker.Mask(raw, default, buffer)]);
        var inferred = parsed.Code / 100 == 4 ? EventType.Deferred : EventType.Rejected;
        return new ReplyFacts(template, parsed.Code, parsed.Enhanced, provider, stage, type ?? inferred, isLocal);
    }
}
