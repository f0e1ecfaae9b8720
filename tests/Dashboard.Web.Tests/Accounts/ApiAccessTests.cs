using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Dashboard.Storage;
using Dashboard.Storage.Accounts;
using Dashboard.Testing;
using Dashboard.Web.Accounts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Dashboard.Web.Tests.Accounts;

/// <summary>The three policies of the API on endpoints of the test's own, through the product's registration.</summary>
public sealed class ApiAccessTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncLifetime
{
    private readonly HttpClient _http = new();
    private WebApplication _app = default!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private ApiKeys Keys => _app.Services.GetRequiredService<ApiKeys>();

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddDashboardStorage(database.ConnectionString);
        builder.Services.AddAccounts();
        builder.Services.AddProblemDetails();
        _app = builder.Build();
        _app.UseAuthentication();
        _app.UseAuthorization();
        _app.UseApiAntiforgery();
        _app.MapGet("/api/v1/read", (HttpContext context) => context.User.Identity!.Name).RequireAuthorization(Policies.ApiRead);
        _app.MapPost("/api/v1/ingest", () => "taken").RequireAuthorization(Policies.ApiIngest);
        _app.MapDelete("/api/v1/manage", () => "done").RequireAuthorization(Policies.ApiManage);
        await _app.StartAsync(Token);
        _http.BaseAddress = new Uri(_app.Urls.Single());
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _app.DisposeAsync();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("Bearer dash_unknown")]
    [InlineData("Bearer ")]
    [InlineData("Basic dXNlcjpwYXNz")]
    public async Task Without_a_working_key_the_answer_is_401_with_problem_details(string? authorization)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/read");
        request.Headers.TryAddWithoutValidation("Authorization", authorization);

        using var response = await _http.SendAsync(request, Token);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal("Bearer", response.Headers.WwwAuthenticate.ToString());
    }

    [Fact]
    public async Task A_key_does_what_its_scopes_say_and_nothing_else()
    {
        var reader = await Keys.CreateAsync("reader", [ApiScopes.Read], Token);
        var uploader = await Keys.CreateAsync("uploader", [ApiScopes.Ingest], Token);
        var manager = await Keys.CreateAsync("manager", [ApiScopes.Manage], Token);

        Assert.Equal("200 403 403", await StatusesAsync(reader));
        Assert.Equal("403 200 403", await StatusesAsync(uploader));
        Assert.Equal("403 403 200", await StatusesAsync(manager));
    }

    [Fact]
    public async Task A_refusal_names_the_missing_scope()
    {
        var uploader = await Keys.CreateAsync("uploader", [ApiScopes.Ingest], Token);

        using var response = await SendAsync(HttpMethod.Get, "/api/v1/read", uploader);

        var problem = await response.Content.ReadFromJsonAsync<JsonElement>(Token);
        Assert.Equal("This API key lacks the scope “read”.", problem.GetProperty("detail").GetString());
    }

    [Fact]
    public async Task A_revoked_key_is_refused_at_once()
    {
        var key = await Keys.CreateAsync("revoked", [ApiScopes.Read], Token);
        using var before = await SendAsync(HttpMethod.Get, "/api/v1/read", key);
        var id = (await Keys.ListAsync(Token)).Single(k => k.Name == "revoked").Id;

        await Keys.RevokeAsync(id, Token);

        using var after = await SendAsync(HttpMethod.Get, "/api/v1/read", key);
        Assert.Equal("revoked", await before.Content.ReadAsStringAsync(Token));
        Assert.Equal(HttpStatusCode.Unauthorized, after.StatusCode);
    }

    private async Task<string> StatusesAsync(string key)
    {
        using var read = await SendAsync(HttpMethod.Get, "/api/v1/read", key);
        using var ingest = await SendAsync(HttpMethod.Post, "/api/v1/ingest", key);
        using var manage = await SendAsync(HttpMethod.Delete, "/api/v1/manage", key);
        return $"{(int)read.StatusCode} {(int)ingest.StatusCode} {(int)manage.StatusCode}";
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string key)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return await _http.SendAsync(request, Token);
    }
}
