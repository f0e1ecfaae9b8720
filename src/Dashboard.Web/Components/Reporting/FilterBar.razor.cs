using Dashboard.Core.Reporting;
using Dashboard.Web.Reporting;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Web.Components.Reporting;

/// <summary>The filter bar of a report page. It shows a state and changes the address; the page reads the address again.</summary>
public sealed partial class FilterBar
{
    private static readonly Dimension[] Quick = [Dimension.Provider, Dimension.Stream, Dimension.Campaign, Dimension.Pool];
    private static readonly Dimension[] Others =
    [
        Dimension.Domain, Dimension.Ip, Dimension.ListSource, Dimension.Segment, Dimension.Client, Dimension.FromDomain,
        Dimension.ReturnPathDomain, Dimension.DkimDomain, Dimension.Source,
    ];

    /// <summary>What the page shows.</summary>
    [Parameter, EditorRequired] public required ReportState State { get; set; }

    /// <summary>The clock the page uses when nobody chose one; null offers no choice, on pages where only one makes sense.</summary>
    [Parameter] public Clock? PageClock { get; set; }

    /// <summary>False on pages of rows, which have no period before to stand beside.</summary>
    [Parameter] public bool HasComparison { get; set; } = true;

    [Inject] public required NavigationManager Navigation { get; init; }

    private static string Pressed(bool pressed) => pressed ? "true" : "false";

    private static string Short(string text) => text.Length > 40 ? text[..40] + "…" : text;

    private void Go(ReportState state) => Navigation.NavigateTo(DashboardUrls.Here(Navigation.Uri, state));

    private void ToggleCompare() => Go(State with { IsCompared = !State.IsCompared });

    private void Choose(Clock clock) => Go(State with { ChosenClock = clock });

    private void Clear() => Go(State with { Filter = State.Filter with { Conditions = [] } });
}
