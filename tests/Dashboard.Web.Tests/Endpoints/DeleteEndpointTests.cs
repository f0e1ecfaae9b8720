using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Dashboard.Storage.Accounts;
using Dashboard.Storage.Imports;
using Dashboard.Web.Imports;

namespace Dashboard.Web.Tests.Endpoints;

/// <summary>Imports are deleted over the API.</summary>
[Collection(SharedDashboard.Name)]
public sealed class DeleteEndpointTests(RunningDashboard running)
{
    private const string Header = "type,timeLogged,timeQueued,orig,rcpt,dsnStatus,dsnDiag,dsnMta,vmtaPool,envId\n";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_deleted_import_leaves_the_rates_and_what_another_file_has_brought_too_stays()
    {
        using var http = await OpenAsync();
        var first = await SendAsync(http, Log(0, 30), "undo");
        var second = await SendAsync(http, Log(20, 10), "undo");
        Assert.Equal("30 of 30", await AttemptsAsync(http, "undo"));
        var stored = await StoredNameAsync(first);

        using var answer = await http.DeleteAsync(first, Token);

        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        Assert.Equal("deleting", (await answer.Content.ReadFromJsonAsync<JsonElement>(Token)).GetProperty("status").GetString());
        await EndOfAsync(http, first);
        Assert.Equal("10 of 10", await AttemptsAsync(http, "undo"));
        var kept = (await http.GetFromJsonAsync<JsonElement>(second, Token)).GetProperty("counts");
        Assert.Equal("10 0", $"{kept.GetProperty("imported")} {kept.GetProperty("duplicates")}");
        Assert.False(File.Exists(stored));

        var again = await SendAsync(http, Log(0, 30), "undo");
        var counts = (await http.GetFromJsonAsync<JsonElement>(again, Token)).GetProperty("counts");
        Assert.Equal("20 10", $"{counts.GetProperty("imported")} {counts.GetProperty("duplicates")}");
        Assert.Equal("30 of 30", await AttemptsAsync(http, "undo"));
    }

    [Fact]
    public async Task The_same_file_under_another_name_is_one_note_and_takes_over_everything()
    {
        using var http = await OpenAsync();
        var first = await SendAsync(http, Log(100, 25), "undo-same");
        var second = await SendAsync(http, Log(100, 25), "undo-same");
        Assert.Equal(IdOf(first), await running.Database.ReadAsync<int>($"select repeats_import_id from imports where id = {IdOf(second)}", Token));
        Assert.Equal(0L, await running.Database.ReadAsync<long>($"select count(*) from repeats where import_id = {IdOf(second)}", Token));

        (await http.DeleteAsync(first, Token)).Dispose();
        await EndOfAsync(http, first);

        Assert.Equal("25 of 25", await AttemptsAsync(http, "undo-same"));
        (await http.DeleteAsync(second, Token)).Dispose();
        await EndOfAsync(http, second);
        Assert.Equal(0L, await running.Database.ReadAsync<long>("select count(*) from sources where name = 'undo-same'", Token));
    }

    [Fact]
    public async Task Deleting_needs_the_scope_manage_an_import_that_exists_and_one_that_is_not_being_read()
    {
        using var http = await OpenAsync();
        await AssertProblemAsync(await http.DeleteAsync("/api/v1/imports/2000000000", Token), HttpStatusCode.NotFound, "There is no import 2000000000.");
        var import = await SendAsync(http, Log(200, 5), "undo-scope");

        var keys = new ApiKeys(running.Database.Contexts, TimeProvider.System);
        var others = await keys.CreateAsync("reads and sends only", [ApiScopes.Read, ApiScopes.Ingest], Token);
        using var reader = new HttpClient { BaseAddress = http.BaseAddress };
        reader.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", others);
        using var refused = await reader.DeleteAsync(import, Token);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);

