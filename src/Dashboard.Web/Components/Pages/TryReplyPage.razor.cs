using System.Text;
using Dashboard.Core.Classification;
using Dashboard.Core.Providers;
using Dashboard.Core.Replies;
using Dashboard.Web.Reporting;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Dashboard.Web.Components.Pages;

/// <summary>Explains replies that somebody pastes, without storing them.</summary>
public sealed partial class TryReplyPage : IAsyncDisposable
{
    /// <summary>How many replies are explained at once.</summary>
    public const int MostReplies = 1000;

    // A thousand of the longest replies.
    private const int LongestText = 4 * 1024 * 1024;

    private const string Example =
        """
        421 4.7.0 [TSS04] Messages from 192.0.2.10 temporarily deferred due to unexpected volume or user complaints - 4.16.55.1; see https://postmaster.yahooinc.com/error-codes
        550-5.7.26 Unauthenticated email from example.com is not accepted due to domain's
        550-5.7.26 DMARC policy. Please contact the administrator of example.com domain if
        550 5.7.26 this was a legitimate mail. https://support.google.com/mail/?p=DmarcRejection - gsmtp
        554 5.7.1 Service unavailable; Client host [192.0.2.10] blocked using zen.spamhaus.org
        550 5.1.1 <anna@example.com>: Recipient address rejected: User unknown in virtual mailbox table
        452 4.2.2 The recipient's inbox is out of storage space.
        """;

    private readonly CancellationTokenSource _gone = new();
    private ElementReference _field;
    private IJSObjectReference? _module;
    private IReadOnlyList<TriedReply> _tried = [];
    private int _selected;
    private string _provider = "";
    private string _relay = "";
    private string _domain = "";
    private string? _problem;
    private string _announcement = "";

    [Inject] public required ReplyTrial Trial { get; init; }

    [Inject] public required ProviderDirectory Providers { get; init; }

    [Inject] public required IJSRuntime JS { get; init; }

    private string Summary => string.Join(
        " · ",
        _tried.GroupBy(tried => tried.Reply.Classification.Fault).OrderByDescending(group => group.Count())
            .Select(group => $"{FaultWords.Label(group.Key)}: {Figures.Count(group.Count())}"));

    public async ValueTask DisposeAsync()
    {
        await _gone.CancelAsync();
        try
        {
            if (_module is not null)
            {
                await _module.DisposeAsync();
            }
        }
        catch (JSDisconnectedException)
        {
            // The browser has gone.
        }

        _gone.Dispose();
    }

    private async Task ExplainAsync()
    {
        var text = await ReadAsync();
        if (text is null)
        {
            Refuse("That is more text than a thousand replies have. Paste it in parts.");
            return;
        }

        var replies = PastedReplies.Split(text, MostReplies + 1);
        if (replies.Count == 0)
        {
            Refuse("Paste at least one reply.");
            return;
        }

        var provider = _provider.Length > 0 ? _provider : null;
        _tried = [.. replies.Take(MostReplies).Select(reply => Trial.Explain(reply, Known(_relay), Known(_domain), provider))];
        _selected = 0;
        _problem = replies.Count > MostReplies ? $"Only the first {Figures.Count(MostReplies)} replies are explained." : null;
        _announcement = _tried is [var only]
            ? $"Explained: {CategoryWords.LongLabel(only.Reply.Category)}."
            : $"{Figures.Count(_tried.Count)} replies explained.";
    }

    private void Refuse(string problem)
    {
        _tried = [];
        _problem = problem;
        _announcement = "";
    }

    private void Select(int place) => _selected = place;

    private async Task FillInExampleAsync()
    {
        await (await ModuleAsync()).InvokeVoidAsync("write", _gone.Token, _field, Example);
        await ExplainAsync();
    }

    private async Task SaveAsync()
    {
        using var stream = new DotNetStreamReference(new MemoryStream(TriedRepliesCsv.Write(_tried)));
        await (await ModuleAsync()).InvokeVoidAsync("save", _gone.Token, "replies.csv", "text/csv", stream);
    }

    // Null when it is too long. Read as a stream: a text of more than 32 KB is no message of the circuit.
    private async Task<string?> ReadAsync()
    {
        await using var bytes = await (await ModuleAsync()).InvokeAsync<IJSStreamReference>("read", _gone.Token, _field);
        if (bytes.Length > LongestText)
        {
            return null;
        }

        await using var stream = await bytes.OpenReadStreamAsync(LongestText, _gone.Token);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return await reader.ReadToEndAsync(_gone.Token);
    }

    private async Task<IJSObjectReference> ModuleAsync() =>
        _module ??= await JS.InvokeAsync<IJSObjectReference>("import", _gone.Token, "./js/pasted-text.js");

    private static string? Known(string text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
