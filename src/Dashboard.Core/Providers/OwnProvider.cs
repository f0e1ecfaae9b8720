namespace Dashboard.Core.Providers;

/// <summary>
/// What an operator says about a provider, as it is written: relays and domains that belong to one of the product's, or a provider of
/// their own. In words, so that it can be half done or wrong; <see cref="Classification.Own.OwnProviderCheck"/> says what is.
/// </summary>
public sealed record OwnProvider
{
    /// <summary>Id of a provider of the product, or a new one: small letters, digits and underscores.</summary>
    public string Id { get; init; } = "";

    /// <summary>Name of a provider of their own; null for one of the product's.</summary>
    public string? Name { get; init; }

    /// <summary>Kind of a provider of their own: <c>mailbox</c>, <c>gateway</c>, <c>hosting</c>; null for one of the product's.</summary>
    public string? Kind { get; init; }

    /// <summary>Relay hosts: the name itself and every host below it.</summary>
    public IReadOnlyList<string> Relays { get; init; } = [];

    /// <summary>Recipient domains: <c>example.com</c>, <c>.example.com</c> for all below it, <c>example.*</c> for every country variant.</summary>
    public IReadOnlyList<string> Domains { get; init; } = [];

    /// <summary>True when it maps to a provider of the product.</summary>
    public bool IsOfShipped => string.IsNullOrEmpty(Name) && string.IsNullOrEmpty(Kind);

    /// <summary>A relay's name as people type it in the form that is compared: lower case, A-labels, without dots or a star around it.</summary>
    public static string NormalRelay(string typed) => NormalDomain(typed).TrimStart('.');

    /// <summary>A domain's pattern as people type it in the form that is compared; <c>*.example.com</c> is <c>.example.com</c>.</summary>
    public static string NormalDomain(string typed)
    {
        ArgumentNullException.ThrowIfNull(typed);
        var text = typed.Trim().TrimEnd('.').ToLowerInvariant();
        text = text.StartsWith("*.", StringComparison.Ordinal) ? text[1..] : text;
        return text.All(char.IsAscii) ? text : ToAscii(text);
    }

    private static string ToAscii(string text)
    {
        var start = text.StartsWith('.') ? "." : "";
        var end = text.EndsWith(".*", StringComparison.Ordinal) ? ".*" : "";
        return start + HostName.ToALabels(text[start.Length..^end.Length]) + end;
    }
}
