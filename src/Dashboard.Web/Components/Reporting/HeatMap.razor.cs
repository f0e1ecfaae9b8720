using Dashboard.Core.Metrics;
using Dashboard.Web.Reporting;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Web.Components.Reporting;

/// <summary>One cell of a heat map.</summary>
/// <param name="Column">Index into the columns.</param>
/// <param name="Row">Index into the rows.</param>
/// <param name="Rate">What was counted.</param>
public sealed record HeatCell(int Column, int Row, Rate Rate);

/// <summary>A rate as colour over two axes. A click chooses a cell.</summary>
public sealed partial class HeatMap
{
    // A scale that ends lower would paint everyday noise as alarm.
    private const double LeastScale = 0.2;

    private Dictionary<(int Column, int Row), HeatCell> _byPlace = [];
    private object _option = new { };

    /// <summary>What is shown, in a sentence.</summary>
    [Parameter, EditorRequired] public required string Label { get; set; }

    /// <summary>Names along the bottom, left to right; each once.</summary>
    [Parameter, EditorRequired] public required IReadOnlyList<string> Columns { get; set; }

    /// <summary>Names along the side, top to bottom; each once.</summary>
    [Parameter, EditorRequired] public required IReadOnlyList<string> Rows { get; set; }

    [Parameter, EditorRequired] public required IReadOnlyList<HeatCell> Cells { get; set; }

    /// <summary>Name of the rate.</summary>
    [Parameter, EditorRequired] public required string Measure { get; set; }

    [Parameter] public EventCallback<HeatCell> OnChoose { get; set; }

    protected override void OnParametersSet()
    {
        _byPlace = Cells.Where(c => c.Rate.Value is not null).ToDictionary(c => (c.Column, c.Row));
        var highest = _byPlace.Values.Where(c => c.Rate.Denominator >= Figures.FewCounted).Select(c => c.Rate.Value!.Value).DefaultIfEmpty(0).Max();
        var top = Math.Max(LeastScale, Math.Ceiling(highest * 20) / 20);
        _option = new
        {
            Grid = new { Left = 14, Right = 8, Top = 4, Bottom = 44, ContainLabel = true },
            Tooltip = new { Trigger = "item", ValueFormatter = "fmt:percent" },
            XAxis = new { Type = "category", Data = Columns, AxisLabel = new { HideOverlap = true }, AxisTick = new { Show = false }, SplitArea = new { Show = false } },
            YAxis = new { Type = "category", Data = Rows, Inverse = true, AxisTick = new { Show = false }, AxisLine = new { Show = false } },
            VisualMap = new
            {
                Type = "continuous",
                Min = 0,
                Max = top,
                Text = new[] { Figures.WholePercent(top), "0" },
                Orient = "horizontal",
                Left = "center",
                Bottom = 0,
                ItemWidth = 12,
                ItemHeight = 120,
                TextGap = 8,
                HoverLink = false,
                InRange = new { Color = new[] { "var(--d-heat-0)", "var(--d-heat-1)", "var(--d-heat-2)", "var(--d-heat-3)" } },
            },
            Series = new[]
            {
                new
                {
                    Name = Measure,
                    Type = "heatmap",
                    Data = _byPlace.Values.Select(Data),
                    ItemStyle = new { BorderColor = "var(--d-surface)", BorderWidth = 1, BorderRadius = 2 },
                    Emphasis = new { ItemStyle = new { Color = "inherit", BorderColor = "var(--d-text)", BorderWidth = 1 } },
                },
            },
        };
    }

    private object Data(HeatCell cell) => new
    {
        Name = NameOf(cell),
        Value = new object[] { cell.Column, cell.Row, Math.Round(cell.Rate.Value!.Value, 4) },
        VisualMap = cell.Rate.Denominator >= Figures.FewCounted,
        ItemStyle = cell.Rate.Denominator >= Figures.FewCounted ? null : new { Color = "var(--d-line)" },
    };

    private string NameOf(HeatCell cell) => $"{Rows[cell.Row]}, {Columns[cell.Column]}: {Figures.Of(cell.Rate)}";

    private async Task ChooseAsync(ChartClick click)
    {
        if (Cells.FirstOrDefault(c => c.Rate.Value is not null && NameOf(c) == click.Category) is { } cell)
        {
            await OnChoose.InvokeAsync(cell);
        }
    }
}
