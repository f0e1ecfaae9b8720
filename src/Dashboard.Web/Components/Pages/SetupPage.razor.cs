using System.Net.Mail;
using Dashboard.Storage.Accounts;
using Dashboard.Web.Accounts;
using Dashboard.Web.Components.Account;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Identity;

namespace Dashboard.Web.Components.Pages;

/// <summary>Open only while nobody can sign in.</summary>
public sealed partial class SetupPage
{
    private const int MaximumPasswordLength = 128;

    private IReadOnlyList<string> _errors = [];

    [Inject] public required FirstAdministrator First { get; init; }

    [Inject] public required AccountForms Accounts { get; init; }

    [Inject] public required SignInManager<DashboardUser> SignIn { get; init; }

    [Inject] public required NavigationManager Navigation { get; init; }

    [CascadingParameter] public required HttpContext HttpContext { get; set; }

    [SupplyParameterFromForm] public SetupInput Input { get; set; } = default!;

    protected override async Task OnInitializedAsync()
    {
        Input ??= new SetupInput();
        if (!await First.IsMissingAsync(HttpContext.RequestAborted))
        {
            Navigation.NavigateTo(DashboardUrls.SignIn);
        }
    }

    private async Task CreateAsync()
    {
        _errors = [.. Mistakes(), .. await Accounts.ComplaintsAsync(Input.Password)];
        if (_errors.Count > 0)
        {
            Input.Password = "";
            return;
        }

        var user = Accounts.Prepare(Input.Email.Trim(), Input.Name.Trim(), Input.Password);
        var workspace = new Workspace { Name = Input.Workspace.Trim(), TimeZone = Input.TimeZone };
        if (!await First.TryCreateAsync(user, workspace, HttpContext.RequestAborted))
        {
            Navigation.NavigateTo(DashboardUrls.SignIn);
            return;
        }

        await SignIn.SignInAsync(user, isPersistent: false);
        Navigation.NavigateTo(DashboardUrls.Overview);
    }

    private IEnumerable<string> Mistakes()
    {
        if (Input.Workspace.Trim().Length is 0 or > 100)
        {
            yield return "The workspace needs a name of at most 100 characters.";
        }

        if (!TimeZones.IsKnown(Input.TimeZone))
        {
            yield return "Choose a time zone from the list.";
        }

        if (Input.Name.Trim().Length is 0 or > 100)
        {
            yield return "Your name needs 1 to 100 characters.";
        }

        if (Input.Email.Length > 256 || !MailAddress.TryCreate(Input.Email.Trim(), out _))
        {
            yield return "That is not an e-mail address.";
        }

        if (Input.Password.Length > MaximumPasswordLength)
        {
            yield return $"The password may have at most {MaximumPasswordLength} characters.";
        }
    }

    public sealed class SetupInput
    {
        public string Workspace { get; set; } = "";

        public string TimeZone { get; set; } = "Etc/UTC";

        public string Name { get; set; } = "";

        public string Email { get; set; } = "";

        public string Password { get; set; } = "";
    }
}
