using Dashboard.Web.Components.Layout;
using Dashboard.Web.Components.Reporting;
using Dashboard.Web.Reporting;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Dashboard.Web.Components.Search;

/// <summary>The search of the app bar: finds while somebody types, the newest text only.</summary>
public sealed partial class GlobalSearch : IAsyncDisposable
{
    // Long enough to leave out the letters in between, short enough not to be noticed.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(150);

    private readonly CancellationTokenSource _closed = new();
    private PageData<SearchResult> _found = default!;
    private ElementReference _opener;
    private ElementReference _dialog;
    private IJSObjectReference? _module;
    private IJSObjectReference? _keys;
    private string _text = "";

    [CascadingParameter] public required Viewer Viewer { get; set; }

    [Inject] public required SiteSearch Search { get; init; }

    [Inject] public required NavigationManager Navigation { get; init; }

    [Inject] public required TimeProvider Time { get; init; }

    [Inject] public required IJSRuntime JS { get; init; }

    [Inject] public required ILogger<GlobalSearch> Logger { get; init; }

    private bool IsFilled => _text.Length > 0 && _found is { IsFailed: false, HasValue: true, Value.Groups.Count: > 0 };

    public async ValueTask DisposeAsync()
    {
        await _closed.CancelAsync();
        _found.Dispose();
        try
        {
            if (_keys is not null)
            {
                await _keys.InvokeVoidAsync("dispose");
                await _keys.DisposeAsync();
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

        _closed.Dispose();
    }

    protected override void OnInitialized() => _found = new PageData<SearchResult>(Logger);

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            _module = await JS.InvokeAsync<IJSObjectReference>("import", _closed.Token, "./js/search.js");
            _keys = await _module.InvokeAsync<IJSObjectReference>("attach", _closed.Token, _opener, _dialog);
        }
    }

    private async Task SearchAsync(ChangeEventArgs change)
    {
        _text = ListWords.Text(change.Value as string) ?? "";
        var text = _text;
        await _found.ReadAsync(async cancellationToken =>
        {
            if (text.Length == 0)
            {
                return new SearchResult(text, []);
            }

            await Task.Delay(Pause, Time, cancellationToken);
            return new SearchResult(text, await Search.FindAsync(text, Navigation.Uri, Viewer.Role, cancellationToken));
        });
    }

    /// <summary>What was found for which text.</summary>
    private sealed record SearchResult(string Text, IReadOnlyList<SearchGroup> Groups);
}
