using Dashboard.Core.Reporting;
using Dashboard.Web.Reporting;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Web.Components.Reporting;

/// <summary>What became of mail, step by step, stacked. A click opens the step.</summary>
public sealed partial class OutcomeChart
{
    private IReadOnlyList<OutcomePart> _parts = [];
    private object _option = new { };

    [Parameter, EditorRequired] public required SliceFigures Slice { get; set; }

    /// <summary>The page's address, for the links of the steps.</summary>
    [Parameter, EditorRequired] public required string Address { get; set; }

    /// <summary>Told the view of a step that was clicked.</summary>
    [Parameter] public EventCallback<ReportState> OnChoose { get; set; }

    private string Heading => char.ToUpperInvariant(TimeSteps.Word(Slice.Interval)[0]) + TimeSteps.Word(Slice.Interval)[1..];

    protected override void OnParametersSet()
    {
        _parts =
        [
            .. OutcomePart.All(Slice.Clock)
                .Concat(Slice.Clock == Clock.Event ? [OutcomePart.PutOff] : [])
                .Where(part => Slice.Series.Any(p => part.Of(p.Counts) != 0)),
        ];
        _option = new
        {
            Legend = new { Type = "scroll", Left = 0, Top = 0, Width = "76%", ItemWidth = 12, ItemHeight = 12 },
            Grid = new { Left = 4, Right = 8, Top = 40, Bottom = 12, ContainLabel = true },
            Tooltip = new { Trigger = "axis", AxisPointer = new { Type = "shadow" }, ValueFormatter = "fmt:count" },
            Toolbox = new
            {
                Right = 4,
                Top = -2,
                Feature = new
                {
                    DataZoom = new { YAxisIndex = "none", Title = new { Zoom = "Zoom", Back = "Zoom back" } },
                },
            },
            XAxis = new { Type = "category", Data = Slice.Series.Select(LabelOf), AxisLabel = new { HideOverlap = true }, AxisTick = new { AlignWithLabel = true } },
            YAxis = new { Type = "value", MinInterval = 1, AxisLabel = new { Formatter = "fmt:compact" }, SplitNumber = 4 },
            Series = _parts.Select(part => new
            {
                Name = part.Label,
                Type = "bar",
                Stack = "all",
                Color = part.Colour,
                BarMaxWidth = 48,
                BarCategoryGap = "20%",
                Data = Slice.Series.Select(p => part.Of(p.Counts)),
            }),
        };
    }

    private string LabelOf(SeriesPoint point) => RangeText.Bucket(point.From, Slice.State.Zone, Slice.Interval == Interval.Hour);

    private async Task ChooseAsync(ChartClick click)
    {
        if (Slice.Series.FirstOrDefault(p => LabelOf(p) == click.Category) is { } point)
        {
            await OnChoose.InvokeAsync(Slice.At(point));
        }
    }
}
