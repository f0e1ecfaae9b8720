using System.Text;
using Bunit;
using Dashboard.Core.Providers;
using Dashboard.Web.Components.Pages;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.JSInterop;

namespace Dashboard.Web.Tests.Components.Replies;

public sealed class TryReplyPageTests : ComponentContext
{
    private readonly BunitJSModuleInterop _module;
    private string _pasted = "";

    public TryReplyPageTests()
    {
        Services.AddSingleton(TriedReplies.Trial);
        Services.AddSingleton(ProviderDirectory.Default);
        _module = JSInterop.SetupModule("./js/pasted-text.js");
        _module.Mode = JSRuntimeMode.Loose;
    }

    [Fact]
    public async Task One_reply_is_explained_at_once()
    {
        var page = await ExplainAsync("452 4.2.2 The recipient's inbox is out of storage space.");

        Assert.Empty(page.FindAll(".tried-table"));
        Assert.Contains("Mailbox full", page.Find(".reply-head-marks").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Several_replies_are_a_table_and_the_chosen_one_is_explained()
    {
        var page = await ExplainAsync("550 5.1.1 user unknown\n550-5.7.1 first\n550 5.7.1 last\n421 later");

        Assert.Equal(3, page.FindAll(".try-row").Count);
        page.FindAll(".try-row")[1].Click();

        Assert.Equal("550-5.7.1 first\n550 5.7.1 last", page.Find("#tried-details pre.raw-reply").TextContent);
        Assert.Contains("Reply 2 of 3", page.Find("#tried-details").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_more_than_a_thousand_are_explained_and_that_is_said()
    {
        var page = await ExplainAsync(string.Join('\n', Enumerable.Repeat("421 later", TryReplyPage.MostReplies + 1)));

        Assert.Equal(TryReplyPage.MostReplies, page.FindAll(".try-row").Count);
        Assert.Contains("Only the first 1,000", page.Find("[role=alert]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_pasted_is_said()
    {
        var page = await ExplainAsync(" \n ");

        Assert.Contains("at least one reply", page.Find("[role=alert]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_provider_that_somebody_names_decides()
    {
        var page = Open("550 5.7.1 IP is rejected");
        page.Find("select").Change("netease");
        await page.Find("form").SubmitAsync();

        Assert.Contains("netease-sending-ip", page.Find(".why").TextContent, StringComparison.Ordinal);
    }

    private async Task<IRenderedComponent<TryReplyPage>> ExplainAsync(string text)
    {
        var page = Open(text);
        await page.Find("form").SubmitAsync();
        return page;
    }

    private IRenderedComponent<TryReplyPage> Open(string text)
    {
        _pasted = text;
        _module.Setup<IJSStreamReference>("read", _ => true).SetResult(new PastedText(_pasted));
        return Render<TryReplyPage>();
    }

    private sealed class PastedText(string text) : IJSStreamReference
    {
        private readonly byte[] _bytes = Encoding.UTF8.GetBytes(text);

        public long Length => _bytes.Length;

        public ValueTask<Stream> OpenReadStreamAsync(long maxAllowedSize = 512000, CancellationToken cancellationToken = default) => new(new MemoryStream(_bytes));

        public ValueTask DisposeAsync() => default;
    }
}
