namespace Dashboard.Storage.Accounts;

/// <summary>Settings of the whole installation: one row.</summary>
public sealed class Workspace
{
    /// <summary>Always 1.</summary>
    public int Id { get; set; } = 1;

    /// <summary>Name shown in the page header.</summary>
    public string Name { get; set; } = "Dashboard";

    /// <summary>IANA time zone whose hours and days the reports use. Fixed once there is data: the hourly counts are kept in it.</summary>
    public string TimeZone { get; set; } = "Etc/UTC";

    /// <summary>For how many days single attempts are kept after they happened or, if that was later, after they were imported.</summary>
    public int AttemptDays { get; set; } = 90;

    /// <summary>For how many months counts are kept after what they count.</summary>
    public int CountMonths { get; set; } = 25;

    /// <summary>Single attempts before this, UTC, were deleted because of their age; null while none were.</summary>
    public DateTimeOffset? AttemptsSince { get; set; }
}
