using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Dashboard.Core.Providers;

namespace Dashboard.Core.Classification.Own;

/// <summary>What an operator says themselves, one version of it.</summary>
/// <param name="Rules">Rules for replies, in the order in which they are tried.</param>
/// <param name="Providers">Which relays and domains belong to whom.</param>
public sealed record OwnFile(IReadOnlyList<OwnRule> Rules, IReadOnlyList<OwnProvider> Providers)
{
    /// <summary>Nothing.</summary>
    public static OwnFile Empty { get; } = new([], []);

    /// <summary>True when nothing is said.</summary>
    public bool IsEmpty => Rules.Count == 0 && Providers.Count == 0;
}

/// <summary>
/// Own rules and providers as a file: JSON with comments, the form of the product's own files, with the provider at each rule.
/// </summary>
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

    /// <summary>Writes a file; reading it again gives the same.</summary>
    public static string Write(OwnFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        return Head + JsonSerializer.Serialize(new File { Rules = file.Rules, Providers = file.Providers.Count > 0 ? file.Providers : null }, Options) + "\n";
    }

    /// <summary>Reads a file; one that has only providers too. Whether they are right is for <see cref="OwnRules"/> to say.</summary>
    /// <param name="text">Its content.</param>
    /// <exception cref="RuleFormatException">It is no such file; the message says where.</exception>
    public static OwnFile Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        try
        {
            var file = JsonSerializer.Deserialize<File>(Encoding.UTF8.GetBytes(text.TrimStart('\uFEFF')), Options);
            var isRead = file is { Rules: not null } or { Providers: not null };
            var rules = file?.Rules ?? [];
            var providers = file?.Providers ?? [];
            return isRead && rules.All(r => r is not null) && providers.All(p => p is not null)
                ? new OwnFile([.. rules.Select(rule => Whole(rule, file!.Provider))], [.. providers.Select(Whole)])
                : throw new RuleFormatException("The file holds no list “rules” and no list “providers”.");
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

    private static OwnProvider Whole(OwnProvider provider) => provider with
    {
        Id = provider.Id ?? "",
        Relays = [.. (provider.Relays ?? []).Select(r => OwnProvider.NormalRelay(r ?? ""))],
        Domains = [.. (provider.Domains ?? []).Select(d => OwnProvider.NormalDomain(d ?? ""))],
    };

    private static string Short(string message)
    {
        // What the reader calls its own types is nothing for a person.
        if (message.Contains("could not be converted to", StringComparison.Ordinal))
        {
            return "This is not where such a thing stands in an exported file; “rules” and “providers” are lists.";
        }

        var end = message.IndexOf(" Path: ", StringComparison.Ordinal);
        return end < 0 ? message : message[..end];
    }

    private static void LeaveOutEmptyLists(JsonTypeInfo type)
    {
        foreach (var property in type.Properties.Where(p => (type.Type == typeof(OwnRule) || type.Type == typeof(OwnProvider)) && p.PropertyType == typeof(IReadOnlyList<string>)))
        {
            property.ShouldSerialize = (_, value) => value is IReadOnlyList<string> { Count: > 0 };
        }

        // Made of the others, and no part of a file.
        if (type.Type == typeof(OwnProvider))
        {
            type.Properties.Remove(type.Properties.Single(p => p.Name == "isOfShipped"));
        }
    }

    private sealed record File
    {
        public IReadOnlyList<string>? Provider { get; init; }

        public IReadOnlyList<OwnRule>? Rules { get; init; }

        public IReadOnlyList<OwnProvider>? Providers { get; init; }
    }
}
