using Dashboard.Storage.Accounts;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Identity;

namespace Dashboard.Web.Components.Pages;

public sealed partial class SignInPage
{
    private IReadOnlyList<string> _errors = [];

    [Inject] public required SignInManager<DashboardUser> SignIn { get; init; }

    [Inject] public required UserManager<DashboardUser> Users { get; init; }

    [Inject] public required FirstAdministrator First { get; init; }

    [Inject] public required NavigationManager Navigation { get; init; }

    [CascadingParameter] public required HttpContext HttpContext { get; set; }

    [SupplyParameterFromQuery(Name = DashboardUrls.ReturnUrlParameter)] public string? ReturnUrl { get; set; }

    [SupplyParameterFromForm] public SignInInput Input { get; set; } = default!;

    protected override async Task OnInitializedAsync()
    {
        Input ??= new SignInInput();
        if (HttpMethods.IsGet(HttpContext.Request.Method) && await First.IsMissingAsync(HttpContext.RequestAborted))
        {
            Navigation.NavigateTo(DashboardUrls.Setup);
        }
        else if (HttpMethods.IsGet(HttpContext.Request.Method) && HttpContext.User.Identity?.IsAuthenticated == true)
        {
            Navigation.NavigateTo(DashboardUrls.LocalOrOverview(ReturnUrl));
        }
    }

    private async Task SignInAsync()
    {
        var user = await Users.FindByNameAsync(Input.Email.Trim());
        if (user is null)
        {
            // As slow as a wrong password, so that the time does not tell which addresses have an account.
            Users.PasswordHasher.HashPassword(new DashboardUser(), Input.Password);
            Refuse();
            return;
        }

        var result = await SignIn.PasswordSignInAsync(user, Input.Password, Input.Remember, lockoutOnFailure: true);
        Input.Password = "";
        if (result.Succeeded)
        {
            Navigation.NavigateTo(DashboardUrls.LocalOrOverview(ReturnUrl));
        }
        else if (result.IsLockedOut && user.LockoutEnd != People.Disabled)
        {
            _errors = ["Too many wrong passwords. This account is locked for 15 minutes; then try again."];
        }
        else
        {
            Refuse();
        }
    }

    private void Refuse()
    {
        // A field that is shown again would carry the password in the page.
        Input.Password = "";
        _errors = ["The e-mail address or the password is wrong."];
    }

    public sealed class SignInInput
    {
        public string Email { get; set; } = "";

        public string Password { get; set; } = "";

        public bool Remember { get; set; }
    }
}
