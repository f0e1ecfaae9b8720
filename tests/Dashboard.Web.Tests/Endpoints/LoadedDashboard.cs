using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Dashboard.Testing;
using Dashboard.Testing.Generation;

namespace Dashboard.Web.Tests.Endpoints;

/// <summary>The running program with one generated log in it, sent in through the API, and the truth about that log.</summary>
public sealed class LoadedDashboard(PostgresServer server) : IAsyncLifetime
{
    /// <summary>The source of <see cref="Log"/>.</summary>
    public const string Source = "mta-1";

    private static readonly TimeSpan ImportsWithin = TimeSpan.FromMinutes(3);

    private readonly RunningDashboard _running = new(server);

    /// <summary>Calls with a key that may do everything.</summary>
    public HttpClient Http { get; private set; } = default!;

    public RunningDashboard Running => _running;

    public byte[] Log { get; private set; } = [];

    public GroundTruth Truth { get; private set; } = default!;

    /// <summary>The import of <see cref="Log"/>, completed.</summary>
    public JsonElement Import { get; private set; }

    public async ValueTask InitializeAsync()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        using var stream = new MemoryStream();
        var options = new PowerMtaLogOptions { Events = 4000, Days = 4, Start = new DateOnly(2024, 6, 3), AsynchronousBounces = true, Complaints = true };
        Truth = PowerMtaLog.Write(options, stream, cancellationToken);
        Log = stream.ToArray();
        using var browser = await _running.OpenAsync(cancellationToken);
        Http = new HttpClient { BaseAddress = browser.Http.BaseAddress };
        Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", RunningDashboard.ApiKey);
        Import = await SendAsync(Log, Source, "acct.csv", cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _running.DisposeAsync();
    }

    /// <summary>Uploads and waits until the import has ended.</summary>
    public async Task<JsonElement> SendAsync(byte[] file, string source, string name, CancellationToken cancellationToken)
    {
        using var content = new ByteArrayContent(file);
        content.Headers.Add("X-File-Name", name);
        using var response = await Http.PostAsync($"/api/v1/imports?source={source}", content, cancellationToken);
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        return await EndOfAsync(response.Headers.Location!, cancellationToken);
    }

    /// <summary>The import behind an address, once it has ended.</summary>
    public async Task<JsonElement> EndOfAsync(Uri address, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(ImportsWithin);
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (await look.WaitForNextTickAsync(limit.Token))
        {
            var import = await Http.GetFromJsonAsync<JsonElement>(address, limit.Token);
            if (import.GetProperty("status").GetString() is "completed" or "failed")
            {
                return import;
            }
        }

        throw new InvalidOperationException("Unreachable: the timer ends by the limit.");
    }

    /// <summary>Every row of a report, page by page.</summary>
    public async Task<IReadOnlyList<JsonElement>> RowsAsync(string query, CancellationToken cancellationToken)
    {
        var rows = new List<JsonElement>();
        string? next = null;
        do
        {
            var page = await Http.GetFromJsonAsync<JsonElement>($"/api/v1/metrics?{query}{(next is null ? "" : $"&cursor={next}")}", cancellationToken);
            rows.AddRange(page.GetProperty("rows").EnumerateArray());
            next = page.GetProperty("next").GetString();
        }
        while (next is not null);
        return rows;
    }
}
