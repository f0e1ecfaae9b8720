using System.Text.RegularExpressions;

namespace Dashboard.Formats.Delimited;

/// <summary>Finds the zone that a column's name states: <c>Date (UTC)</c>, <c>Zeit (MEZ)</c>, <c>Time [GMT+2]</c>, <c>date_utc</c>.</summary>
internal static partial class HeaderZone
{
    /// <summary>An IANA id, or null.</summary>
    public static string? Find(string name)
    {
        foreach (var zone in ZonesOf(name))
        {
            return zone;
        }
        return null;
    }

    private static IEnumerable<string> ZonesOf(string name)
    {
        if (Iana().Match(name) is { Success: true } iana && TimeZoneInfo.TryFindSystemTimeZoneById(iana.Value, out _))
        {
            yield return iana.Value;
        }
        if (Offset().Match(name) is { Success: true } offset && int.TryParse(offset.Groups[2].Value, out var hours) && hours <= 12)
        {
            // Of IANA's Etc zones the sign is the other way round.
            yield return hours == 0 ? "UTC" : $"Etc/GMT{(offset.Groups[1].Value == "-" ? "+" : "-")}{hours}";
        }
        foreach (Match word in Words().Matches(name))
        {
            var zone = word.Value.ToUpperInvariant() switch
            {
                "UTC" or "GMT" or "ZULU" => "UTC",
                // These stand for the country's clock in headers, which nobody renames in spring.
                "MEZ" or "MESZ" or "CET" or "CEST" => "Europe/Berlin",
                "BST" => "Europe/London",
                "EET" or "EEST" => "Europe/Helsinki",
                "EST" or "EDT" or "ET" or "EASTERN" => "America/New_York",
                "CST" or "CDT" or "CENTRAL" => "America/Chicago",
                "MST" or "MDT" or "MOUNTAIN" => "America/Denver",
                "PST" or "PDT" or "PT" or "PACIFIC" => "America/Los_Angeles",
                "JST" => "Asia/Tokyo",
                "AEST" or "AEDT" => "Australia/Sydney",
                _ => null,
            };
            if (zone is not null)
            {
                yield return zone;
            }
        }
    }

    [GeneratedRegex("[A-Z][A-Za-z]+/[A-Z][A-Za-z_]+(?:/[A-Z][A-Za-z_]+)?", RegexOptions.NonBacktracking)]
    private static partial Regex Iana();

    [GeneratedRegex(@"(?:UTC|GMT)\s*([+-])\s*0?(\d{1,2})", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Offset();

    [GeneratedRegex("[A-Za-z]+", RegexOptions.NonBacktracking)]
    private static partial Regex Words();
}
