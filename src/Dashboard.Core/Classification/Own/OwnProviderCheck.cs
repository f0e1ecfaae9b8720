using System.Text.RegularExpressions;
using Dashboard.Core.Providers;

namespace Dashboard.Core.Classification.Own;

/// <summary>What is wrong with an operator's providers, for the person who writes them.</summary>
public static partial class OwnProviderCheck
{
    /// <summary>Most providers of one version.</summary>
    public const int MostProviders = 200;

    /// <summary>Most relays and domains of one version.</summary>
    public const int MostPatterns = 5_000;

    /// <summary>Longest id and longest name, in characters.</summary>
    public const int MaxName = 60;

    /// <summary>The field of <see cref="OwnProvider.Id"/>.</summary>
    public const string IdField = "provider.id";

    /// <summary>The field of <see cref="OwnProvider.Name"/>.</summary>
    public const string NameField = "provider.name";

    /// <summary>The field of <see cref="OwnProvider.Kind"/>.</summary>
    public const string KindField = "provider.kind";

    /// <summary>The field of <see cref="OwnProvider.Relays"/>.</summary>
    public const string RelaysField = "provider.relays";

    /// <summary>The field of <see cref="OwnProvider.Domains"/>.</summary>
    public const string DomainsField = "provider.domains";

    /// <summary>Everything that is wrong with them, one by one and together.</summary>
    /// <param name="written">The operator's providers.</param>
    /// <param name="shipped">The product's.</param>
    public static IReadOnlyList<RuleProblem> Problems(IReadOnlyList<OwnProvider> written, ProviderDirectory shipped)
    {
        ArgumentNullException.ThrowIfNull(written);
        ArgumentNullException.ThrowIfNull(shipped);
        if (written.Count > MostProviders || written.Sum(p => p.Relays.Count + p.Domains.Count) > MostPatterns)
        {
            return [new RuleProblem("", IdField, $"At most {MostProviders:N0} providers with {MostPatterns:N0} relays and domains of your own.")];
        }

        var problems = new List<RuleProblem>();
        var ids = new HashSet<string>(StringComparer.Ordinal);
        var names = shipped.All.Append(Provider.Other).ToDictionary(p => p.Name, p => p.Id, StringComparer.OrdinalIgnoreCase);
        var owners = new Dictionary<(string Field, string Pattern), string>();
        foreach (var provider in written)
        {
            if (!ids.Add(provider.Id))
            {
                problems.Add(new RuleProblem(provider.Id, IdField, "Two of your entries are about this provider. Put them together."));
            }

            problems.AddRange(Of(provider, shipped));
            if (!provider.IsOfShipped && provider.Name is { Length: > 0 } name && !names.TryAdd(name, provider.Id) && names[name] != provider.Id)
            {
                problems.Add(new RuleProblem(provider.Id, NameField, $"“{Cut(name)}” is the name of the provider {names[name]} already."));
            }

            foreach (var (field, pattern) in provider.Relays.Select(r => (RelaysField, r)).Concat(provider.Domains.Select(d => (DomainsField, d))))
            {
                if (!owners.TryAdd((field, pattern), provider.Id))
                {
                    var owner = owners[(field, pattern)];
                    problems.Add(new RuleProblem(
                        provider.Id, field, owner == provider.Id ? $"“{Cut(pattern)}” stands here twice." : $"“{Cut(pattern)}” is said to be {owner}’s already: nobody can be two."));
                }
            }
        }

        return problems;
    }

