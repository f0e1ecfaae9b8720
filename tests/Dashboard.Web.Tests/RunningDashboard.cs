using Dashboard.Storage.Accounts;
using Dashboard.Testing;
using Microsoft.AspNetCore.Identity;

namespace Dashboard.Web.Tests;

/// <summary>The classes that share one running program.</summary>
[CollectionDefinition(Name)]
public sealed class SharedDashboard : ICollectionFixture<RunningDashboard>
{
    public const string Name = "shared dashboard";
}

/// <summary>The program with a database of its own, one administrator, analyst, viewer and API key; started at first use.</summary>
public sealed class RunningDashboard(PostgresServer server) : IAsyncDisposable
{
    public const string Administrator = "admin@example.com";
    public const string Analyst = "analyst@example.com";
    public const string Viewer = "viewer@example.com";
    public const string Password = "five plain words in a row";
    public const string ApiKey = "a-key-for-the-tests-of-at-least-32-characters";

    private readonly SemaphoreSlim _gate = new(1);
    private TestDatabase? _database;
    private DashboardProcess? _process;
    private string? _dataFolder;

    public TestDatabase Database => _database ?? throw new InvalidOperationException("The program does not run yet.");

    public string DataFolder => _dataFolder ?? throw new InvalidOperationException("The program does not run yet.");

    public DashboardProcess Process => _process ?? throw new InvalidOperationException("The program does not run yet.");

    /// <summary>A browser without cookies.</summary>
    public async Task<FormBrowser> OpenAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (_process is null)
            {
                await StartAsync(cancellationToken);
            }
        }
        finally
        {
            _gate.Release();
        }

        return new FormBrowser(Process.BaseAddress);
    }

    /// <summary>A browser in which this person has signed in.</summary>
    public async Task<FormBrowser> SignInAsync(string email, CancellationToken cancellationToken)
    {
        var browser = await OpenAsync(cancellationToken);
        using var response = await browser.SignInAsync(email, Password, cancellationToken);
        Assert.Equal("/", FormBrowser.TargetOf(response));
        return browser;
    }

    /// <summary>Adds a person with <see cref="Password"/>.</summary>
    public async Task AddPersonAsync(string email, string role, CancellationToken cancellationToken)
    {
        var user = new DashboardUser
        {
            Id = Guid.CreateVersion7(),
            UserName = email,
            NormalizedUserName = email.ToUpperInvariant(),
            Email = email,
            NormalizedEmail = email.ToUpperInvariant(),
            LockoutEnabled = true,
            SecurityStamp = Guid.NewGuid().ToString("N"),
        };
        user.PasswordHash = new PasswordHasher<DashboardUser>().HashPassword(user, Password);
        Assert.True(await new People(Database.Contexts).TryAddAsync(user, role, cancellationToken));
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }

        if (_database is not null)
        {
            await _database.DisposeAsync();
        }

        if (_dataFolder is not null)
        {
            Directory.Delete(_dataFolder, recursive: true);
        }

        _gate.Dispose();
    }

    private async Task StartAsync(CancellationToken cancellationToken)
    {
        _dataFolder = Directory.CreateTempSubdirectory("dashboard-web-tests-").FullName;
        _database = await server.CreateDatabaseAsync(cancellationToken);
        _process = await DashboardProcess.StartAsync(
            new Dictionary<string, string>
            {
                ["ConnectionStrings__Dashboard"] = _database.ConnectionString,
                ["Dashboard__DataFolder"] = _dataFolder,
                ["Dashboard__Admin__Email"] = Administrator,
                ["Dashboard__Admin__Password"] = Password,
                ["Dashboard__Admin__ApiKey"] = ApiKey,
            },
            cancellationToken);
        await AddPersonAsync(Analyst, Roles.Analyst, cancellationToken);
        await AddPersonAsync(Viewer, Roles.Viewer, cancellationToken);
    }
}
