using System.Collections.Frozen;
using System.Text;
using Dashboard.Core.Classification;

namespace Dashboard.Core.Providers;

/// <summary>
/// Finds the provider behind a relay host or a recipient domain. The relay decides where the log names one: many domains that
/// look private are at Google or Microsoft. Immutable and safe for any number of threads.
/// </summary>
public sealed class ProviderDirectory
{
    private const int MaxHostLength = 255;

    private readonly IReadOnlyList<ProviderEntry> _entries;
    private readonly ProviderDirectory? _shipped;
    private readonly FrozenDictionary<string, (string Suffix, Provider Provider)> _relays;
    private readonly FrozenDictionary<string, Provider> _domains;
    private readonly FrozenDictionary<string, Provider> _parents;
    private readonly FrozenDictionary<string, Provider> _countryVariants;
    private readonly FrozenDictionary<string, Provider> _byId;
    private readonly (string Mark, Provider Provider)[] _marks;
    private readonly Lazy<FrozenDictionary<string, (IReadOnlyList<string> Relays, IReadOnlyList<string> Domains)>> _patterns;
    private readonly FrozenDictionary<string, (string Suffix, Provider Provider)>.AlternateLookup<ReadOnlySpan<char>> _relayLookup;

    internal ProviderDirectory(IReadOnlyList<ProviderEntry> entries)
        : this(entries, null)
    {
    }

    private ProviderDirectory(IReadOnlyList<ProviderEntry> entries, ProviderDirectory? shipped)
    {
        _entries = entries;
        _shipped = shipped;
        var relays = new Dictionary<string, (string, Provider)>(StringComparer.Ordinal);
        var domains = new Dictionary<string, Provider>(StringComparer.OrdinalIgnoreCase);
        var parents = new Dictionary<string, Provider>(StringComparer.OrdinalIgnoreCase);
        var variants = new Dictionary<string, Provider>(StringComparer.OrdinalIgnoreCase);
        foreach (var entry in entries)
        {
            foreach (var relay in entry.Relays)
            {
                Add(relays, relay, (relay, entry.Provider));
            }

            foreach (var domain in entry.Domains)
            {
                if (domain.StartsWith('.'))
                {
                    Add(parents, domain[1..], entry.Provider);
                }
                else if (domain.EndsWith(".*", StringComparison.Ordinal))
                {
                    Add(variants, domain[..^2], entry.Provider);
                }
                else
                {
                    Add(domains, domain, entry.Provider);
                }
            }
        }

        // What the product holds is told apart by its tests; of an operator's the first wins, and all of them before the product's.
        void Add<T>(Dictionary<string, T> found, string name, T value)
        {
            if (shipped is null)
            {
                found.Add(name, value);
            }
            else
            {
                found.TryAdd(name, value);
            }
        }

        _marks = [.. entries.SelectMany(entry => entry.Marks.Select(mark => (mark, entry.Provider)))];
        All = [.. (shipped?.All ?? []).Concat(entries.Select(entry => entry.Provider)).DistinctBy(provider => provider.Id)];
        _relays = relays.ToFrozenDictionary(StringComparer.Ordinal);
        _relayLookup = _relays.GetAlternateLookup<ReadOnlySpan<char>>();
        _domains = domains.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
        _parents = parents.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
        _countryVariants = variants.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
        _patterns = new(() => _entries.GroupBy(entry => entry.Provider.Id).ToFrozenDictionary(
            group => group.Key,
            group => (
                Relays: (IReadOnlyList<string>)[.. group.SelectMany(e => e.Relays).Where(r => OfRelaySuffix(r)?.Id == group.Key).Distinct()],
                Domains: (IReadOnlyList<string>)[.. group.SelectMany(e => e.Domains).Where(d => OfDomainPattern(d)?.Id == group.Key).Distinct()])));
        _byId = All.Append(Provider.Other).ToFrozenDictionary(provider => provider.Id, StringComparer.Ordinal);
    }

    /// <summary>The directory that comes with the product (<c>providers.jsonc</c>).</summary>
    public static ProviderDirectory Default { get; } = new(ProviderEntry.ReadEmbedded());

    /// <summary>Every provider but <see cref="Provider.Other"/>, the big ones first, an operator's own last.</summary>
    public IReadOnlyList<Provider> All { get; }

    /// <summary>
    /// This directory with what an operator says before it: at equal length theirs wins, else the longest suffix. What cannot be used is
    /// passed over. Groups of relays stay the product's, so that what was counted by them can follow.
    /// </summary>
    public ProviderDirectory With(IReadOnlyList<OwnProvider> own)
    {
        ArgumentNullException.ThrowIfNull(own);
        if (own.Count == 0)
        {
            return this;
        }

        var entries = new List<ProviderEntry>();
        foreach (var written in own)
        {
            var provider = ById(written.Id);
            if (provider == Provider.Other && IsOwn(written, out var kind))
            {
                provider = new Provider(written.Id, written.Name!, kind);
            }

            if (provider != Provider.Other)
            {
                entries.Add(new ProviderEntry(provider, written.Relays, written.Domains, []));
            }
        }

        return new ProviderDirectory([.. entries, .. _entries], _shipped ?? this);
    }

