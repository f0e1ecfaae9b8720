using Dashboard.Core.Classification;
using Dashboard.Core.Delivery;
using Dashboard.Core.Reporting;
using Dashboard.Storage.Queries;
using Dashboard.Web.Reporting;
using Microsoft.AspNetCore.WebUtilities;

namespace Dashboard.Web;

/// <summary>Every internal address, in one place.</summary>
public static class DashboardUrls
{
    public const string Overview = "/";
    public const string Providers = "/providers";
    public const string Domains = "/domains";
    public const string Mapping = "/mapping";
    public const string NewMapping = "/mapping/new";
    public const string Campaigns = "/campaigns";
    public const string Streams = "/streams";
    public const string Replies = "/replies";
    public const string TryReply = "/replies/try";
    public const string Radar = "/replies/radar";
    public const string Rules = "/replies/rules";
    public const string NewRule = "/replies/rules/new";
    public const string RuleImport = "/replies/rules/import";
    public const string RuleExport = "/replies/rules/export";
    public const string Attempts = "/attempts";
    public const string Deliveries = "/deliveries";
    public const string Imports = "/imports";
    public const string Sources = "/sources";
    public const string Settings = "/settings";
    public const string RolesTable = "/settings/roles";
    public const string About = "/settings/about";
    public const string Definitions = "/definitions";
    public const string Help = "/help";
    public const string Users = "/settings/users";
    public const string Keys = "/settings/keys";
    public const string Jobs = "/jobs";
    public const string Api = "/api";
    public const string Metrics = "/metrics";

    public const string Setup = "/setup";
    public const string SignIn = "/sign-in";
    public const string SignOut = "/sign-out";
    public const string Account = "/account";
    public const string AccessDenied = "/access-denied";
    public const string NotFound = "/not-found";
    public const string Error = "/error";
    public const string ErrorWithCode = "/error/{0}";
    public const string ReturnUrlParameter = "returnUrl";

    /// <summary>A report page under a view.</summary>
    public static string Report(string path, ReportState state, params IEnumerable<(string Word, string? Value)> words) =>
        Write(path, [.. state.Words(), .. words.Where(w => !string.IsNullOrEmpty(w.Value)).Select(w => new KeyValuePair<string, string>(w.Word, w.Value!))]);

    /// <summary>The page somebody is on, under another view; its own words stay, its place in a list does not.</summary>
    public static string Here(string address, ReportState state) =>
        Write(PathOf(address), [.. OwnWords(address).Where(w => !PageWords.Places.Contains(w.Key)), .. state.Words()]);

    /// <summary>The page somebody is on, with one of its own words changed; null takes it away. The view stays as it is.</summary>
    public static string Here(string address, string word, string? value) => Write(
        PathOf(address),
        [
            .. WordsOf(address)
                .Where(w => !w.Key.Equals(word, StringComparison.OrdinalIgnoreCase) && (word == PageWords.Page || !PageWords.Places.Contains(w.Key)))
                .Select(w => new KeyValuePair<string, string>(w.Key, w.Value ?? "")),
            .. string.IsNullOrEmpty(value) ? Array.Empty<KeyValuePair<string, string>>() : [new(word, value)],
        ]);

    /// <summary>Another page that keeps the view of the address somebody is on: for navigation.</summary>
    public static string Keeping(string path, string address) =>
        Write(path, [.. WordsOf(address).Where(w => IsViewWord(w.Key)).Select(w => new KeyValuePair<string, string>(w.Key, w.Value ?? ""))]);

    public static string Provider(string id, ReportState state) =>
        Report($"{Providers}/{RouteName.Write(id)}", state.Without(Dimension.Provider));

    public static string Domain(string name, ReportState state) =>
        Report($"{Domains}/{RouteName.Write(name)}", state.Without(Dimension.Domain));

    /// <summary>Providers, or with <c>domains</c> as tab the recipient domains.</summary>
    public static string ProviderList(ReportState state, string? tab = null) => Report(Providers, state, (PageWords.Tab, tab));

    public static string Campaign(string name, ReportState state) =>
        Report($"{Campaigns}/{RouteName.Write(name)}", state.Without(Dimension.Campaign));

    public static string Stream(string name, ReportState state) =>
        Report($"{Streams}/{RouteName.Write(name)}", state.Without(Dimension.Stream));

    /// <summary>Normalized replies behind a view.</summary>
    public static string ReplyList(ReportState state, EventType? outcome = null, string? search = null) =>
        Report(Replies, state, (PageWords.Outcome, outcome is { } type ? WireNames.Of(type) : null), (PageWords.Search, search));

    /// <summary>One normalized reply.</summary>
    public static string Reply(int templateId, ReportState state) =>
        Report(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Replies}/{templateId}"), state);

    /// <summary>The form of a new rule, filled in from a reply.</summary>
    public static string RuleFrom(int templateId, string provider) => Write(
        NewRule,
        [new(PageWords.Template, templateId.ToString(System.Globalization.CultureInfo.InvariantCulture)), new("provider", provider)]);

    /// <summary>The form of an own rule.</summary>
    public static string RuleEdit(string id) => $"{Rules}/edit/{Uri.EscapeDataString(id)}";

    /// <summary>One version of the own rules.</summary>
    public static string RuleVersion(int number, int? with = null) => string.Create(
        System.Globalization.CultureInfo.InvariantCulture, $"{Rules}/versions/{number}{(with is { } other ? $"?with={other}" : "")}");

