using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Dashboard.Core.Classification.Own;

/// <summary>Own rules as a file: JSON with comments, the form of the product's own rule files, with the provider at each rule.</summary>
public static class OwnRuleFile
{
    private const string Head = "// Rules of our own for SMTP replies. They are tried in this order, before those that come with the product.\n";

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new OneOrManyConverter() },
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { LeaveOutEmptyLists } },
    };

    /// <summary>Writes rules; reading them again gives the same.</summary>
    public static string Write(IReadOnlyList<OwnRule> rules) => Head + JsonSerializer.Serialize(new File { Rules = rules }, Options) + "\n";

    /// <summary>Reads a file. Whether the rules are right is for <see cref="OwnRules.Of"/> to say.</summary>
    /// <param name="text">Its content.</param>
    /// <exception cref="RuleFormatException">It is no such file; the message says where.</exception>
    public static IReadOnlyList<OwnRule> Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        try
        {
            var file = JsonSerializer.Deserialize<File>(Encoding.UTF8.GetBytes(text.TrimStart('\uFEFF')), Options);
            return file?.Rules is { } rules && rules.All(r => r is not null)
                ? [.. rules.Select(rule => Whole(rule, file.Provider))]
                : throw new RuleFormatException("The file holds no list “rules”.");
        }
        catch (JsonException mistake)
        {
            var line = mistake.LineNumber is { } number ? $"Line {number + 1}: " : "";
            throw new RuleFormatException($"{line}{Short(mistake.Message)}", mistake);
        }
    }

    // "x": null in a file is the same as no "x".
    private static OwnRule Whole(OwnRule rule, IReadOnlyList<string>? provider) => rule with
    {
        Id = rule.Id ?? "",
        Provider = rule.Provider is { Count: > 0 } own ? own : provider ?? [],
        Contains = rule.Contains ?? [],
        Any = rule.Any ?? [],
        Not = rule.Not ?? [],
        Code = rule.Code ?? [],
        Enhanced = rule.Enhanced ?? [],
        Stage = rule.Stage ?? [],
        Reason = rule.Reason ?? "",
        Source = rule.Source ?? "",
        Samples = rule.Samples ?? [],
    };

    private static string Short(string message)
    {
        var end = message.IndexOf(" Path: ", StringComparison.Ordinal);
        return end < 0 ? message : message[..end];
    }

    private static void LeaveOutEmptyLists(JsonTypeInfo type)
    {
        foreach (var property in type.Properties.Where(p => type.Type == typeof(OwnRule) && p.PropertyType == typeof(IReadOnlyList<string>)))
        {
            property.ShouldSerialize = (_, value) => value is IReadOnlyList<string> { Count: > 0 };
        }
    }

    private sealed record File
    {
        public IReadOnlyList<string>? Provider { get; init; }

        public IReadOnlyList<OwnRule>? Rules { get; init; }
    }
}
