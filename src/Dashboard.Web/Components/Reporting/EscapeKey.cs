using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Dashboard.Web.Components.Reporting;

/// <summary>
/// While it is rendered, Escape closes what it stands beside, wherever the focus is: a choice in a filter navigates, and navigation
/// takes the focus to the heading.
/// </summary>
public sealed class EscapeKey : ComponentBase, IAsyncDisposable
{
    private readonly CancellationTokenSource _closed = new();
    private DotNetObjectReference<EscapeKey>? _self;
    private IJSObjectReference? _module;
    private IJSObjectReference? _watch;

    /// <summary>Told when Escape is pressed.</summary>
    [Parameter, EditorRequired] public EventCallback OnEscape { get; set; }

    [Inject] public required IJSRuntime JS { get; init; }

    /// <summary>Called by escape.js.</summary>
    [JSInvokable]
    public Task EscapeAsync() => InvokeAsync(OnEscape.InvokeAsync);

    public async ValueTask DisposeAsync()
    {
        await _closed.CancelAsync();
        try
        {
            if (_watch is not null)
            {
                await _watch.InvokeVoidAsync("dispose");
                await _watch.DisposeAsync();
            }

            if (_module is not null)
            {
                await _module.DisposeAsync();
            }
        }
        catch (JSDisconnectedException)
        {
            // The browser has gone, and its listeners with it.
        }

        _self?.Dispose();
        _closed.Dispose();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
        {
            return;
        }

        try
        {
            _self = DotNetObjectReference.Create(this);
            _module = await JS.InvokeAsync<IJSObjectReference>("import", _closed.Token, "./js/escape.js");
            _watch = await _module.InvokeAsync<IJSObjectReference>("watch", _closed.Token, _self);
        }
        catch (OperationCanceledException) when (_closed.IsCancellationRequested)
        {
            // Closed before the listener was there.
        }
    }
}