        await running.Database.ExecuteAsync($"update imports set status = 1 where id = {IdOf(import)}", Token);
        await AssertProblemAsync(await http.DeleteAsync(import, Token), HttpStatusCode.Conflict, "is being read. It can be deleted when it has ended.");
        await running.Database.ExecuteAsync($"update imports set status = 2 where id = {IdOf(import)}", Token);
        using var let = await http.DeleteAsync(import, Token);
        Assert.Equal(HttpStatusCode.Accepted, let.StatusCode);
        await EndOfAsync(http, import);
    }

    [Fact]
    public async Task A_deletion_that_a_stopped_program_left_behind_is_among_what_a_start_takes_up()
    {
        using var http = await OpenAsync();
        var import = await SendAsync(http, Log(300, 5), "undo-start");
        Assert.Null(await new ImportDecisions(running.Database.Contexts).DeleteAsync(IdOf(import), Token));
        Assert.Contains(IdOf(import), await new ImportRegister(running.Database.Contexts).UnfinishedAsync(Token));

        // Asked again, it goes on.
        (await http.DeleteAsync(import, Token)).Dispose();
        await EndOfAsync(http, import);
    }

    private static int IdOf(Uri import) => int.Parse(import.OriginalString.Split('/')[^1], System.Globalization.CultureInfo.InvariantCulture);

    private static string Log(int first, int lines)
    {
        var log = new StringBuilder(Header);
        for (var i = first; i < first + lines; i++)
        {
            log.Append(
                System.Globalization.CultureInfo.InvariantCulture,
                $"d,2024-02-03 10:{i % 60:00}:05+0000,2024-02-03 10:00:00+0000,s@x.example,r{i}@undo.example,2.0.0,smtp;250 ok,mx.undo.example (192.0.2.9),pool-a,u{i}\n");
        }

        return log.ToString();
    }

    private static async Task<string> AttemptsAsync(HttpClient http, string source)
    {
        var answer = await http.GetFromJsonAsync<JsonElement>($"/api/v1/metrics?from=2024-02-01&to=2024-03-01&source={source}", Token);
        var row = Assert.Single(answer.GetProperty("rows").EnumerateArray());
        return $"{row.GetProperty("attempts").GetProperty("accepted")} of {row.GetProperty("attempts").GetProperty("total")}";
    }

    private static async Task AssertProblemAsync(HttpResponseMessage response, HttpStatusCode status, string sentence)
    {
        using (response)
        {
            Assert.Equal(status, response.StatusCode);
            Assert.Contains(sentence, (await response.Content.ReadFromJsonAsync<JsonElement>(Token)).GetProperty("detail").GetString(), StringComparison.Ordinal);
        }
    }

    private static async Task<Uri> SendAsync(HttpClient http, string log, string source)
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(log));
        using var response = await http.PostAsync($"/api/v1/imports?source={source}", content, Token);
        response.EnsureSuccessStatusCode();
        await EndOfAsync(http, response.Headers.Location!);
        return response.Headers.Location!;
    }

    /// <summary>Returns when the import has ended, or is gone.</summary>
    private static async Task EndOfAsync(HttpClient http, Uri address)
    {
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (await look.WaitForNextTickAsync(Token))
        {
            using var response = await http.GetAsync(address, Token);
            if (response.StatusCode == HttpStatusCode.NotFound
                || (await response.Content.ReadFromJsonAsync<JsonElement>(Token)).GetProperty("status").GetString() is "completed")
            {
                return;
            }
        }
    }

    private async Task<string> StoredNameAsync(Uri import) => new UploadFolder(running.DataFolder).PathOf(
        (await running.Database.ReadAsync<string>($"select stored_name from imports where id = {IdOf(import)}", Token))!);

    private async Task<HttpClient> OpenAsync()
    {
        using var browser = await running.OpenAsync(Token);
        var http = new HttpClient { BaseAddress = browser.Http.BaseAddress };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", RunningDashboard.ApiKey);
        return http;
    }
}
