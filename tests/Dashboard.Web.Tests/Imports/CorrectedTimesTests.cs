using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Dashboard.Storage.Imports;
using Dashboard.Web.Imports;

namespace Dashboard.Web.Tests.Imports;

/// <summary>An export whose times were read in a wrong zone, and read right after somebody has noticed.</summary>
[Collection(SharedDashboard.Name)]
public sealed class CorrectedTimesTests(RunningDashboard running)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Rows_that_were_counted_at_wrong_times_are_not_counted_again_at_the_right_ones(bool hasMessageIds)
    {
        var source = hasMessageIds ? "times-with-ids" : "times-without-ids";
        using var http = await OpenAsync();
        Assert.Equal("60 0", await SendAsync(http, source, Export(hasMessageIds, rows: 60, first: 0)));

        await CorrectAsync(source);
        var overlapping = await SendAsync(http, source, Export(hasMessageIds, rows: 60, first: 20));
        var again = await SendAsync(http, source, Export(hasMessageIds, rows: 60, first: 0));

        Assert.Equal("20 40", overlapping);
        Assert.Equal("0 60", again);
        var counted = await http.GetFromJsonAsync<JsonElement>($"/api/v1/metrics?from=2025-05-01&to=2025-06-01&source={source}", Token);
        Assert.Equal(80, Assert.Single(counted.GetProperty("rows").EnumerateArray()).GetProperty("attempts").GetProperty("total").GetInt64());
    }

    private static string Export(bool hasMessageIds, int rows, int first)
    {
        var text = new StringBuilder(hasMessageIds ? "Time,Recipient,Result,Reply,Message id\n" : "Time,Recipient,Result,Reply\n");
        for (var row = first; row < first + rows; row++)
        {
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"2025-05-{1 + (row / 5):00} 23:{row % 60:00}:00,r{row}@times.example,delivered,250 ok");
            text.Append(hasMessageIds ? $",m-{row}\n" : "\n");
        }

        return text.ToString();
    }

    /// <returns>Imported and duplicates.</returns>
    private static async Task<string> SendAsync(HttpClient http, string source, string export)
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(export));
        using var response = await http.PostAsync($"/api/v1/imports?source={source}", content, Token);
        response.EnsureSuccessStatusCode();
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        JsonElement import;
        do
        {
            await look.WaitForNextTickAsync(Token);
            import = await http.GetFromJsonAsync<JsonElement>(response.Headers.Location, Token);
        }
        while (import.GetProperty("status").GetString() is "queued" or "running");
        Assert.Equal("completed", import.GetProperty("status").GetString());
        var counts = import.GetProperty("counts");
        return $"{counts.GetProperty("imported")} {counts.GetProperty("duplicates")}";
    }

    private async Task CorrectAsync(string source)
    {
        var sources = new SourceRegister(running.Database.Contexts, TimeProvider.System);
        var found = (await sources.FindAsync(source, Token))!;
        var reading = SourceReading.FromJson(found.Reading);
        var corrected = reading.With(reading.Mapping! with { TimeZone = "America/New_York" }, await sources.HasEventsAsync(found.Id, Token));
        await sources.ConfirmReadingAsync(found.Id, "csv", corrected.ToJson(), RunningDashboard.Analyst, Token);
    }

    private async Task<HttpClient> OpenAsync()
    {
        using var browser = await running.OpenAsync(Token);
        var http = new HttpClient { BaseAddress = browser.Http.BaseAddress };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", RunningDashboard.ApiKey);
        return http;
    }
}
