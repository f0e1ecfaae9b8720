using System.Globalization;
using System.Text;
using Dashboard.Core.Classification;
using Dashboard.Core.Classification.Own;
using Dashboard.Core.Providers;

namespace Dashboard.Web.Rules;

/// <summary>What somebody says about a provider, as it stands in the fields of its form: lists are lines of text.</summary>
public sealed class ProviderDraft
{
    /// <summary>The choice of a provider of one's own.</summary>
    public const string New = "+";

    /// <summary>Id of a provider, <see cref="New"/>, or empty while nothing is chosen.</summary>
    public string Choice { get; set; } = "";

    public string Name { get; set; } = "";

    public string Kind { get; set; } = WireNames.Of(ProviderKind.Mailbox);

    public string Relays { get; set; } = "";

    public string Domains { get; set; } = "";

    /// <summary>The entry that is changed; null for a new one, which adds to what is said already.</summary>
    public OwnProvider? Origin { get; private init; }

    public static ProviderDraft Of(OwnProvider entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return new ProviderDraft
        {
            Origin = entry,
            Choice = entry.Id,
            Name = entry.Name ?? "",
            Kind = entry.Kind ?? "",
            Relays = string.Join('\n', entry.Relays),
            Domains = string.Join('\n', entry.Domains),
        };
    }

    /// <summary>The entry as it would be.</summary>
    /// <param name="file">What is said already.</param>
    /// <param name="shipped">The product's providers.</param>
    public OwnProvider ToProvider(OwnFile file, ProviderDirectory shipped)
    {
        ArgumentNullException.ThrowIfNull(file);
        var (relays, domains) = (Lines(Relays, OwnProvider.NormalRelay), Lines(Domains, OwnProvider.NormalDomain));
        if (Origin is { } origin)
        {
            return origin with
            {
                Name = origin.IsOfShipped ? null : Name.Trim(), Kind = origin.IsOfShipped ? null : Kind, Relays = relays, Domains = domains,
            };
        }

        if (Choice == New)
        {
            return new OwnProvider { Id = FreeId(Name, file, shipped), Name = Name.Trim(), Kind = Kind, Relays = relays, Domains = domains };
        }

        var said = file.Providers.FirstOrDefault(p => p.Id == Choice) ?? new OwnProvider { Id = Choice };
        return said with { Relays = [.. said.Relays.Union(relays)], Domains = [.. said.Domains.Union(domains)] };
    }

    /// <summary>The file with the entry in it.</summary>
    public OwnFile ToFile(OwnFile file, ProviderDirectory shipped)
    {
        var entry = ToProvider(file, shipped);
        return file.Providers.Any(p => p.Id == entry.Id)
            ? file with { Providers = [.. file.Providers.Select(p => p.Id == entry.Id ? entry : p)] }
            : file with { Providers = [.. file.Providers, entry] };
    }

    // The id stands in addresses and in the API; people only give the name.
    private static string FreeId(string name, OwnFile file, ProviderDirectory shipped)
    {
        var letters = new StringBuilder();
        foreach (var sign in name.Trim().Normalize(NormalizationForm.FormD).ToLowerInvariant())
        {
            if (char.IsAsciiLetterOrDigit(sign))
            {
                letters.Append(sign);
            }
            else if (CharUnicodeInfo.GetUnicodeCategory(sign) != UnicodeCategory.NonSpacingMark && letters.Length > 0 && letters[^1] != '_')
            {
                letters.Append('_');
            }
        }

        var id = letters.ToString(0, Math.Min(letters.Length, OwnProviderCheck.MaxName - 4)).Trim('_');
        id = id.Length == 0 ? "provider" : id;
        var free = id;
        for (var number = 2; free == Provider.Other.Id || shipped.ById(free) != Provider.Other || file.Providers.Any(p => p.Id == free); number++)
        {
            free = string.Create(CultureInfo.InvariantCulture, $"{id}_{number}");
        }

        return free;
    }

    private static string[] Lines(string text, Func<string, string> normal) =>
        [.. text.Split(['\n', ',', ' ', '\t', '\r'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(normal).Distinct()];
}
