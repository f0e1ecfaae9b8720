using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Dashboard.Core.Classification;
using Dashboard.Core.Providers;

namespace Dashboard.Benchmarks;

/// <summary>Sets of as many rules as wanted: the product's own, then copies of them whose words are other words of the same shape.</summary>
internal sealed class ClassifyRules
{
    private const string Folder = "Dashboard.Core.Classification.Rules.";
    private static readonly string[] Texts = ["contains", "any", "not"];

    private readonly List<(string Name, JsonObject File)> _files = [];

    public ClassifyRules()
    {
        var assembly = typeof(RuleSet).Assembly;
        foreach (var name in assembly.GetManifestResourceNames().Where(n => n.StartsWith(Folder, StringComparison.Ordinal)))
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            var file = JsonNode.Parse(stream, null, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true })!;
            _files.Add((name[Folder.Length..^".jsonc".Length], file.AsObject()));
        }
    }

    /// <summary>Own rules of the product.</summary>
    public static int Own => RuleSet.Default.Rules.Count;

    /// <summary>So many rules: evenly taken from the product's where they are fewer than it has.</summary>
    public RuleSet Take(int count)
    {
        var files = new List<KeyValuePair<string, byte[]>>();
        var (place, taken) = (0, 0);
        for (var copy = 0; taken < count; copy++)
        {
            foreach (var (name, file) in _files)
            {
                var rules = new JsonArray();
                foreach (var rule in file["rules"]!.AsArray())
                {
                    var isWanted = count >= Own || (long)place * count / Own != (long)(place + 1) * count / Own;
                    place++;
                    if (isWanted && taken < count)
                    {
                        rules.Add(copy == 0 ? rule!.DeepClone() : Copy(rule!.AsObject(), copy));
                        taken++;
                    }
                }

                var part = new JsonObject { ["rules"] = rules };
                if (file["provider"] is { } provider)
                {
                    part["provider"] = provider.DeepClone();
                }

                files.Add(KeyValuePair.Create(copy == 0 ? name : $"{name}-{copy}", Encoding.UTF8.GetBytes(part.ToJsonString())));
            }
        }

        return RuleSet.Read(files);
    }

    public static ReplyClassifier Classifier(RuleSet rules) => new(rules, ProviderDirectory.Default);

    private static JsonObject Copy(JsonObject rule, int copy)
    {
        var other = rule.DeepClone().AsObject();
        other["id"] = $"{rule["id"]}-{copy}";
        foreach (var text in Texts)
        {
            other[text] = other[text] switch
            {
                null => null,
                JsonArray many => new JsonArray([.. many.Select(one => (JsonNode)Shift(one!.GetValue<string>(), copy))]),
                var one => (JsonNode)Shift(one.GetValue<string>(), copy),
            };
            if (other[text] is null)
            {
                other.Remove(text);
            }
        }

        return other;
    }

    // Other letters at the same places: words as long and as many, and as alike among themselves.
    private static string Shift(string text, int by) =>
        string.Concat(text.Select(letter => char.IsAsciiLetter(letter) ? (char)('a' + ((char.ToLowerInvariant(letter) - 'a' + by) % 26)) : letter));
}
