using System.Diagnostics;
using Dashboard.Core.Classification;
using Dashboard.Core.Providers;

namespace Dashboard.Web.Reporting;

/// <summary>What the page that says who is behind relays and domains lists.</summary>
public enum MappingKind
{
    /// <summary>Relays of nobody.</summary>
    Relays,

    /// <summary>Domains of nobody, of mail that reached no relay.</summary>
    Domains,

    /// <summary>Providers.</summary>
    Providers,
}

/// <summary>Providers and what is known of them, in words.</summary>
public static class MappingWords
{
    /// <summary>Its word in an address; null for the first.</summary>
    public static string? Word(MappingKind kind) => kind == MappingKind.Relays ? null : WireNames.Of(kind);

    /// <summary>A list in two words.</summary>
    public static string Title(MappingKind kind) => kind switch
    {
        MappingKind.Relays => "Unknown relays",
        MappingKind.Domains => "Unknown domains",
        MappingKind.Providers => "Providers",
        _ => throw new UnreachableException(),
    };

    /// <summary>What a provider does.</summary>
    public static string Label(ProviderKind kind) => kind switch
    {
        ProviderKind.Mailbox => "Mailbox provider",
        ProviderKind.Gateway => "Gateway",
        ProviderKind.Hosting => "Hosting",
        ProviderKind.Unknown => Labels.NotKnown,
        _ => throw new UnreachableException(),
    };

    /// <summary>What that means, for the person who chooses.</summary>
    public static string Meaning(ProviderKind kind) => kind switch
    {
        ProviderKind.Mailbox => "runs the mailboxes",
        ProviderKind.Gateway => "filters in front of somebody else’s mailboxes",
        ProviderKind.Hosting => "hosts the mail of many small domains",
        ProviderKind.Unknown => "not known",
        _ => throw new UnreachableException(),
    };

    /// <summary>Why somebody is suggested, a sentence; what it quotes is text from outside.</summary>
    public static string Why(ProviderSuggestion suggestion)
    {
        ArgumentNullException.ThrowIfNull(suggestion);
        return suggestion.Reason switch
        {
            SuggestionReason.Replies => $"Its replies say “{suggestion.Evidence}”.",
            SuggestionReason.Domains => $"Most of its mail goes to domains of theirs, such as {suggestion.Evidence}.",
            SuggestionReason.Name => $"The name resembles {suggestion.Evidence}.",
            _ => throw new UnreachableException(),
        };
    }

    /// <summary>"3 relays and 2 domains"; empty for none.</summary>
    public static string Patterns(int relays, int domains) => (relays, domains) switch
    {
        (0, 0) => "",
        (0, _) => Domains(domains),
        (_, 0) => Relays(relays),
        _ => $"{Relays(relays)} and {Domains(domains)}",
    };

    private static string Relays(int count) => count == 1 ? "1 relay" : $"{Figures.Count(count)} relays";

    private static string Domains(int count) => count == 1 ? "1 domain" : $"{Figures.Count(count)} domains";
}
