using Dashboard.Core.Classification;
using Dashboard.Core.Delivery;
using Dashboard.Core.Reporting;

namespace Dashboard.Web.Reporting;

/// <summary>Words for people: dimensions, their values, categories and actions.</summary>
public static class Labels
{
    public const string NotKnown = "(not known)";

    public static string Of(Dimension dimension) => dimension switch
    {
        Dimension.Provider => "Provider",
        Dimension.Domain => "Recipient domain",
        Dimension.Campaign => "Campaign",
        Dimension.Stream => "Stream",
        Dimension.Pool => "Pool",
        Dimension.Ip => "Sending IP",
        Dimension.FromDomain => "From domain",
        Dimension.ReturnPathDomain => "Return-path domain",
        Dimension.DkimDomain => "DKIM domain",
        Dimension.ListSource => "List source",
        Dimension.Segment => "Segment",
        Dimension.Client => "Client",
        Dimension.Source => "Log source",
        Dimension.Category => "Category",
        Dimension.Reason => "Reason",
        Dimension.Fault => "Fault",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>A dimension's value as shown; text from outside stays as it is.</summary>
    public static string Value(Dimension dimension, string value) => (dimension, value) switch
    {
        (Dimension.Campaign, "") => "(no campaign)",
        (Dimension.Stream, "") => "(no stream)",
        (_, "") => NotKnown,
        (Dimension.Provider, _) => Provider(value),
        (Dimension.Category, _) => Category(value),
        (Dimension.Reason, _) => WireNames.TryParse<Reason>(value, out var reason) ? CategoryWords.Label(reason) : value,
        (Dimension.Fault, _) => WireNames.TryParse<Fault>(value, out var fault) ? FaultWords.Label(fault) : value,
        _ => value,
    };

    /// <summary>A provider's name; an id that the directory does not know any more stays as it is.</summary>
    public static string Provider(string id)
    {
        var provider = ProviderNames.InForce.ById(id);
        return provider == Core.Providers.Provider.Other && id != provider.Id ? id : provider == Core.Providers.Provider.Other ? "Other providers" : provider.Name;
    }

    /// <summary><c>deferred-rate-limit</c> as <c>Deferred: rate limited</c>.</summary>
    public static string Category(string category) =>
        Core.Classification.Category.TryParse(category, out var known) ? CategoryWords.LongLabel(known) : CategoryWords.Label(category);

    public static string Of(NextAction action) => ActionWords.Label(action);

    public static string Of(EventType type) => EventWords.Label(type);
}
