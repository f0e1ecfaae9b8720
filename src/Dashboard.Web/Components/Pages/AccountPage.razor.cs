using Dashboard.Storage.Accounts;
using Dashboard.Web.Components.Account;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Identity;

namespace Dashboard.Web.Components.Pages;

/// <summary>A plain form and not an interactive page: each change writes a new sign-in cookie.</summary>
public sealed partial class AccountPage
{
    private IReadOnlyList<string> _profileErrors = [];
    private IReadOnlyList<string> _passwordErrors = [];
    private DashboardUser? _user;
    private string _workspaceZone = "";

    [Inject] public required UserManager<DashboardUser> Users { get; init; }

    [Inject] public required SignInManager<DashboardUser> SignIn { get; init; }

    [Inject] public required WorkspaceSettings Settings { get; init; }

    [Inject] public required NavigationManager Navigation { get; init; }

    [CascadingParameter] public required HttpContext HttpContext { get; set; }

    [SupplyParameterFromQuery] public string? Saved { get; set; }

    [SupplyParameterFromForm(FormName = "profile")] public ProfileInput Profile { get; set; } = default!;

    [SupplyParameterFromForm(FormName = "password")] public PasswordInput Password { get; set; } = default!;

    protected override async Task OnInitializedAsync()
    {
        // Before the first await: the page is rendered while it waits.
        Profile ??= new ProfileInput();
        Password ??= new PasswordInput();
        _user = await Users.GetUserAsync(HttpContext.User);
        _workspaceZone = (await Settings.ReadAsync(HttpContext.RequestAborted)).TimeZone;
        if (HttpMethods.IsGet(HttpContext.Request.Method))
        {
            Profile = new ProfileInput { Name = _user?.DisplayName ?? "", TimeZone = _user?.TimeZone ?? "" };
        }
    }

    private async Task SaveProfileAsync()
    {
        if (Profile.Name.Trim().Length is 0 or > 100)
        {
            _profileErrors = ["Your name needs 1 to 100 characters."];
        }
        else if (Profile.TimeZone.Length > 0 && !TimeZones.IsKnown(Profile.TimeZone))
        {
            _profileErrors = ["Choose a time zone from the list."];
        }
        else
        {
            _user!.DisplayName = Profile.Name.Trim();
            _user.TimeZone = Profile.TimeZone.Length > 0 ? Profile.TimeZone : null;
            _profileErrors = await FinishAsync(await Users.UpdateAsync(_user), "profile");
        }
    }

    private async Task ChangePasswordAsync()
    {
        var (old, next) = (Password.Old, Password.New);
        Password = new PasswordInput();

        // A stolen session must not be a way to try passwords for ever.
        var check = await SignIn.CheckPasswordSignInAsync(_user!, old, lockoutOnFailure: true);
        if (!check.Succeeded)
        {
            _passwordErrors = [check.IsLockedOut ? "Too many wrong passwords. Try again in 15 minutes." : "The current password is wrong."];
        }
        else if (next.Length > 128)
        {
            _passwordErrors = ["The password may have at most 128 characters."];
        }
        else
        {
            _passwordErrors = await FinishAsync(await Users.ChangePasswordAsync(_user!, old, next), "password");
        }
    }

    private async Task<IReadOnlyList<string>> FinishAsync(IdentityResult result, string what)
    {
        if (!result.Succeeded)
        {
            return [.. result.Errors.Select(e => e.Description)];
        }

        await SignIn.RefreshSignInAsync(_user!);
        Navigation.NavigateTo($"{DashboardUrls.Account}?saved={what}");
        return [];
    }

    public sealed class ProfileInput
    {
        public string Name { get; set; } = "";

        public string TimeZone { get; set; } = "";
    }

    public sealed class PasswordInput
    {
        public string Old { get; set; } = "";

        public string New { get; set; } = "";
    }
}
