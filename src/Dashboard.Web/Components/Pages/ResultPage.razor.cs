using Dashboard.Core.Metrics;
using Dashboard.Core.Reporting;
using Dashboard.Web.Components.Reporting;
using Dashboard.Web.Reporting;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Web.Components.Pages;

/// <summary>What became of one campaign or one stream.</summary>
public sealed partial class ResultPage : IDisposable
{
    private const Clock DefaultClock = Clock.Cohort;
    private const int PartsShown = 10;

    private PageData<ResultFigures> _data = default!;
    private ResultKind _kind = ResultKind.Campaigns;
    private string _name = "";
    private string? _loaded;

    /// <summary>As <see cref="RouteName"/> writes it.</summary>
    [Parameter] public required string Name { get; set; }

    [CascadingParameter(Name = "Address")] public required string Address { get; set; }

    [Inject] public required ResultReport Report { get; init; }

    [Inject] public required ReportDefaults Defaults { get; init; }

    [Inject] public required NavigationManager Navigation { get; init; }

    [Inject] public required ILogger<ResultPage> Logger { get; init; }

    private string? Subtitle => _data.Value is { } figures
        ? $"{Labels.Of(_kind.Dimension)} · {RangeText.Of(figures.Slice.State.Filter.From, figures.Slice.State.Filter.To, figures.Slice.State.Zone)}"
        : Labels.Of(_kind.Dimension);

    public void Dispose() => _data.Dispose();

    protected override void OnInitialized() => _data = new PageData<ResultFigures>(Logger);

    protected override async Task OnParametersSetAsync()
    {
        if (_loaded != Address)
        {
            _loaded = Address;
            _kind = ResultKind.Of(Address);
            _name = RouteName.TryRead(Name, out var name) ? name : Name;
            await LoadAsync();
        }
    }

    private static string? StillOpen(SliceFigures slice)
    {
        if (slice.Clock != Clock.Cohort || slice.Now.Waiting == 0)
        {
            return null;
        }

        var acceptance = RateDefinitions.Acceptance.Of(slice.Now, Clock.Cohort);
        if (acceptance.Missing.Count > 0)
        {
            return null;
        }

        var (least, most) = (acceptance.Rate, slice.Now.Waiting);
        var best = new Rate(least.Numerator + most, least.Denominator);
        var (low, high) = (Figures.Percent(least.Value), Figures.Percent(best.Value));
        var waiting = most == 1 ? "1 delivery is still waiting" : $"{Figures.Count(most)} deliveries are still waiting";
        return low == high ? $"{waiting}." : $"{waiting}: the acceptance rate will end between {low} and {high}.";
    }

    private static string CourseNote(ResultFigures figures)
    {
        var course = figures.Course.State;
        var clock = figures.Slice.Clock == Clock.Cohort ? "By the time of the first attempt" : "By the time of each event";
        return $"{clock}, {RangeText.Of(course.Filter.From, course.Filter.To, course.Zone)}";
    }

    private static string? NotAccepted(SliceFigures slice)
    {
        var accepted = RateDefinitions.Acceptance.Of(slice.Now, slice.Clock);
        return accepted.Denominator == 0
            ? null
            : $"{Figures.Percent(new Rate(accepted.Denominator - accepted.Numerator, accepted.Denominator).Value)} are not accepted and have no such time.";
    }

    private string LinkTo(Breakdown part, string key, ResultFigures figures) => part.Dimension switch
    {
        Dimension.Provider => DashboardUrls.Provider(key, figures.Slice.State),
        Dimension.Campaign => DashboardUrls.Campaign(key, figures.Slice.State),
        _ => DashboardUrls.Here(Address, figures.Asked.With(part.Dimension, key)),
    };

    private Task LoadAsync() => _data.ReadAsync(async cancellationToken =>
    {
        var asked = (await Defaults.StateAsync(Address, cancellationToken)).Without(_kind.Dimension).ForDimensions(_kind.Dimension);
        return await Report.ReadAsync(_kind, _name, asked, asked.ClockOr(DefaultClock), cancellationToken);
    });

    private void Open(ReportState state) => Navigation.NavigateTo(DashboardUrls.Here(Address, state.Without(_kind.Dimension)));
}
