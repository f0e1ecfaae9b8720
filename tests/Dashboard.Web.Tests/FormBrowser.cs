using System.Net;
using System.Text.RegularExpressions;

namespace Dashboard.Web.Tests;

/// <summary>A browser as far as plain forms need one: cookies and hidden fields; redirects are looked at, not followed.</summary>
public sealed partial class FormBrowser(Uri address) : IDisposable
{
    public HttpClient Http { get; } = new(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = address };

    /// <summary>Path and query a response redirects to; the address as it is when it leads elsewhere.</summary>
    public static string? TargetOf(HttpResponseMessage response)
    {
        var target = response.Headers.Location;
        if (target is null)
        {
            return null;
        }

        var isHere = target.IsAbsoluteUri && target.Authority == response.RequestMessage!.RequestUri!.Authority;
        return isHere ? target.PathAndQuery : target.ToString();
    }

    public Task<HttpResponseMessage> GetAsync(string path, CancellationToken cancellationToken) => Http.GetAsync(path, cancellationToken);

    /// <summary>Opens the page, fills in its form and sends it.</summary>
    public async Task<HttpResponseMessage> SubmitAsync(
        string path, IReadOnlyDictionary<string, string> fields, CancellationToken cancellationToken)
    {
        var hidden = HiddenFieldsOf(await Http.GetStringAsync(path, cancellationToken));
        using var form = new FormUrlEncodedContent(hidden.Concat(fields));
        return await Http.PostAsync(path, form, cancellationToken);
    }

    public Task<HttpResponseMessage> SignInAsync(
        string email, string password, CancellationToken cancellationToken, string path = "/sign-in") =>
        SubmitAsync(
            path,
            new Dictionary<string, string> { ["Input.Email"] = email, ["Input.Password"] = password },
            cancellationToken);

    public static IReadOnlyList<KeyValuePair<string, string>> HiddenFieldsOf(string html) =>
    [
        .. HiddenField().Matches(html).Select(m => KeyValuePair.Create(m.Groups[1].Value, WebUtility.HtmlDecode(m.Groups[2].Value))),
    ];

    public void Dispose() => Http.Dispose();

    [GeneratedRegex("""<input type="hidden" name="([^"]+)" value="([^"]*)" />""")]
    private static partial Regex HiddenField();
}
