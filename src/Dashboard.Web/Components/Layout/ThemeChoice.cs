namespace Dashboard.Web.Components.Layout;

/// <summary>Light, dark, or as the system has it; kept in cookies by theme.js.</summary>
/// <param name="Mode"><c>system</c>, <c>light</c> or <c>dark</c>.</param>
/// <param name="IsDark">What the page shows now.</param>
public sealed record ThemeChoice(string Mode, bool IsDark)
{
    public static ThemeChoice Default { get; } = new("system", false);

    public static ThemeChoice Read(HttpContext context)
    {
        var mode = context.Request.Cookies["dashboard-theme"] is "light" or "dark" ? context.Request.Cookies["dashboard-theme"]! : "system";

        // The server cannot ask the system; theme.js left its answer of the last visit.
        return new ThemeChoice(mode, mode == "dark" || (mode == "system" && context.Request.Cookies["dashboard-scheme"] == "dark"));
    }
}
