using Dashboard.Storage.Accounts;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.JSInterop;

namespace Dashboard.Web.Components.Layout;

/// <summary>The frame of every page for people who are signed in: bar, navigation, colours, and who is looking.</summary>
public sealed partial class MainLayout : LayoutComponentBase, IDisposable
{
    private readonly CancellationTokenSource _closed = new();
    private DotNetObjectReference<MainLayout>? _reference;
    private ErrorBoundary? _errors;
    private Viewer? _viewer;
    private string _mode = "system";
    private bool _isDark;
    private bool _drawerOpen = true;

    [CascadingParameter] public required ThemeChoice Theme { get; set; }

    [CascadingParameter] public required Task<AuthenticationState> Authentication { get; set; }

    [CascadingParameter] public Microsoft.AspNetCore.Components.RouteData? Route { get; set; }

    [Inject] public required WorkspaceSettings Settings { get; init; }

    [Inject] public required IJSRuntime JS { get; init; }

    private bool ShowsContent =>
        RendererInfo.IsInteractive || Route?.PageType.IsDefined(typeof(AnswersWithContentAttribute), inherit: false) == true;

    public void Dispose()
    {
        _closed.Cancel();
        _closed.Dispose();
        _reference?.Dispose();
    }

    /// <summary>Called by theme.js when the system went light or dark.</summary>
    [JSInvokable]
    public Task ThemeChangedAsync(bool dark) => InvokeAsync(() =>
    {
        _isDark = dark;
        StateHasChanged();
    });

    protected override async Task OnInitializedAsync()
    {
        _mode = Theme.Mode;
        _isDark = Theme.IsDark;
        var workspace = await Settings.ReadAsync(_closed.Token);
        _viewer = Viewer.From((await Authentication).User, workspace);
    }

    // A page that failed must not keep its notice when the next page opens.
    protected override void OnParametersSet() => _errors?.Recover();

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            _reference = DotNetObjectReference.Create(this);
            var dark = await JS.InvokeAsync<bool>("dashboardTheme.watch", _closed.Token, _reference);
            if (dark != _isDark)
            {
                _isDark = dark;
                StateHasChanged();
            }
        }
    }

    private async Task ChangeModeAsync(string mode)
    {
        _mode = mode;
        _isDark = await JS.InvokeAsync<bool>("dashboardTheme.set", _closed.Token, mode);
    }

    private void ToggleDrawer() => _drawerOpen = !_drawerOpen;

    private void Recover() => _errors?.Recover();
}
