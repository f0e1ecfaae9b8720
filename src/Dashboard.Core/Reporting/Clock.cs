namespace Dashboard.Core.Reporting;

/// <summary>By which time deliveries are placed on the calendar. Never mixed on one page.</summary>
public enum Clock
{
    /// <summary>Operational: each event in the hour in which it happened.</summary>
    Event,

    /// <summary>Campaign and stream results: everything in the hour of the delivery's first attempt.</summary>
    Cohort,
}