    /// <summary>Whose a relay's suffix is that stands in the directory exactly so; null for none.</summary>
    public Provider? OfRelaySuffix(string suffix) => _relays.TryGetValue(suffix, out var found) ? found.Provider : null;

    /// <summary>Whose a domain, <c>.example.com</c> or <c>example.*</c> is that stands in the directory exactly so; null for none.</summary>
    public Provider? OfDomainPattern(string pattern)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        return pattern.StartsWith('.') ? _parents.GetValueOrDefault(pattern[1..])
            : pattern.EndsWith(".*", StringComparison.Ordinal) ? _countryVariants.GetValueOrDefault(pattern[..^2])
            : _domains.GetValueOrDefault(pattern);
    }

    /// <summary>The relays and domains that say who a provider is: its patterns, an operator's first.</summary>
    public (IReadOnlyList<string> Relays, IReadOnlyList<string> Domains) PatternsOf(string id) => _patterns.Value.GetValueOrDefault(id, ([], []));

    /// <summary>The provider of a relay host as a log writes it (any case, a final dot); <see cref="Provider.Other"/> when unknown or empty.</summary>
    public Provider ByRelay(ReadOnlySpan<byte> host)
    {
        Span<char> buffer = stackalloc char[MaxHostLength];
        return FindRelay(HostName.Normalize(host, buffer)).Provider ?? Provider.Other;
    }

    /// <inheritdoc cref="ByRelay(ReadOnlySpan{byte})"/>
    public Provider ByRelay(string? host)
    {
        Span<char> buffer = stackalloc char[MaxHostLength];
        return FindRelay(HostName.Normalize(host, buffer)).Provider ?? Provider.Other;
    }

    /// <summary>The provider of a consumer domain such as <c>gmail.com</c>; null for domains that only their relay tells.</summary>
    public Provider? ByDomain(string domain)
    {
        ArgumentNullException.ThrowIfNull(domain);
        domain = domain.TrimEnd('.');
        if (_domains.TryGetValue(domain, out var provider))
        {
            return provider;
        }

        var dot = domain.IndexOf('.', StringComparison.Ordinal);
        if (dot > 0 && HostName.IsCountryPart(domain.AsSpan(dot + 1)) && _countryVariants.TryGetValue(domain[..dot], out provider))
        {
            return provider;
        }

        for (; dot > 0; dot = domain.IndexOf('.', dot + 1))
        {
            if (_parents.TryGetValue(domain[(dot + 1)..], out provider))
            {
                return provider;
            }
        }

        return null;
    }

    /// <summary>
    /// The provider whose own words a raw reply holds (a link to its help pages, its error codes), for replies that come without
    /// relay and domain; <see cref="Provider.Other"/> when none is recognized.
    /// </summary>
    public Provider ByMark(string reply) => ByMark(reply, out _);

    /// <inheritdoc cref="ByMark(string)"/>
    /// <param name="reply">The raw reply.</param>
    /// <param name="found">The words; null when none are recognized.</param>
    public Provider ByMark(string reply, out string? found)
    {
        ArgumentNullException.ThrowIfNull(reply);
        foreach (var (mark, provider) in _marks)
        {
            if (reply.Contains(mark, StringComparison.OrdinalIgnoreCase))
            {
                found = mark;
                return provider;
            }
        }

        found = null;
        return Provider.Other;
    }

    /// <summary>The provider with this id; <see cref="Provider.Other"/> when there is none (an id can outlive its entry in a store).</summary>
    public Provider ById(string id) => _byId.GetValueOrDefault(id, Provider.Other);

    /// <summary>
    /// A stable name for the group of hosts a relay belongs to: the directory's suffix (<c>olc.protection.outlook.com</c>), else the
    /// host's registered domain; <c>ip</c> for a bare address, empty for no host.
    /// </summary>
    public string RelayGroup(ReadOnlySpan<byte> host)
    {
        Span<char> buffer = stackalloc char[MaxHostLength];
        var name = HostName.Normalize(host, buffer);
        return (_shipped ?? this).FindRelay(name).Suffix ?? HostName.RegisteredDomain(name);
    }

    /// <inheritdoc cref="RelayGroup(ReadOnlySpan{byte})"/>
    public string RelayGroup(string? host) => RelayGroup(Encoding.UTF8.GetBytes(host ?? ""));

    private static bool IsOwn(OwnProvider written, out ProviderKind kind) =>
        WireNames.TryParse(written.Kind, out kind) && kind != ProviderKind.Unknown && !string.IsNullOrWhiteSpace(written.Name)
        && written.Id != Provider.Other.Id;

    private (string? Suffix, Provider? Provider) FindRelay(ReadOnlySpan<char> host)
    {
        while (!host.IsEmpty)
        {
            if (_relayLookup.TryGetValue(host, out var found))
            {
                return found;
            }

            var dot = host.IndexOf('.');
            host = dot < 0 ? default : host[(dot + 1)..];
        }

        return default;
    }
}
