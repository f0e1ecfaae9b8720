namespace Dashboard.Web.Components.Account;

/// <summary>The IANA zones a person can choose from.</summary>
public static class TimeZones
{
    public static IReadOnlyList<string> All { get; } =
    [
        .. TimeZoneInfo.GetSystemTimeZones()
            .Select(zone => zone.Id)
            .Where(id => id.Contains('/', StringComparison.Ordinal) && !id.StartsWith("Etc/", StringComparison.Ordinal))
            .Append("Etc/UTC")
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal),
    ];

    public static bool IsKnown(string? id) => id is not null && TimeZoneInfo.TryFindSystemTimeZoneById(id, out _);
}
