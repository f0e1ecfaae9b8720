using Dashboard.Storage.Accounts;
using Dashboard.Web.Accounts;
using Dashboard.Web.Components.Layout;
using Dashboard.Web.Components.Reporting;
using Dashboard.Web.Reporting;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Dashboard.Web.Components.Pages;

public sealed partial class KeysPage : IDisposable
{
    private static readonly (string Scope, string Meaning)[] ScopeMeanings =
    [
        (ApiScopes.Ingest, "send logs and events in"),
        (ApiScopes.Read, "read every report"),
        (ApiScopes.Manage, "read imports again or delete them"),
    ];

    private readonly HashSet<string> _scopes = [];
    private PageData<IReadOnlyList<ApiKey>> _keys = default!;
    private string _name = "";
    private string? _newKey;
    private int? _revoking;
    private bool _isAdding;
    private bool _isCopied;
    private bool _nameIsMissing;

    [CascadingParameter] public required Viewer Viewer { get; set; }

    [Inject] public required PeopleAdministration Administration { get; init; }

    [Inject] public required ILogger<KeysPage> Logger { get; init; }

    [Inject] public required IJSRuntime JS { get; init; }

    public void Dispose() => _keys.Dispose();

    protected override Task OnInitializedAsync()
    {
        _keys = new PageData<IReadOnlyList<ApiKey>>(Logger);
        return LoadAsync();
    }

    private Task LoadAsync() => _keys.ReadAsync(Administration.ListKeysAsync);

    private void BeginAdding()
    {
        _isAdding = true;
        _newKey = null;
        _name = "";
        _nameIsMissing = false;
        _scopes.Clear();
        _scopes.Add(ApiScopes.Ingest);
    }

    private void EndAdding() => _isAdding = false;

    private void Choose(string scope, bool on)
    {
        if (on)
        {
            _scopes.Add(scope);
        }
        else
        {
            _scopes.Remove(scope);
        }
    }

    private async Task CreateAsync()
    {
        var name = _name.Trim();
        _nameIsMissing = name.Length is 0 or > 100;
        if (_nameIsMissing || !_isAdding || _scopes.Count == 0)
        {
            return;
        }

        // Before the first await: a second click must not make a second key.
        _isAdding = false;
        _isCopied = false;
        _newKey = await Administration.CreateKeyAsync(name, _scopes, CancellationToken.None);
        await LoadAsync();
    }

    private async Task RevokeAsync(int id)
    {
        _revoking = null;
        await Administration.RevokeKeyAsync(id, CancellationToken.None);
        await LoadAsync();
    }

    private async Task CopyAsync()
    {
        await using var module = await JS.InvokeAsync<IJSObjectReference>("import", "./js/clipboard.js");
        _isCopied = await module.InvokeAsync<bool>("copy", _newKey);
    }

    private void HideKey() => _newKey = null;

    private string Time(DateTimeOffset time) => RangeText.Moment(time, Viewer.Zone);
}
