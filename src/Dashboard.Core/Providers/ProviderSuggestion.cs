namespace Dashboard.Core.Providers;

/// <summary>What makes a suggestion.</summary>
public enum SuggestionReason
{
    /// <summary>Replies hold words that only this provider uses.</summary>
    Replies,

    /// <summary>Most of the mail goes to domains that are known to be this provider's.</summary>
    Domains,

    /// <summary>The name resembles one of this provider's.</summary>
    Name,
}

/// <summary>Who may be behind a relay or domain that the directory does not know. Never applied by itself.</summary>
/// <param name="Provider">The provider.</param>
/// <param name="Reason">Why.</param>
/// <param name="Evidence">What was found: words of a reply, a domain, a name of the provider.</param>
public sealed record ProviderSuggestion(Provider Provider, SuggestionReason Reason, string Evidence)
{
    private const int ShortestLabel = 5;

    // Labels that say what a host does, not whose it is.
    private static readonly HashSet<string> Common = new(StringComparer.OrdinalIgnoreCase)
    {
        "email", "emails", "mailbox", "mailhost", "mailserver", "inbound", "inbox", "online", "server", "servers", "hosting", "cloud", "filter",
        "gateway", "secure", "securemail", "webmail", "network", "networks", "internet", "telecom", "mobile", "world", "group", "global", "media",
        "digital", "business", "office", "office365", "service", "services", "system", "systems", "protection", "spamfilter", "antispam", "relay",
        "example", "domain", "domains", "connect", "direct", "central", "house", "europe", "canada", "games", "compuserve",
    };

    /// <summary>The best suggestion; null when nothing speaks for anybody.</summary>
    /// <param name="directory">Who is known.</param>
    /// <param name="names">The group or domain first, then some of its hosts.</param>
    /// <param name="replies">Some of its replies as received; text from outside.</param>
    /// <param name="domains">Recipient domains with most mail through it, and how much; empty for a domain itself.</param>
    public static ProviderSuggestion? Of(
        ProviderDirectory directory, IReadOnlyList<string> names, IReadOnlyList<string> replies, IReadOnlyList<(string Name, long Attempts)> domains)
    {
        ArgumentNullException.ThrowIfNull(directory);
        ArgumentNullException.ThrowIfNull(names);
        ArgumentNullException.ThrowIfNull(replies);
        ArgumentNullException.ThrowIfNull(domains);
        return ByReplies(directory, replies) ?? ByDomains(directory, domains) ?? ByName(directory, names);
    }

    private static ProviderSuggestion? ByReplies(ProviderDirectory directory, IReadOnlyList<string> replies)
    {
        var found = new List<(Provider Provider, string Words)>();
        foreach (var reply in replies)
        {
            var provider = directory.ByMark(reply, out var words);
            if (words is not null)
            {
                found.Add((provider, words.Trim()));
            }
        }

        return found.GroupBy(f => f.Provider).OrderByDescending(said => said.Count())
            .Select(said => new ProviderSuggestion(said.Key, SuggestionReason.Replies, said.First().Words)).FirstOrDefault();
    }

    private static ProviderSuggestion? ByDomains(ProviderDirectory directory, IReadOnlyList<(string Name, long Attempts)> domains)
    {
        var all = domains.Sum(d => d.Attempts);
        return (
            from domain in domains
            let provider = directory.ByDomain(domain.Name)
            where provider is not null
            group domain by provider into owned
            let attempts = owned.Sum(d => d.Attempts)
            where attempts * 2 > all
            select new ProviderSuggestion(owned.Key, SuggestionReason.Domains, owned.First().Name)).FirstOrDefault();
    }

    private static ProviderSuggestion? ByName(ProviderDirectory directory, IReadOnlyList<string> names)
    {
        var labels = names.SelectMany(Labels).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        return (
            from known in directory.All.SelectMany(provider => KnownNames(directory, provider))
            where labels.Any(label => Resembles(label, known.Label))
            orderby known.Label.Length descending
            select new ProviderSuggestion(known.Provider, SuggestionReason.Name, known.Pattern)).FirstOrDefault();
    }

    private static IEnumerable<(string Label, string Pattern, Provider Provider)> KnownNames(ProviderDirectory directory, Provider provider)
    {
        var (relays, domains) = directory.PatternsOf(provider.Id);
        return from pattern in relays.Concat(domains)
               let name = pattern.EndsWith(".*", StringComparison.Ordinal) ? pattern : HostName.RegisteredDomain(pattern.TrimStart('.'))
               let label = name.Split('.')[0]
               where label.Length >= ShortestLabel && !Common.Contains(label)
               select (label, pattern, provider);
    }

    // mimecast-eu, eu2mimecast and mimecast are; cast is not.
    private static bool Resembles(string label, string known)
    {
        var at = label.IndexOf(known, StringComparison.OrdinalIgnoreCase);
        return at >= 0 && (label.Length == known.Length || known.Length > ShortestLabel || IsEdge(label, at - 1) && IsEdge(label, at + known.Length));
    }

    private static bool IsEdge(string label, int at) => at < 0 || at >= label.Length || !char.IsAsciiLetter(label[at]);

    private static IEnumerable<string> Labels(string name)
    {
        var last = name.LastIndexOf('.');
        return (last < 0 ? name : name[..last]).Split('.').Where(l => l.Length >= ShortestLabel && !Common.Contains(l));
    }
}
