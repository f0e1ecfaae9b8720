namespace Dashboard.Testing.Generation;

public enum IncidentKind
{
    /// <summary>A big promotion starts and Yahoo defers most of its pool's mail.</summary>
    Throttled,

    /// <summary>A campaign to a bought list: every fourth address does not exist.</summary>
    BadList,

    /// <summary>Gmail refuses the transactional stream as unauthenticated.</summary>
    Unauthenticated,
}

/// <summary>Something that went wrong on purpose, from a time on.</summary>
public sealed record Incident(IncidentKind Kind, DateTime From, DateTime To, string What)
{
    public bool IsAt(DateTime time) => time >= From && time < To;

    /// <summary>Spread over the period: at 2/7, 1/2 and 5/7 of it.</summary>
    public static IReadOnlyList<Incident> Plan(PowerMtaLogOptions options)
    {
        if (!options.Incidents)
        {
            return [];
        }
        var start = options.Start.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
        var throttled = start.AddDays(options.Days * 2 / 7).AddHours(9);
        var badList = start.AddDays(options.Days / 2);
        var unauthenticated = start.AddDays(options.Days * 5 / 7).AddHours(13);
        return
        [
            new Incident(IncidentKind.Throttled, throttled, throttled.AddHours(8), "yahoo defers 65 % of promo-pool"),
            new Incident(IncidentKind.BadList, badList, badList.AddDays(1), "28 % of list l07 in campaign c002 do not exist"),
            new Incident(IncidentKind.Unauthenticated, unauthenticated, unauthenticated.AddHours(6), "gmail refuses 85 % of transactional: not authenticated"),
        ];
    }
}
