using System.Net;
using System.Net.Sockets;
using Dashboard.Testing;

namespace Dashboard.Web.Tests.Hosting;

public sealed class StartTests(PostgresServer server) : IDisposable
{
    private readonly string _dataFolder = Directory.CreateTempSubdirectory("dashboard-start-tests-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_dataFolder, recursive: true);

    [Fact]
    public async Task All_wrong_settings_are_listed_at_once()
    {
        var (exitCode, printed) = await DashboardProcess.RunAsync(
            new Dictionary<string, string>
            {
                ["Dashboard__Admin__Email"] = "admin@example.com",
                ["Dashboard__Admin__ApiKey"] = "too-short",
                ["Dashboard__PostgresBinaries"] = "/no/such/folder",
                ["Dashboard__DataFoler"] = "/tmp/x",
            },
            Token);

        Assert.Equal(1, exitCode);
        Assert.Contains("4 settings are wrong", printed, StringComparison.Ordinal);
        Assert.Contains("Dashboard__Admin__Password belong together", printed, StringComparison.Ordinal);
        Assert.Contains("Dashboard__Admin__ApiKey must have 32", printed, StringComparison.Ordinal);
        Assert.Contains("Dashboard__PostgresBinaries names a folder that does not exist", printed, StringComparison.Ordinal);
        Assert.Contains("Dashboard__DataFoler is no setting", printed, StringComparison.Ordinal);
        AssertKind(printed);
    }

    [Fact]
    public async Task A_database_of_a_newer_version_is_refused()
    {
        await using var database = await server.CreateDatabaseAsync(Token);
        await database.ExecuteAsync("""insert into "__EFMigrationsHistory" values ('99990101000000_FromTheFuture', '99.0')""", Token);

        var (exitCode, printed) = await DashboardProcess.RunAsync(
            new Dictionary<string, string> { ["ConnectionStrings__Dashboard"] = database.ConnectionString }, Token);

        Assert.Equal(1, exitCode);
        Assert.Contains("newer version of Dashboard", printed, StringComparison.Ordinal);
        AssertKind(printed);
    }

    [Fact]
    public async Task A_lock_that_a_killed_process_left_keeps_neither_the_start_nor_the_nightly_jobs()
    {
        await using var database = await server.CreateDatabaseAsync(Token);
        var settings = new Dictionary<string, string>
        {
            ["ConnectionStrings__Dashboard"] = database.ConnectionString,
            ["Dashboard__DataFolder"] = _dataFolder,
        };
        await using (await DashboardProcess.StartAsync(settings, Token))
        {
            await ScheduledAsync(database);
        }

        await database.ExecuteAsync("delete from hangfire.hash where key like 'recurring-job:%'", Token);
        await database.ExecuteAsync(
            "insert into hangfire.lock (resource, acquired) values ('hangfire:lock:recurring-job:retention', now() at time zone 'utc' - interval '25 s')", Token);

        await using (await DashboardProcess.StartAsync(settings, Token))
        {
            await ScheduledAsync(database);
        }
    }

    [Fact]
    public async Task An_address_in_use_is_explained()
    {
        await using var database = await server.CreateDatabaseAsync(Token);
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();

        var (exitCode, printed) = await DashboardProcess.RunAsync(
            new Dictionary<string, string>
            {
                ["ConnectionStrings__Dashboard"] = database.ConnectionString,
                ["ASPNETCORE_URLS"] = $"http://{taken.LocalEndpoint}",
            },
            Token);

        Assert.Equal(1, exitCode);
        Assert.Contains("ASPNETCORE_URLS", printed, StringComparison.Ordinal);
        AssertKind(printed);
    }

    [Theory]
    [InlineData("harbour")]
    [InlineData("http://localhost:99999")]
    [InlineData("http://192.0.2.1:5080")]
    public async Task An_address_that_cannot_be_opened_is_explained(string address)
    {
        await using var database = await server.CreateDatabaseAsync(Token);

        var (exitCode, printed) = await DashboardProcess.RunAsync(
            new Dictionary<string, string> { ["ConnectionStrings__Dashboard"] = database.ConnectionString, ["ASPNETCORE_URLS"] = address }, Token);

        Assert.Equal(1, exitCode);
        Assert.Contains("ASPNETCORE_URLS", printed, StringComparison.Ordinal);
        AssertKind(printed);
    }

    [Fact]
    public async Task A_server_that_is_not_PostgreSQL_is_explained()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var answering = AnswerInHttpAsync(other, ended.Token);

        var (exitCode, printed) = await DashboardProcess.RunAsync(
            new Dictionary<string, string>
            {
                ["ConnectionStrings__Dashboard"] = $"Host=127.0.0.1;Port={((IPEndPoint)other.LocalEndpoint).Port};Username=x;Password=secret",
            },
            Token);
        await ended.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => answering);

        Assert.Equal(1, exitCode);
        Assert.Contains("ConnectionStrings__Dashboard is no PostgreSQL server", printed, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", printed, StringComparison.Ordinal);
        AssertKind(printed);
    }

    [Fact]
    public async Task A_server_that_does_not_answer_is_explained()
    {
        var (exitCode, printed) = await DashboardProcess.RunAsync(
            new Dictionary<string, string> { ["ConnectionStrings__Dashboard"] = "Host=127.0.0.1;Port=1;Username=x;Password=secret" }, Token);

        Assert.Equal(1, exitCode);
        Assert.Contains("ConnectionStrings__Dashboard does not answer", printed, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", printed, StringComparison.Ordinal);
        AssertKind(printed);
    }

    [Fact]
    public async Task The_embedded_database_starts_with_the_program_holds_its_folder_and_stops_with_it()
    {
        var settings = new Dictionary<string, string> { ["Dashboard__DataFolder"] = _dataFolder };
        await using var first = await DashboardProcess.StartAsync(settings, Token);

        var (exitCode, printed) = await DashboardProcess.RunAsync(settings, Token);
        var stopped = await first.StopAsync(Token);

        Assert.Equal(1, exitCode);
        Assert.Contains("already running on the data folder", printed, StringComparison.Ordinal);
        AssertKind(printed);
        Assert.Equal($"Data     {_dataFolder}", first.StartLines[1]);
        Assert.Equal((0, ""), stopped);
        Assert.Empty(Directory.GetFiles(_dataFolder, "postmaster.pid", SearchOption.AllDirectories));
    }

    private static async Task AnswerInHttpAsync(TcpListener listener, CancellationToken cancellationToken)
    {
        // Clients of PostgreSQL come several times: they ask for one kind of encryption after the other.
        while (!cancellationToken.IsCancellationRequested)
        {
            using var client = await listener.AcceptTcpClientAsync(cancellationToken);
            await client.GetStream().ReadExactlyAsync(new byte[8], cancellationToken);
            await client.GetStream().WriteAsync("HTTP/1.1 400 Bad Request\r\n\r\n"u8.ToArray(), cancellationToken);
        }
    }

    private static async Task ScheduledAsync(TestDatabase database)
    {
        while (await database.ReadAsync<long>("select count(distinct key) from hangfire.hash where key like 'recurring-job:%'", Token) < 2)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), Token);
        }
    }

    private static void AssertKind(string printed)
    {
        Assert.DoesNotContain("fail:", printed, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", printed, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", printed, StringComparison.Ordinal);
    }
}
