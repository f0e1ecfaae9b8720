using Dashboard.Core.Classification;
using Dashboard.Core.Metrics;
using Dashboard.Core.Providers;
using Dashboard.Core.Reporting;
using Dashboard.Storage.Accounts;
using Dashboard.Storage.Queries;
using Dashboard.Web.Components.Help;

namespace Dashboard.Web.Reporting;

/// <summary>Something found.</summary>
/// <param name="Title">Its name; text from outside stays as it is.</param>
/// <param name="Address">Where it leads.</param>
public sealed record SearchHit(string Title, string Address);

/// <summary>What was found of one kind.</summary>
public sealed record SearchGroup(string Title, IReadOnlyList<SearchHit> Hits);

/// <summary>One box for everything: deliveries, names in the data, replies, pages, definitions, help.</summary>
public sealed class SiteSearch(DimensionValuesQuery values, ReportDefaults defaults)
{
    /// <summary>Most hits of one kind.</summary>
    public const int MostHits = 8;

    private const int ShortestReply = 3;
    private const int ShortestMessageId = 8;

    private static readonly (Dimension Dimension, string Title, Func<string, ReportState, string> Address)[] Names =
    [
        (Dimension.Domain, "Recipient domains", DashboardUrls.Domain),
        (Dimension.Campaign, "Campaigns", DashboardUrls.Campaign),
        (Dimension.Stream, "Streams", DashboardUrls.Stream),
        (Dimension.Pool, "Pools", (pool, state) => DashboardUrls.Report(DashboardUrls.Providers, state.With(Dimension.Pool, pool))),
        (Dimension.Ip, "Sending IPs", (ip, state) => DashboardUrls.Report(DashboardUrls.Providers, state.With(Dimension.Ip, ip))),
    ];

    private static readonly (string Title, string Address, string LeastRole)[] Pages =
    [
        ("Overview", DashboardUrls.Overview, Roles.Viewer),
        ("Providers & domains", DashboardUrls.Providers, Roles.Viewer),
        ("Campaigns", DashboardUrls.Campaigns, Roles.Viewer),
        ("Streams", DashboardUrls.Streams, Roles.Viewer),
        ("Replies", DashboardUrls.Replies, Roles.Viewer),
        ("Try a reply", DashboardUrls.TryReply, Roles.Viewer),
        ("Deliveries", DashboardUrls.Deliveries, Roles.Viewer),
        ("Events", DashboardUrls.Attempts, Roles.Viewer),
        ("Imports", DashboardUrls.Imports, Roles.Viewer),
        ("Sources", DashboardUrls.Sources, Roles.Viewer),
        ("Settings", DashboardUrls.Settings, Roles.Viewer),
        ("Roles", DashboardUrls.RolesTable, Roles.Viewer),
        ("Users", DashboardUrls.Users, Roles.Administrator),
        ("API keys", DashboardUrls.Keys, Roles.Administrator),
        ("About this installation", DashboardUrls.About, Roles.Administrator),
        ("API", DashboardUrls.Api, Roles.Viewer),
        ("Definitions", DashboardUrls.Definitions, Roles.Viewer),
        ("Help", DashboardUrls.Help, Roles.Viewer),
    ];

    private static readonly SearchHit[] Guides =
    [
        .. HelpTopic.All.Select(topic => new SearchHit(topic.Title, DashboardUrls.HelpTopic(topic.Id))),
        .. RateDefinitions.All.Select(rate => new SearchHit($"{rate.Title}: definition", DashboardUrls.Definition(rate.Id))),
        new("Time to acceptance: definition", DashboardUrls.Definition("time-to-acceptance")),
        .. TimeRateDefinitions.All.Select(rate => new SearchHit($"{rate.Title}: definition", DashboardUrls.Definition(rate.Id))),
        .. Enum.GetValues<Reason>().Select(reason =>
            new SearchHit($"{CategoryWords.Label(reason)}: what it means", DashboardUrls.Definition($"reason-{WireNames.Of(reason)}"))),
    ];

    /// <summary>Finds.</summary>
    /// <param name="text">What somebody wrote; not empty.</param>
    /// <param name="address">The page they are on: its dates stay.</param>
    /// <param name="role">Who they are: pages they may not open are left out.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public async Task<IReadOnlyList<SearchGroup>> FindAsync(string text, string address, string role, CancellationToken cancellationToken)
    {
        var state = await defaults.StateAsync(address, cancellationToken);
        state = state with { Filter = state.Filter with { Conditions = [] }, Problems = [] };
        var groups = new List<SearchGroup> { new("Providers", await ProvidersAsync(text, state, cancellationToken)) };
        foreach (var (dimension, title, addressOf) in Names)
        {
            var found = await values.ReadAsync(dimension, text, MostHits, cancellationToken);
            groups.Add(new(title, [.. found.Where(value => value.Length > 0).Select(value => new SearchHit(value, addressOf(value, state)))]));
        }

        // Enter takes the first: what looks like an address or a Message-ID before names, anything else after them.
        groups.Insert(text.Contains('@', StringComparison.Ordinal) || text.StartsWith('<') ? 0 : groups.Count, new("Deliveries", [.. Deliveries(text, state)]));
        var mayOpen = Roles.All.SkipWhile(r => r != role).ToHashSet();
        groups.Add(new("Pages", Best(Pages.Where(p => mayOpen.Contains(p.LeastRole)).Select(p => new SearchHit(p.Title, p.Address)), text)));
        groups.Add(new("Help and definitions", Best(Guides, text)));
        if (text.Length >= ShortestReply)
        {
            // Last, because it is always there.
            groups.Add(new("Replies", [new($"Replies that say “{text}”", DashboardUrls.ReplyList(state, search: text))]));
        }

        return [.. groups.Where(group => group.Hits.Count > 0)];
    }

    // An address may be a Message-ID as well: both are offered, and each costs nothing until it is chosen.
    private static IEnumerable<SearchHit> Deliveries(string text, ReportState state)
    {
        if (text.Any(char.IsWhiteSpace))
        {
            yield break;
        }

        if (RecipientText.TryRead(text, out var recipient) && !text.StartsWith('<'))
        {
            yield return new(recipient.StartsWith('@') ? $"Deliveries to {recipient}" : $"Mail to {recipient}", DashboardUrls.DeliveryList(state, recipient));
        }

        if (text.Length >= ShortestMessageId && (text.Any(char.IsAsciiDigit) || text.StartsWith('<')))
        {
            yield return new($"Message-ID {text}", DashboardUrls.DeliveryList(state, messageId: text));
        }
    }

    private async Task<IReadOnlyList<SearchHit>> ProvidersAsync(string text, ReportState state, CancellationToken cancellationToken)
    {
        // Providers are few, and people know them by name, not by id.
        var known = await values.ReadAsync(Dimension.Provider, "", ProviderNames.InForce.All.Count + 1, cancellationToken);
        return Best(known.Select(id => new SearchHit(Labels.Provider(id), DashboardUrls.Provider(id, state))), text);
    }

    private static IReadOnlyList<SearchHit> Best(IEnumerable<SearchHit> hits, string text) =>
    [
        .. hits.Where(hit => hit.Title.Contains(text, StringComparison.OrdinalIgnoreCase))
            .OrderBy(hit => hit.Title.StartsWith(text, StringComparison.OrdinalIgnoreCase) ? 0 : 1)
            .Take(MostHits),
    ];
}
