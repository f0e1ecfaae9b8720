namespace Dashboard.Web.Components.Reporting;

/// <summary>A point of a chart that was clicked. The texts come back from the browser: look them up, never trust them.</summary>
/// <param name="Series">Name of its series.</param>
/// <param name="Category">Name on its category axis, or of its data item; null on a time axis.</param>
/// <param name="Time">Its wall clock on a time axis, as written by <see cref="ChartTime"/>; null elsewhere.</param>
/// <param name="Value">Its number; null when the point holds several.</param>
public sealed record ChartClick(string? Series, string? Category, DateTime? Time, double? Value);
