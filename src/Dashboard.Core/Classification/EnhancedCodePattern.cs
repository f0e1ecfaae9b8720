using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Dashboard.Core.Replies;

namespace Dashboard.Core.Classification;

/// <summary>An enhanced status code in a rule: <c>5.1.1</c>, <c>x.2.2</c> (any class), <c>5.7.x</c>, <c>x.7.x</c>. Null is any.</summary>
internal readonly record struct EnhancedCodePattern(int? Class, int? Subject, int? Detail)
{
    public bool Matches(EnhancedStatusCode code) =>
        (Class is null || Class == code.Class) && (Subject is null || Subject == code.Subject) && (Detail is null || Detail == code.Detail);

    public static bool TryParse([NotNullWhen(true)] string? text, out EnhancedCodePattern pattern)
    {
        pattern = default;
        if (text?.Split('.') is not { Length: 3 } parts
            || !TryParsePart(parts[0], out var statusClass)
            || !TryParsePart(parts[1], out var subject)
            || !TryParsePart(parts[2], out var detail)
            || statusClass is not (null or 2 or 4 or 5))
        {
            return false;
        }

        pattern = new EnhancedCodePattern(statusClass, subject, detail);
        return true;
    }

    private static bool TryParsePart(string part, out int? number)
    {
        number = null;
        if (part is "x")
        {
            return true;
        }

        var isNumber = int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value <= 999;
        number = isNumber ? value : null;
        return isNumber;
    }
}
