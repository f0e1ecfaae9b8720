namespace Dashboard.Core.Metrics;

/// <summary>A share of accepted deliveries by how long the acceptance took after queueing, defined once.</summary>
/// <param name="Id">The word in the API: <c>late</c>.</param>
/// <param name="Title">The label a marketer knows.</param>
/// <param name="Limit">The time that decides, to the bucket of the histogram that holds it (within 2.2 %).</param>
/// <param name="IsWithin">True: accepted in at most that time; false: in more.</param>
/// <param name="Meaning">A sentence that says what is divided by what.</param>
public sealed record TimeRateDefinition(string Id, string Title, TimeSpan Limit, bool IsWithin, string Meaning)
{
    /// <summary>Which direction is good news.</summary>
    public bool HigherIsBetter => IsWithin;

    /// <summary>The rate over the acceptances whose time after queueing is known.</summary>
    public Rate Of(LatencyHistogram total)
    {
        ArgumentNullException.ThrowIfNull(total);
        var within = total.CountWithin(Limit);
        return new Rate(IsWithin ? within : total.Count - within, total.Count);
    }
}

/// <summary>Every rate of times.</summary>
public static class TimeRateDefinitions
{
    /// <summary>After so long a message counts as late, unless its stream has a limit of its own.</summary>
    public static readonly TimeSpan LateAfter = TimeSpan.FromMinutes(15);

    /// <summary>Accepted too late: works where deferrals are not logged.</summary>
    public static TimeRateDefinition Late { get; } = new(
        "late", "Late rate", LateAfter, false,
        "Deliveries accepted more than 15 minutes after queueing, of the accepted whose queueing time is known.");

    /// <summary>Within a minute.</summary>
    public static TimeRateDefinition WithinOneMinute { get; } = Within("acceptedWithin1m", "a minute", TimeSpan.FromMinutes(1));

    /// <summary>Within ten minutes.</summary>
    public static TimeRateDefinition WithinTenMinutes { get; } = Within("acceptedWithin10m", "ten minutes", TimeSpan.FromMinutes(10));

    /// <summary>Within an hour.</summary>
    public static TimeRateDefinition WithinOneHour { get; } = Within("acceptedWithin1h", "an hour", TimeSpan.FromHours(1));

    /// <summary>Within six hours.</summary>
    public static TimeRateDefinition WithinSixHours { get; } = Within("acceptedWithin6h", "six hours", TimeSpan.FromHours(6));

    /// <summary>Within a day.</summary>
    public static TimeRateDefinition WithinOneDay { get; } = Within("acceptedWithin24h", "a day", TimeSpan.FromHours(24));

    /// <summary>All of them.</summary>
    public static IReadOnlyList<TimeRateDefinition> All { get; } =
        [Late, WithinOneMinute, WithinTenMinutes, WithinOneHour, WithinSixHours, WithinOneDay];

    /// <summary>A rate by its API word; null when there is none.</summary>
    public static TimeRateDefinition? Find(string id) => All.FirstOrDefault(r => r.Id.Equals(id, StringComparison.OrdinalIgnoreCase));

    private static TimeRateDefinition Within(string id, string time, TimeSpan limit) => new(
        id, $"Accepted within {time}", limit, true,
        $"Deliveries accepted at most {time} after queueing, of the accepted whose queueing time is known.");
}
