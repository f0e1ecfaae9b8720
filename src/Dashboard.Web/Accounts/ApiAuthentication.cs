using System.Security.Claims;
using System.Text.Encodings.Web;
using Dashboard.Storage.Accounts;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace Dashboard.Web.Accounts;

/// <summary>
/// Signs API calls in: by <c>Authorization: Bearer KEY</c>, or without that header by the cookie of a person who is signed in.
/// Refusals are problem details, never a redirect to the sign-in page.
/// </summary>
public sealed class ApiAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory logger,
    UrlEncoder encoder,
    ApiKeys keys,
    IProblemDetailsService problems)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "Api";
    public const string ScopeClaim = "scope";
    private const string Prefix = "Bearer ";

    /// <summary>True when a browser's cookie, not a key, signed this call in.</summary>
    public static bool IsByCookie(ClaimsPrincipal user) => user.Identity?.AuthenticationType == IdentityConstants.ApplicationScheme;

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization;
        if (header.Count == 0)
        {
            return await Context.AuthenticateAsync(IdentityConstants.ApplicationScheme);
        }

        if (header.Count > 1 || !header[0]!.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
        {
            return AuthenticateResult.Fail("The Authorization header must be “Bearer”, a space and an API key.");
        }

        var text = header[0]!.AsSpan(Prefix.Length).Trim().ToString();
        var key = text.Length is 0 or > 1024 ? null : await keys.FindAsync(ApiKeys.HashOf(text), Context.RequestAborted);
        if (key is null)
        {
            return AuthenticateResult.Fail("This API key is not known, or was revoked.");
        }

        await keys.NoteUseAsync(key, Context.RequestAborted);
        var identity = new ClaimsIdentity(SchemeName);
        identity.AddClaim(new Claim(ClaimTypes.Name, key.Name));
        identity.AddClaims(key.Scopes.Select(scope => new Claim(ScopeClaim, scope)));
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), SchemeName));
    }

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        var failure = (await HandleAuthenticateOnceSafeAsync()).Failure?.Message;
        Response.Headers[HeaderNames.WWWAuthenticate] = "Bearer";
        await WriteAsync(
            StatusCodes.Status401Unauthorized,
            "Not signed in",
            failure ?? "Send an API key in the header “Authorization: Bearer KEY”.");
    }

    protected override async Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        var needed = Context.GetEndpoint()?.Metadata.GetOrderedMetadata<IAuthorizeData>()
            .Select(data => data.Policy).LastOrDefault(policy => policy?.StartsWith("api:", StringComparison.Ordinal) == true);
        await WriteAsync(
            StatusCodes.Status403Forbidden,
            "Not allowed",
            IsByCookie(Context.User)
                ? "Your role does not allow this."
                : $"This API key lacks the scope “{needed?["api:".Length..]}”.");
    }

    private async Task WriteAsync(int status, string title, string detail)
    {
        Response.StatusCode = status;
        await problems.WriteAsync(new ProblemDetailsContext
        {
            HttpContext = Context,
            ProblemDetails = { Status = status, Title = title, Detail = detail },
        });
    }
}
