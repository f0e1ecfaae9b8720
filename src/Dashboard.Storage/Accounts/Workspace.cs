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
}
