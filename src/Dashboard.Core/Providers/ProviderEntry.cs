using System.Text.Json;
using System.Text.Json.Serialization;

namespace Dashboard.Core.Providers;

/// <summary>One entry of <c>providers.jsonc</c>.</summary>
internal sealed record ProviderEntry(Provider Provider, IReadOnlyList<string> Relays, IReadOnlyList<string> Domains, IReadOnlyList<string> Marks)
{
    private const string ResourceName = "Dashboard.Core.Providers.providers.jsonc";

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false) },
    };

    /// <summary>Reads the file that is built into the assembly.</summary>
    public static IReadOnlyList<ProviderEntry> ReadEmbedded()
    {
        using var stream = typeof(ProviderEntry).Assembly.GetManifestResourceStream(ResourceName)
            ?? throw new InvalidOperationException($"The resource {ResourceName} is missing from the assembly.");
        return Read(stream);
    }

    /// <summary>Reads a directory file.</summary>
    /// <exception cref="JsonException">The file is not of the documented form.</exception>
    public static IReadOnlyList<ProviderEntry> Read(Stream json)
    {
        var file = JsonSerializer.Deserialize<File>(json, Options) ?? throw new JsonException("The provider directory is empty.");
        return [.. file.Providers.Select(entry => new ProviderEntry(new Provider(entry.Id, entry.Name, entry.Kind), entry.Relays, entry.Domains, entry.Marks))];
    }

    private sealed record File(IReadOnlyList<Entry> Providers);

    private sealed record Entry(string Id, string Name, ProviderKind Kind)
    {
        public IReadOnlyList<string> Relays { get; init; } = [];

        public IReadOnlyList<string> Domains { get; init; } = [];

        public IReadOnlyList<string> Marks { get; init; } = [];
    }
}
