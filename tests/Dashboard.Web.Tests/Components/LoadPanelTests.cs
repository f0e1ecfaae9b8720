using Bunit;
using Dashboard.Web.Components.Reporting;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Logging.Abstractions;

namespace Dashboard.Web.Tests.Components;

public sealed class LoadPanelTests : ComponentContext
{
    private readonly PageData<IReadOnlyList<string>> _data = new(NullLogger.Instance);

    [Fact]
    public void Before_the_first_answer_it_says_that_it_loads()
    {
        var panel = Show();

        Assert.Equal("true", panel.Find(".load-panel").GetAttribute("aria-busy"));
        Assert.Equal("Loading", panel.Find("[role=status]").GetAttribute("aria-label"));
    }

    [Fact]
    public async Task A_value_is_shown()
    {
        await _data.ReadAsync(_ => Task.FromResult<IReadOnlyList<string>>(["gmail.com", "<b>x</b>"]));

        var panel = Show();

        Assert.Equal("gmail.com <b>x</b>", panel.Find("p.rows").TextContent);
    }

    [Fact]
    public async Task An_empty_value_says_why()
    {
        await _data.ReadAsync(_ => Task.FromResult<IReadOnlyList<string>>([]));

        Assert.Equal("No rows", Show().Find("h2").TextContent);
    }

    [Fact]
    public async Task A_failure_keeps_its_details_to_the_log_and_offers_to_try_again()
    {
        await _data.ReadAsync(_ => throw new InvalidOperationException("password=secret"));
        var retried = 0;
        var panel = Show(() => retried++);

        await panel.Find("button").ClickAsync(new());

        Assert.DoesNotContain("secret", panel.Markup, StringComparison.Ordinal);
        Assert.Equal(1, retried);
    }

    [Fact]
    public async Task A_later_read_cancels_the_one_before_and_only_its_value_counts()
    {
        var slow = new TaskCompletionSource<IReadOnlyList<string>>();
        var wasCancelled = false;
        var first = _data.ReadAsync(token =>
        {
            token.Register(() => wasCancelled = true);
            return slow.Task;
        });
        await _data.ReadAsync(_ => Task.FromResult<IReadOnlyList<string>>(["new"]));

        slow.SetResult(["old"]);
        await first;

        Assert.True(wasCancelled);
        Assert.Equal(["new"], _data.Value!);
        Assert.False(_data.IsLoading);
    }

    private IRenderedComponent<LoadPanel<IReadOnlyList<string>>> Show(Action? retry = null) =>
        Render<LoadPanel<IReadOnlyList<string>>>(panel => panel
            .Add(p => p.Data, _data)
            .Add(p => p.OnRetry, EventCallback.Factory.Create(this, retry ?? (() => { })))
            .Add(p => p.IsEmpty, rows => rows.Count == 0)
            .Add(p => p.Empty, builder =>
            {
                builder.OpenComponent<EmptyState>(0);
                builder.AddAttribute(1, nameof(EmptyState.Title), "No rows");
                builder.CloseComponent();
            })
            .Add(p => p.ChildContent, rows => builder =>
            {
                builder.OpenElement(0, "p");
                builder.AddAttribute(1, "class", "rows");
                builder.AddContent(2, string.Join(' ', rows));
                builder.CloseElement();
            }));
}
