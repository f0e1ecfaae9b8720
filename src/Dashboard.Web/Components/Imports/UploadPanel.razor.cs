using Dashboard.Web.Imports;
using Dashboard.Web.Reporting;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Dashboard.Web.Components.Imports;

/// <summary>Takes files by drop or choice. The browser sends them straight to the API; this shows how far they are.</summary>
public sealed partial class UploadPanel : IAsyncDisposable
{
    private const string FirstSource = "My mail server";
    private const int MostShown = 50;

    private readonly CancellationTokenSource _closed = new();
    private List<BrowserUpload> _uploads = [];
    private ElementReference _zone;
    private ElementReference _input;
    private IJSObjectReference? _module;
    private IJSObjectReference? _sender;
    private DotNetObjectReference<UploadPanel>? _self;
    private string? _source;

    /// <summary>Names of known sources, the likeliest first.</summary>
    [Parameter, EditorRequired] public required IReadOnlyList<string> Sources { get; set; }

    /// <summary>Told the id of each new import.</summary>
    [Parameter, EditorRequired] public EventCallback<int> OnSent { get; set; }

    [Inject] public required IJSRuntime JS { get; init; }

    private bool CanSend => _sender is not null && !string.IsNullOrWhiteSpace(_source);

    public async ValueTask DisposeAsync()
    {
        await _closed.CancelAsync();
        try
        {
            if (_sender is not null)
            {
                await _sender.InvokeVoidAsync("dispose");
                await _sender.DisposeAsync();
            }

            if (_module is not null)
            {
                await _module.DisposeAsync();
            }
        }
        catch (JSDisconnectedException)
        {
            // The browser has gone, and its objects with it.
        }

        _self?.Dispose();
        _closed.Dispose();
    }

    [JSInvokable]
    public Task AddedAsync(int id, string name, long bytes) => ChangeAsync(() =>
    {
        _uploads.Add(new BrowserUpload(id, UploadName.Clean(name), bytes));
        if (_uploads.Count > MostShown && _uploads.FirstOrDefault(u => !u.IsOpen) is { } old)
        {
            _uploads.Remove(old);
        }
    });

    [JSInvokable]
    public Task ProgressAsync(int id, long bytes) => UpdateAsync(id, u => u with { State = UploadState.Sending, SentBytes = bytes });

    [JSInvokable]
    public async Task SentAsync(int id, int importId)
    {
        // From now on it stands in the list of imports.
        await InvokeAsync(() => OnSent.InvokeAsync(importId));
        await ChangeAsync(() => Remove(id));
    }

    [JSInvokable]
    public Task FailedAsync(int id, string reason) => UpdateAsync(id, u => u with { State = UploadState.Failed, Error = reason });

    [JSInvokable]
    public Task CancelledAsync(int id) => UpdateAsync(id, u => u with { State = UploadState.Cancelled });

    protected override void OnParametersSet() => _source ??= Sources.Count > 0 ? Sources[0] : FirstSource;

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            _module = await JS.InvokeAsync<IJSObjectReference>("import", _closed.Token, "./js/upload.js");
            _self = DotNetObjectReference.Create(this);
            _sender = await _module.InvokeAsync<IJSObjectReference>("mount", _closed.Token, _zone, _input, _self);
            StateHasChanged();
        }
    }

    private static double Share(BrowserUpload upload) => upload.Bytes == 0 ? 0 : Math.Clamp((double)upload.SentBytes / upload.Bytes, 0, 1);

    private static string Progress(BrowserUpload upload) => upload.State switch
    {
        UploadState.Waiting => $"{ByteSize.Text(upload.Bytes)}, waiting",
        UploadState.Sending => $"{ByteSize.Text(upload.SentBytes)} of {ByteSize.Text(upload.Bytes)} ({Figures.WholePercent(Share(upload))})",
        UploadState.Failed => "not uploaded",
        UploadState.Cancelled => "cancelled",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private void ChangeSource(string? source) => _source = source;

    private async Task ChooseAsync() => await _sender!.InvokeVoidAsync("choose", _closed.Token);

    private async Task CancelAsync(int id) => await _sender!.InvokeVoidAsync("cancel", _closed.Token, id);

    private void Remove(int id) => _uploads = [.. _uploads.Where(u => u.Id != id)];

    private Task UpdateAsync(int id, Func<BrowserUpload, BrowserUpload> change) =>
        ChangeAsync(() => _uploads = [.. _uploads.Select(u => u.Id == id ? change(u) : u)]);

    private Task ChangeAsync(Action change) => InvokeAsync(() =>
    {
        change();
        StateHasChanged();
    });
}
