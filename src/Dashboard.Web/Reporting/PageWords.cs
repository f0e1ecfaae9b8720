namespace Dashboard.Web.Reporting;

/// <summary>Words of an address that belong to single pages, beside those of <see cref="ReportState"/>.</summary>
public static class PageWords
{
    public const string Sort = "sort";
    public const string Page = "page";
    public const string Search = "search";
    public const string Tab = "tab";
    public const string Kind = "kind";
    public const string Outcome = "outcome";
    public const string Type = "type";
    public const string Template = "template";
    public const string Import = "import";
    public const string Recipient = "recipient";
    public const string MessageId = "messageId";
    public const string After = "after";
    public const string Relay = "relay";
    public const string Domain = "on";
    public const string Provider = "as";

    public static IReadOnlySet<string> All { get; } = new HashSet<string>(StringComparer.OrdinalIgnoreCase)
    {
        Sort, Page, Search, Tab, Kind, Outcome, Type, Template, Import, Recipient, MessageId, After, Relay, Domain, Provider,
    };

    /// <summary>Places in a list: they mean nothing any more once the filter changes.</summary>
    public static IReadOnlySet<string> Places { get; } = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { Page, After };
}
