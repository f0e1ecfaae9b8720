using System.Globalization;
using Dashboard.Core.Classification;
using Dashboard.Core.Classification.Own;
using Dashboard.Core.Delivery;
using Dashboard.Core.Reporting;
using Dashboard.Storage.Queries;
using Dashboard.Storage.Rules;
using Dashboard.Web.Components.Layout;
using Dashboard.Web.Components.Reporting;
using Dashboard.Web.Reporting;
using Dashboard.Web.Rules;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Web.Components.Pages;

/// <summary>Makes or changes an own rule: the form, then the preview of what it would change.</summary>
public sealed partial class RuleEditorPage : IDisposable
{
    private PageData<Opened> _opened = default!;
    private OwnFile? _proposed;
    private IReadOnlyList<RuleProblem> _problems = [];
    private string? _loaded;

    /// <summary>The rule to change; null for a new one.</summary>
    [Parameter] public string? Id { get; set; }

    [CascadingParameter] public required Viewer Viewer { get; set; }

    [CascadingParameter(Name = "Address")] public required string Address { get; set; }

    [CascadingParameter] public HttpContext? Request { get; set; }

    [Inject] public required CurrentRules Current { get; init; }

    [Inject] public required RepliesQuery Replies { get; init; }

    [Inject] public required CompletenessQuery Completeness { get; init; }

    [Inject] public required ReportDefaults Defaults { get; init; }

    [Inject] public required NavigationManager Navigation { get; init; }

    [Inject] public required ILogger<RuleEditorPage> Logger { get; init; }

    public void Dispose() => _opened.Dispose();

    protected override void OnInitialized() => _opened = new PageData<Opened>(Logger);

    protected override async Task OnParametersSetAsync()
    {
        if (_loaded != Address)
        {
            _loaded = Address;
            await LoadAsync();
            if (_opened is { HasValue: true, Value.Draft: null })
            {
                PageStatus.SetNotFound(Request);
            }
        }
    }

    private Task LoadAsync() => _opened.ReadAsync(async cancellationToken =>
    {
        var rules = await Current.RefreshAsync(cancellationToken);
        var written = rules.Own.Written;
        if (Id is not null)
        {
            return new Opened(written.FirstOrDefault(r => r.Id == Id) is { } rule ? RuleDraft.Of(rule) : null, rules.Number, rules.Own.File);
        }

        return new Opened(RuleDraft.Of(await SuggestAsync(written, cancellationToken)), rules.Number, rules.Own.File);
    });

    private async Task<OwnRule> SuggestAsync(IReadOnlyList<OwnRule> written, CancellationToken cancellationToken)
    {
        if (!int.TryParse(DashboardUrls.WordOf(Address, PageWords.Template), NumberStyles.None, CultureInfo.InvariantCulture, out var templateId))
        {
            return new OwnRule();
        }

        var zone = await Defaults.ZoneAsync(cancellationToken);
        var known = await Completeness.ReadAsync(cancellationToken);
        if (known is not { FirstEventAt: { } first, LastEventAt: { } last })
        {
            return new OwnRule();
        }

        var whole = new ReportFilter(ZoneTime.Floor(first, zone, true), ZoneTime.Next(ZoneTime.Floor(last, zone, true), zone, true), []);
        var rows = (await Replies.ReadAsync(new RepliesRequest { Filter = whole, TemplateId = templateId, WithAccepted = true }, cancellationToken)).Rows;
        var provider = DashboardUrls.WordOf(Address, "provider") ?? "";
        if ((rows.FirstOrDefault(r => r.Provider == provider) ?? (rows.Count > 0 ? rows[0] : null)) is not { } row)
        {
            return new OwnRule();
        }

        var suggested = OwnRuleSuggestion.Of(row.Text, row.Provider, row.Code, row.EnhancedCode, !row.Outcome.IsPassing(), row.IsLocal);
        return suggested with { Id = Free(suggested.Id, written) };
    }

    private static string Free(string id, IReadOnlyList<OwnRule> written)
    {
        var number = 2;
        var free = id;
        while (written.Any(r => r.Id == free) || RuleSet.Default.Find(free) is not null)
        {
            free = string.Create(CultureInfo.InvariantCulture, $"{id}-{number++}");
        }

        return free;
    }

    private void Propose(Opened opened)
    {
        var rule = opened.Draft!.ToRule();
        var problems = new List<RuleProblem>();
        OwnRuleCheck.Read(rule, problems);
        if (rule.Id != Id && opened.Written.Any(r => r.Id == rule.Id))
        {
            problems.Add(new RuleProblem(rule.Id, "id", "Another of your rules has this name."));
        }

        _problems = problems;
        if (problems.Count == 0)
        {
            // A new rule is tried first: its author expects it to win.
            _proposed = opened.File with { Rules = Id is null ? [rule, .. opened.Written] : [.. opened.Written.Select(r => r.Id == Id ? rule : r)] };
        }
    }

    // Back to what was typed, over the version that is in force by now: somebody may have saved meanwhile.
    private Task ReopenAsync(Opened opened)
    {
        _proposed = null;
        return _opened.ReadAsync(async cancellationToken =>
        {
            var rules = await Current.RefreshAsync(cancellationToken);
            return opened with { Based = rules.Number, File = rules.Own.File };
        });
    }

    private sealed record Opened(RuleDraft? Draft, int Based, OwnFile File)
    {
        public IReadOnlyList<OwnRule> Written => File.Rules;
    }
}