    private static IEnumerable<RuleProblem> Of(OwnProvider provider, ProviderDirectory shipped)
    {
        RuleProblem Problem(string field, string message) => new(provider.Id, field, message);
        var isKnown = shipped.ById(provider.Id) != Provider.Other;
        if (!isKnown && (provider.Id.Length is 0 or > MaxName || !IdForm().IsMatch(provider.Id)))
        {
            yield return Problem(IdField, "An id is small letters, digits and underscores, such as acme_mail.");
        }
        else if (provider.Id == Provider.Other.Id)
        {
            yield return Problem(IdField, "“other” is what belongs to no provider. Choose a provider, or make one of your own.");
        }
        else if (isKnown && !provider.IsOfShipped)
        {
            yield return Problem(IdField, $"“{provider.Id}” comes with the product as {shipped.ById(provider.Id).Name}: leave out name and kind to map to it, or choose another id.");
        }
        else if (!isKnown && provider.IsOfShipped)
        {
            yield return Problem(IdField, $"“{Cut(provider.Id)}” is no provider that comes with the product. For one of your own give its name and kind.");
        }

        if (!isKnown && !provider.IsOfShipped)
        {
            if (string.IsNullOrWhiteSpace(provider.Name) || provider.Name.Length > MaxName || provider.Name.Any(char.IsControl))
            {
                yield return Problem(NameField, $"Give the provider a name of at most {MaxName} characters.");
            }

            if (!WireNames.TryParse<ProviderKind>(provider.Kind, out var kind) || kind == ProviderKind.Unknown)
            {
                yield return Problem(KindField, "Choose what it does: mailbox, gateway or hosting.");
            }
        }

        if (provider.Relays.Count + provider.Domains.Count == 0)
        {
            yield return Problem(RelaysField, "Say by what it is known: at least one relay or recipient domain.");
        }

        foreach (var relay in provider.Relays)
        {
            if (MistakeOfRelay(relay, shipped) is { } mistake)
            {
                yield return Problem(RelaysField, mistake);
            }
        }

        foreach (var domain in provider.Domains)
        {
            if (MistakeOfDomain(domain) is { } mistake)
            {
                yield return Problem(DomainsField, mistake);
            }
        }
    }

    /// <summary>What is wrong with a relay; null when it can be mapped.</summary>
    /// <param name="relay">In its normal form.</param>
    /// <param name="shipped">The product's directory: it says by which groups relays are counted.</param>
    public static string? MistakeOfRelay(string relay, ProviderDirectory shipped)
    {
        ArgumentNullException.ThrowIfNull(relay);
        ArgumentNullException.ThrowIfNull(shipped);
        if (!HostName.IsValid(relay) || System.Net.IPAddress.TryParse(relay, out _))
        {
            return $"“{Cut(relay)}” is no host name such as mx.example.com.";
        }

        if (HostName.IsPublic(relay))
        {
            return $"“{Cut(relay)}” is shared by everybody who registers a name below it. Name the provider’s own part, such as example.{Cut(relay)}.";
        }

        var group = shipped.RelayGroup(relay);
        return group == relay ? null : $"Mail to hosts below “{Cut(group)}” is counted together, so “{Cut(relay)}” alone cannot be told apart. Map {Cut(group)} as a whole.";
    }

    private static string? MistakeOfDomain(string domain)
    {
        if (domain.EndsWith(".*", StringComparison.Ordinal))
        {
            return HostName.IsValid(domain[..^2]) && !domain[..^2].Contains('.', StringComparison.Ordinal) ? null : $"“{Cut(domain)}” is not of the form example.*, one name before every country.";
        }

        var name = domain.StartsWith('.') ? domain[1..] : domain;
        return !HostName.IsValid(name) || System.Net.IPAddress.TryParse(name, out _)
            ? $"“{Cut(domain)}” is no domain. Write example.com, .example.com for all domains below it, or example.* for every country."
            : HostName.IsPublic(name) ? $"“{Cut(domain)}” would be everybody’s domains below it. Name the provider’s own." : null;
    }

    private static string Cut(string text) => text.Length > 60 ? text[..60] + "…" : text;

    [GeneratedRegex("^[a-z0-9]+(_[a-z0-9]+)*$", RegexOptions.NonBacktracking)]
    private static partial Regex IdForm();
}
