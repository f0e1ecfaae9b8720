using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Dashboard.Storage.Accounts;

namespace Dashboard.Web.Tests.Endpoints;

[Collection(SharedDashboard.Name)]
public sealed class UploadEndpointTests(RunningDashboard dashboard)
{
    private const string Log =
        """
        type,timeLogged,timeQueued,orig,rcpt,dsnAction,dsnStatus,dsnDiag,dsnMta,dlvSourceIp,jobId,vmtaPool
        d,2024-06-03 08:00:01+0000,2024-06-03 08:00:00+0000,b@harbour.example,anna@one.example,relayed,2.0.0,smtp;250 ok,mx.one.example,192.0.2.1,spring,promo
        b,not a time,2024-06-03 08:00:00+0000,b@harbour.example,ben@one.example,failed,5.1.1,smtp;550 5.1.1 no such user,mx.one.example,192.0.2.1,spring,promo

        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("../../etc/passwd", "passwd")]
    [InlineData("C:\\logs\\acct.csv", "acct.csv")]
    [InlineData("a%0D%0Ab%00c.csv", "abc.csv")]
    [InlineData("gnp.%E2%80%AEvsc.csv", "gnp.vsc.csv")]
    [InlineData("..%2F..%2Fup.csv", "up.csv")]
    [InlineData("%3Cimg%20src=x%3E.csv", "<img src=x>.csv")]
    [InlineData("", "upload")]
    public async Task A_file_name_is_text_to_show_and_never_a_path(string sent, string shown)
    {
        using var http = await OpenAsync();
        using var content = new StringContent(Log);
        content.Headers.TryAddWithoutValidation("X-File-Name", sent);

        using var response = await http.PostAsync("/api/v1/imports?source=names", content, Token);

        var import = await http.GetFromJsonAsync<JsonElement>(response.Headers.Location, Token);
        Assert.Equal(shown, import.GetProperty("fileName").GetString());
    }

    [Fact]
    public async Task The_one_file_of_a_form_is_imported()
    {
        using var http = await OpenAsync();
        using var form = new MultipartFormDataContent { { new StringContent("a note"), "note" }, { new StringContent(Log), "file", "acct.csv" } };

        using var response = await http.PostAsync("/api/v1/imports?source=form", form, Token);

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        var import = await http.GetFromJsonAsync<JsonElement>(response.Headers.Location, Token);
        Assert.Equal(Encoding.UTF8.GetByteCount(Log), import.GetProperty("fileBytes").GetInt64());
    }

    [Fact]
    public async Task Two_files_in_a_form_are_refused_rather_than_one_of_them_lost()
    {
        using var http = await OpenAsync();
        using var form = new MultipartFormDataContent { { new StringContent(Log), "one", "1.csv" }, { new StringContent(Log), "two", "2.csv" } };

        await AssertRefusedAsync(await http.PostAsync("/api/v1/imports?source=form", form, Token), "body");
    }

    [Fact]
    public async Task An_empty_upload_a_missing_source_and_an_unknown_format_are_refused_by_name()
    {
        using var http = await OpenAsync();
        using var nothing = new ByteArrayContent([]);
        using var log = new StringContent(Log);

        await AssertRefusedAsync(await http.PostAsync("/api/v1/imports?source=a", nothing, Token), "body");
        await AssertRefusedAsync(await http.PostAsync("/api/v1/imports", log, Token), "source");
        await AssertRefusedAsync(await http.PostAsync("/api/v1/imports?source=a&format=exim", log, Token), "format");
    }

    [Fact]
    public async Task Uploads_at_the_same_time_to_a_new_source_all_become_imports_of_it()
    {
        using var http = await OpenAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(async i =>
        {
            using var content = new StringContent(Log);
            using var response = await http.PostAsync("/api/v1/imports?source=new-and-busy", content, Token);
            return response.StatusCode == HttpStatusCode.Accepted ? response.Headers.Location : null;
        }));

        Assert.Equal(6, answers.OfType<Uri>().Distinct().Count());
    }

    [Fact]
    public async Task A_key_that_may_only_read_cannot_upload_and_one_that_may_only_upload_cannot_read()
    {
        using var http = await OpenAsync();
        var keys = new ApiKeys(dashboard.Database.Contexts, TimeProvider.System);
        var reader = await keys.CreateAsync("reads", [ApiScopes.Read], Token);
        var sender = await keys.CreateAsync("sends", [ApiScopes.Ingest], Token);

        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(http, reader, HttpMethod.Post, "/api/v1/imports?source=a"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(http, reader, HttpMethod.Get, "/api/v1/metrics"));
        Assert.Equal(HttpStatusCode.Accepted, await StatusAsync(http, sender, HttpMethod.Post, "/api/v1/imports?source=a"));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(http, sender, HttpMethod.Get, "/api/v1/metrics"));
    }

    [Fact]
    public async Task A_viewer_in_the_browser_cannot_upload_an_analyst_can()
    {
        Assert.Equal(HttpStatusCode.Forbidden, await BrowserUploadAsync(RunningDashboard.Viewer));
        Assert.Equal(HttpStatusCode.Accepted, await BrowserUploadAsync(RunningDashboard.Analyst));
    }

    [Fact]
    public async Task A_cut_connection_leaves_no_import()
    {
        using var http = await OpenAsync();
        var before = await CountAsync(http);
        using (var socket = new TcpClient())
        {
            await socket.ConnectAsync(http.BaseAddress!.Host, http.BaseAddress.Port, Token);
            var head = $"POST /api/v1/imports?source=cut HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {RunningDashboard.ApiKey}\r\nContent-Length: 100000\r\n\r\n";
            await socket.GetStream().WriteAsync(Encoding.ASCII.GetBytes(head + Log), Token);
        }

        // The next upload is answered after the cut one was noticed or not: in either case it is the only new one.
        using var whole = new StringContent(Log);
        using var response = await http.PostAsync("/api/v1/imports?source=whole", whole, Token);

        Assert.Equal(before + 1, await CountAsync(http));
    }

    [Fact]
    public async Task Replies_are_classified_in_the_order_given()
    {
        using var http = await OpenAsync();
        string[] texts = ["250 2.0.0 OK", "550 5.1.1 User unknown", "452 4.2.2 Mailbox full", "550 5.1.1 User unknown"];

        using var response = await http.PostAsJsonAsync("/api/v1/replies/classify", new { replies = texts.Select(text => new { text }) }, Token);

        var answer = await response.Content.ReadFromJsonAsync<JsonElement>(Token);
        Assert.Equal(
            ["accepted", "rejected-invalid-user", "deferred-mailbox-full", "rejected-invalid-user"],
            answer.GetProperty("results").EnumerateArray().Select(result => result.GetProperty("category").GetString()));
    }

    [Theory]
    [InlineData("""{"replies":[{"text":"ok"},{"text":"\ud800"}]}""", "replies[1].text")]
    [InlineData("""{"replies":[{"text":1e999}]}""", "replies[0].text")]
    [InlineData("""{"replies":[{"text":"a","text":"b"}]}""", "replies[0].text")]
    [InlineData("""{"replies":[{"text":"ok"},null]}""", "replies[1].text")]
    [InlineData("""{"replies":"all"}""", "replies")]
    [InlineData("""{"replies":[""", "replies[0]")]
    [InlineData("null", "body")]
    [InlineData("{}", "replies")]
    public async Task A_body_that_cannot_be_read_is_refused_by_the_place_at_fault(string json, string field)
    {
        using var http = await OpenAsync();
        using var content = new StringContent(json, Encoding.UTF8, "application/json");

        await AssertRefusedAsync(await http.PostAsync("/api/v1/replies/classify", content, Token), field);
    }

    private static async Task AssertRefusedAsync(HttpResponseMessage response, string field)
    {
        using (response)
        {
            Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
            var problem = await response.Content.ReadFromJsonAsync<JsonElement>(Token);
            Assert.Equal([field], problem.GetProperty("errors").EnumerateObject().Select(error => error.Name));
        }
    }

    private static async Task<int> CountAsync(HttpClient http) =>
        (await http.GetFromJsonAsync<JsonElement>("/api/v1/imports?limit=1", Token)).GetProperty("total").GetInt32();

    private static async Task<HttpStatusCode> StatusAsync(HttpClient http, string key, HttpMethod method, string path)
    {
        using var request = new HttpRequestMessage(method, path) { Content = method == HttpMethod.Post ? new StringContent(Log) : null };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        using var response = await http.SendAsync(request, Token);
        return response.StatusCode;
    }

    private async Task<HttpStatusCode> BrowserUploadAsync(string person)
    {
        using var browser = await dashboard.SignInAsync(person, Token);
        var answer = await browser.Http.GetFromJsonAsync<JsonElement>("/api/antiforgery", Token);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/imports?source=browser") { Content = new StringContent(Log) };
        request.Headers.Add("RequestVerificationToken", answer.GetProperty("token").GetString());
        using var response = await browser.Http.SendAsync(request, Token);
        return response.StatusCode;
    }

    private async Task<HttpClient> OpenAsync()
    {
        var browser = await dashboard.OpenAsync(Token);
        browser.Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", RunningDashboard.ApiKey);
        return browser.Http;
    }
}
