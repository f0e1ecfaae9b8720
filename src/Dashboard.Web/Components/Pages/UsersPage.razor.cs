using System.Net.Mail;
using Dashboard.Storage.Accounts;
using Dashboard.Web.Accounts;
using Dashboard.Web.Components.Layout;
using Dashboard.Web.Components.Reporting;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Web.Components.Pages;

public sealed partial class UsersPage : IDisposable
{
    private const string LastAdministrator = "This is the last administrator. Make somebody else administrator first.";

    private PageData<IReadOnlyList<Person>> _people = default!;
    private IReadOnlyList<string> _mistakes = [];
    private string? _notice;
    private string _name = "";
    private string _email = "";
    private string _password = "";
    private string _role = Roles.Viewer;
    private bool _isAdding;

    // Redraws the role lists: the browser shows the refused choice until then.
    private int _version;

    [CascadingParameter] public required Viewer Viewer { get; set; }

    [Inject] public required PeopleAdministration Administration { get; init; }

    [Inject] public required AccountForms Accounts { get; init; }

    [Inject] public required ILogger<UsersPage> Logger { get; init; }

    public void Dispose() => _people.Dispose();

    protected override Task OnInitializedAsync()
    {
        _people = new PageData<IReadOnlyList<Person>>(Logger);
        return LoadAsync();
    }

    private async Task LoadAsync()
    {
        await _people.ReadAsync(Administration.ListPeopleAsync);
        _version++;
    }

    private void BeginAdding()
    {
        _isAdding = true;
        _mistakes = [];
        (_name, _email, _password, _role) = ("", "", "", Roles.Viewer);
    }

    private void EndAdding() => _isAdding = false;

    private async Task AddAsync()
    {
        if (!_isAdding)
        {
            return;
        }

        _mistakes = [.. Mistakes(), .. await Accounts.ComplaintsAsync(_password)];
        if (_mistakes.Count > 0)
        {
            return;
        }

        var user = Accounts.Prepare(_email.Trim(), _name.Trim(), _password);
        if (!await Administration.TryAddAsync(user, _role, CancellationToken.None))
        {
            _mistakes = ["There is already a user with this e-mail address."];
            return;
        }

        _isAdding = false;
        _password = "";
        await LoadAsync();
    }

    private async Task ChangeRoleAsync(Person person, ChangeEventArgs change)
    {
        if (change.Value is string role && Roles.All.Contains(role))
        {
            _notice = await Administration.TryChangeRoleAsync(person.Id, role, CancellationToken.None) ? null : LastAdministrator;
            await LoadAsync();
        }
    }

    private async Task SetDisabledAsync(Person person, bool disabled)
    {
        _notice = await Administration.TrySetDisabledAsync(person.Id, disabled, CancellationToken.None) ? null : LastAdministrator;
        await LoadAsync();
    }

    private IEnumerable<string> Mistakes()
    {
        if (_name.Trim().Length is 0 or > 100)
        {
            yield return "The name needs 1 to 100 characters.";
        }

        if (_email.Length > 256 || !MailAddress.TryCreate(_email.Trim(), out _))
        {
            yield return "That is not an e-mail address.";
        }

        if (!Roles.All.Contains(_role))
        {
            yield return "Choose a role from the list.";
        }
    }
}