    /// <summary>One list of the page that says who is behind relays and domains.</summary>
    public static string MappingList(MappingKind kind) =>
        Write(Mapping, MappingWords.Word(kind) is { } word ? [new(PageWords.Kind, word)] : []);

    /// <summary>The form that says who is behind a relay or domain, filled in.</summary>
    public static string MappingOf(string? relay = null, string? domain = null, string? provider = null) => Write(
        NewMapping,
        [
            .. new (string Word, string? Value)[] { (PageWords.Relay, relay), (PageWords.Domain, domain), (PageWords.Provider, provider) }
                .Where(w => !string.IsNullOrEmpty(w.Value)).Select(w => new KeyValuePair<string, string>(w.Word, w.Value!)),
        ]);

    /// <summary>The form of what the workspace says about a provider.</summary>
    public static string MappingEdit(string id) => $"{Mapping}/edit/{Uri.EscapeDataString(id)}";

    /// <summary>Raw events behind a view.</summary>
    public static string AttemptList(
        ReportState state, IEnumerable<EventType>? types = null, int? templateId = null, int? importId = null, string? recipient = null) => Report(
        Attempts,
        state,
        [
            .. (types ?? []).Select(type => (PageWords.Type, (string?)WireNames.Of(type))),
            (PageWords.Template, templateId?.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            (PageWords.Import, importId?.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            (PageWords.Recipient, recipient),
        ]);

    /// <summary>Deliveries of a view, one row each.</summary>
    /// <param name="state">The view.</param>
    /// <param name="recipient">A whole address, or a domain with <c>@</c> in front.</param>
    /// <param name="messageId">One message.</param>
    /// <param name="outcome">What became of them; null leaves it to the page.</param>
    public static string DeliveryList(ReportState state, string? recipient = null, string? messageId = null, DeliveryOutcome? outcome = null) => Report(
        Deliveries,
        state,
        (PageWords.Recipient, recipient),
        (PageWords.MessageId, messageId),
        (PageWords.Outcome, outcome is { } which ? WireNames.Of(which) : null));

    /// <summary>Where a rate, count, reason or another word is defined.</summary>
    /// <param name="anchor">One of the page's: a rate's API word, <c>reason-rate-limit</c>.</param>
    public static string Definition(string anchor) => $"{Definitions}#{Uri.EscapeDataString(anchor)}";

    /// <summary>One page of the help.</summary>
    public static string HelpTopic(string topic) => $"{Help}/{Uri.EscapeDataString(topic)}";

    /// <summary>One import.</summary>
    public static string Import(int id) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Imports}/{id}");

    /// <summary>Which column of an import's file is what.</summary>
    public static string ImportColumns(int id) => $"{Import(id)}/columns";

    /// <summary>One source.</summary>
    public static string Source(int id) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Sources}/{id}");

    /// <summary>One delivery's timeline.</summary>
    /// <param name="id">16 hexadecimal digits.</param>
    public static string Delivery(string id) => $"{Deliveries}/{Uri.EscapeDataString(id)}";

    /// <summary>The names and values of an address's query string, decoded, in order.</summary>
    public static IReadOnlyList<KeyValuePair<string, string?>> WordsOf(string address)
    {
        var question = address.IndexOf('?', StringComparison.Ordinal);
        if (question < 0)
        {
            return [];
        }

        var end = address.IndexOf('#', question);
        var words = new List<KeyValuePair<string, string?>>();
        foreach (var pair in new QueryStringEnumerable(address[question..(end < 0 ? address.Length : end)]))
        {
            words.Add(new(pair.DecodeName().ToString(), pair.DecodeValue().ToString()));
        }

        return words;
    }

    /// <summary>The first value of a word of an address; null when it is not there.</summary>
    public static string? WordOf(string address, string word) =>
        WordsOf(address).FirstOrDefault(w => w.Key.Equals(word, StringComparison.OrdinalIgnoreCase)).Value;

    /// <summary>The address when it stays on this site, else the overview: a link must not lead away who just signed in.</summary>
    public static string LocalOrOverview(string? url) => IsLocal(url) ? url! : Overview;

    private static bool IsLocal(string? url) =>
        url is ['/', ..]
        && url is not ['/', '/' or '\\', ..]
        && !url.Any(c => char.IsControl(c) || c == '\\');

    private static IEnumerable<KeyValuePair<string, string>> OwnWords(string address) =>
        WordsOf(address).Where(w => PageWords.All.Contains(w.Key)).Select(w => new KeyValuePair<string, string>(w.Key, w.Value ?? ""));

    private static bool IsViewWord(string word) =>
        FilterWords.IsWord(word)
        || word.Equals(ReportState.ClockWord, StringComparison.OrdinalIgnoreCase)
        || word.Equals(ReportState.CompareWord, StringComparison.OrdinalIgnoreCase);

    private static string PathOf(string address)
    {
        var path = Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme.StartsWith("http", StringComparison.Ordinal) ? uri.AbsolutePath : address;
        var end = path.AsSpan().IndexOfAny('?', '#');
        return end < 0 ? path : path[..end];
    }

    // A colon and a slash are no trouble in a query, and addresses stay readable with them.
    private static string Write(string path, IReadOnlyList<KeyValuePair<string, string>> words) => words.Count == 0
        ? path
        : path + "?" + string.Join('&', words.Select(w => $"{Uri.EscapeDataString(w.Key)}={Uri.EscapeDataString(w.Value).Replace("%3A", ":", StringComparison.Ordinal)}"));
}
