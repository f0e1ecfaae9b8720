using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Dashboard.Web.Components.Reporting;

/// <summary>
/// A chart drawn by Apache ECharts. The option is data and nothing else: formatters are named (<c>"fmt:percent"</c>, <c>"fmt:count"</c>,
/// <c>"fmt:duration"</c>, <c>"fmt:moment"</c>), never code, and labels are drawn as text, never as HTML.
/// </summary>
public sealed partial class EChart : IAsyncDisposable
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    private ElementReference _element;
    private IJSObjectReference? _module;
    private IJSObjectReference? _chart;
    private DotNetObjectReference<EChart>? _reference;

    // The option itself is not kept: a big one would cost the server memory for as long as the page is open.
    private byte[] _drawn = [];
    private JsonElement? _waiting;
    private bool _isDisposed;

    /// <summary>
    /// ECharts' option object, as an anonymous object or JsonNode with ECharts' own names in camel case. Null properties are left out;
    /// null inside a data array stays, as a gap. Times are written by <see cref="ChartTime"/>. Colours may be CSS variables:
    /// <c>"var(--d-accepted)"</c>.
    /// </summary>
    [Parameter, EditorRequired] public required object Option { get; set; }

    /// <summary>What the chart shows, in a sentence, for readers who do not see it.</summary>
    [Parameter, EditorRequired] public required string Label { get; set; }

    /// <summary>A CSS length.</summary>
    [Parameter] public string Height { get; set; } = "300px";

    /// <summary>A table with the same numbers.</summary>
    [Parameter] public RenderFragment? Table { get; set; }

    /// <summary>Told which point was clicked.</summary>
    [Parameter] public EventCallback<ChartClick> OnClick { get; set; }

    [Inject] public required IJSRuntime JS { get; init; }

    /// <summary>Called by echart.js.</summary>
    [JSInvokable]
    public Task ClickedAsync(ChartClick click) => InvokeAsync(() => OnClick.InvokeAsync(click));

    public async ValueTask DisposeAsync()
    {
        _isDisposed = true;
        try
        {
            if (_chart is not null)
            {
                await _chart.InvokeVoidAsync("dispose");
                await _chart.DisposeAsync();
            }

            if (_module is not null)
            {
                await _module.DisposeAsync();
            }
        }
        catch (JSDisconnectedException)
        {
            // The page is gone, and its charts with it.
        }

        _reference?.Dispose();
    }

    protected override void OnParametersSet()
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(Option, Json);
        var hash = SHA256.HashData(bytes);
        if (!hash.AsSpan().SequenceEqual(_drawn))
        {
            _drawn = hash;
            _waiting = JsonSerializer.Deserialize<JsonElement>(bytes);
        }
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_waiting is not { } option || _isDisposed)
        {
            return;
        }

        if (_chart is not null)
        {
            _waiting = null;
            await _chart.InvokeVoidAsync("update", option);
        }
        else if (firstRender)
        {
            _module = await JS.InvokeAsync<IJSObjectReference>("import", "./js/echart.js");
            _reference = DotNetObjectReference.Create(this);
            var engine = Assets["_content/Vizor.ECharts/js/vizor-echarts-bundle-min.js"];

            // Parameters may have changed meanwhile: draw the latest.
            option = _waiting ?? option;
            _waiting = null;
            _chart = await _module.InvokeAsync<IJSObjectReference>(
                "create", _element, engine, option, OnClick.HasDelegate ? _reference : null);
            if (_isDisposed)
            {
                await DisposeAsync();
            }
            else if (_waiting is { } newer)
            {
                _waiting = null;
                await _chart.InvokeVoidAsync("update", newer);
            }
        }
    }
}
