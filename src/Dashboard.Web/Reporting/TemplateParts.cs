using System.Text.RegularExpressions;

namespace Dashboard.Web.Reporting;

/// <summary>A run of a reply template: words as they were, or a masked part.</summary>
/// <param name="Text">The text; of a masked part only its name (<c>address</c>).</param>
/// <param name="IsMasked">True where the reply varied.</param>
public readonly record struct TemplatePart(string Text, bool IsMasked);

/// <summary>Takes a template apart, so that pages can show what was masked. Joined again, with angle brackets around the masked, it is the template.</summary>
public static partial class TemplateParts
{
    /// <summary>The parts in order.</summary>
    public static IReadOnlyList<TemplatePart> Of(string template)
    {
        var parts = new List<TemplatePart>();
        var end = 0;
        foreach (var match in Masked().EnumerateMatches(template))
        {
            if (match.Index > end)
            {
                parts.Add(new(template[end..match.Index], false));
            }

            end = match.Index + match.Length;
            parts.Add(new(template[(match.Index + 1)..(end - 1)], true));
        }

        if (end < template.Length)
        {
            parts.Add(new(template[end..], false));
        }

        return parts;
    }

    [GeneratedRegex("<(?:address|ip|host|id|number|time)>", RegexOptions.CultureInvariant)]
    private static partial Regex Masked();
}
