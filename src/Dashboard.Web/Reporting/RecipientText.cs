using System.Diagnostics.CodeAnalysis;

namespace Dashboard.Web.Reporting;

/// <summary>What somebody writes to look for a recipient: a whole address, or a domain.</summary>
public static class RecipientText
{
    public const string Expected = "A whole address (name@example.com) or a domain (@example.com). Parts of an address cannot be looked for.";

    /// <summary>Reads it.</summary>
    /// <param name="text">As written; a domain may leave its <c>@</c> out.</param>
    /// <param name="recipient">A whole address, or a domain with <c>@</c> in front.</param>
    /// <returns>False for what can be neither.</returns>
    public static bool TryRead(string text, [NotNullWhen(true)] out string? recipient)
    {
        var bare = text.Trim().TrimStart('<').TrimEnd('>');
        var at = bare.LastIndexOf('@');
        recipient = at < 0 ? "@" + bare : bare;
        var domain = recipient[(recipient.LastIndexOf('@') + 1)..];
        var isDomain = domain.Length > 0 && !domain.Any(char.IsWhiteSpace) && (at >= 0 || domain.Trim('.').Contains('.', StringComparison.Ordinal));
        recipient = isDomain ? recipient : null;
        return isDomain;
    }
}
