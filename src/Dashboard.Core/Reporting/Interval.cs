namespace Dashboard.Core.Reporting;

/// <summary>How finely a report is split in time, on the workspace's clock.</summary>
public enum Interval
{
    /// <summary>One row for the whole range.</summary>
    None,

    /// <summary>Hours.</summary>
    Hour,

    /// <summary>Days.</summary>
    Day,

    /// <summary>Weeks, from Monday (ISO 8601).</summary>
    Week,

    /// <summary>Months.</summary>
    Month,
}
