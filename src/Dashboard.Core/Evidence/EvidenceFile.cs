using System.Text.Json;
using System.Text.RegularExpressions;
using Dashboard.Core.Classification;

namespace Dashboard.Core.Evidence;

/// <summary>Reads the tables beside this file (JSON with comments). A mistake in them is an exception at start, not a wrong answer later.</summary>
internal static class EvidenceFile
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow,
    };

    /// <summary>The content of an embedded table.</summary>
    /// <param name="name">Its name without extension (<c>blocklists</c>).</param>
    public static T Read<T>(string name)
    {
        using var stream = typeof(EvidenceFile).Assembly.GetManifestResourceStream($"Dashboard.Core.Evidence.{name}.jsonc")!;
        return JsonSerializer.Deserialize<T>(stream, Options)!;
    }

    /// <summary>A link; only https ones may stand in the tables.</summary>
    public static HelpLink Link(string title, string url) => Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps
        ? new HelpLink(title, url)
        : throw new InvalidDataException($"{url} is no https address.");

    /// <summary>A pattern that takes bounded time, whatever the text is: a reply is short, and what is repeated is repeated so often at most.</summary>
    public static Regex Pattern(string pattern) => RuleFile.Unbounded().IsMatch(pattern)
        ? throw new InvalidDataException($"{pattern} looks around or back, or repeats a group or any character without end.")
        : new(pattern, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture);
}
