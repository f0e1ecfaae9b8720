using Dashboard.Core.Evidence;
using Dashboard.Core.Reporting;
using Dashboard.Storage.Queries;
using Dashboard.Web.Components.Layout;
using Dashboard.Web.Components.Replies;
using Dashboard.Web.Components.Reporting;
using Dashboard.Web.Reporting;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Web.Components.Pages;

/// <summary>One normalized reply: what it means, why, where and when it comes, and the replies themselves.</summary>
public sealed partial class ReplyPage : IDisposable
{
    private PageData<ReplyView> _data = default!;
    private string? _loaded;

    /// <summary>Row id of the template.</summary>
    [Parameter] public int TemplateId { get; set; }

    [CascadingParameter] public required Viewer Viewer { get; set; }

    [CascadingParameter(Name = "Address")] public required string Address { get; set; }

    [CascadingParameter] public HttpContext? Request { get; set; }

    [Inject] public required ReplyReading Reading { get; init; }

    [Inject] public required StoredEvidence Evidence { get; init; }

    [Inject] public required NavigationManager Navigation { get; init; }

    [Inject] public required ILogger<ReplyPage> Logger { get; init; }

    public void Dispose() => _data.Dispose();

    protected override void OnInitialized() => _data = new PageData<ReplyView>(Logger);

    protected override async Task OnParametersSetAsync()
    {
        if (_loaded != Address)
        {
            _loaded = Address;
            await LoadAsync();
        }
    }

    private ReplyEvidence EvidenceOf(ReplyView view, string ruleId) => Evidence.Of(view.Rows.First(row => row.Class.RuleId == ruleId));

    private async Task LoadAsync()
    {
        await _data.ReadAsync(cancellationToken => Reading.ReadAsync(TemplateId, Address, cancellationToken));
        if (_data is { HasValue: true, Value.Rows.Count: 0 })
        {
            PageStatus.SetNotFound(Request);
        }
    }
}
