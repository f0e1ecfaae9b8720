using Dashboard.Storage.Embedded;
using Npgsql;

namespace Dashboard.Storage.Tests.Embedded;

public sealed class EmbeddedPostgresSettingsTests(EmbeddedPostgresSettingsTests.Running running)
    : IClassFixture<EmbeddedPostgresSettingsTests.Running>
{
    private readonly CancellationToken _token = TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_server_is_set_as_the_product_needs_it_and_listens_on_this_machine_only()
    {
        foreach (var (setting, value) in new[]
        {
            ("shared_buffers", "256MB"), ("max_wal_size", "4GB"), ("checkpoint_timeout", "15min"), ("jit", "off"),
            ("max_connections", "60"), ("listen_addresses", "127.0.0.1"), ("unix_socket_directories", ""), ("TimeZone", "UTC"),
            ("server_encoding", "UTF8"), ("fsync", "off"), ("log_error_verbosity", "terse"),
        })
        {
            Assert.Equal(value, await Sql.RunAsync(running.Postgres.ConnectionString, $"select current_setting('{setting}')", _token));
        }
    }

    [Fact]
    public void Compose_sets_its_server_as_the_embedded_one_is_set()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "docker-compose.yml")))
        {
            folder = folder.Parent!;
        }

        var compose = File.ReadLines(Path.Combine(folder.FullName, "docker-compose.yml"))
            .Select(line => line.Trim()).Where(line => line.StartsWith("- ", StringComparison.Ordinal) && line.Contains('=', StringComparison.Ordinal))
            .Select(line => line[2..]);

        // Where it listens is the container's matter.
        Assert.Equal(
            PostgresSettings.ToArguments(port: 1, fsync: true).Split(" ")
                .Where(word => word != "-c" && word.Split('=')[0] is not ("listen_addresses" or "port" or "unix_socket_directories")).Order(StringComparer.Ordinal),
            compose.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_wrong_password_is_refused()
    {
        var wrong = new NpgsqlConnectionStringBuilder(running.Postgres.ConnectionString) { Password = "wrong", Pooling = false };

        var refused = await Assert.ThrowsAsync<PostgresException>(() => Sql.RunAsync(wrong.ConnectionString, "select 1", _token));

        Assert.Equal(PostgresErrorCodes.InvalidPassword, refused.SqlState);
    }

    [Fact]
    public async Task Only_the_owner_reads_the_password_file()
    {
        if (!OperatingSystem.IsWindows())
        {
            var mode = File.GetUnixFileMode(Path.Combine(running.Postgres.DataFolder, "pg.password"));
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, mode);
        }

        Assert.False(File.Exists(Path.Combine(running.Postgres.DataFolder, "pg", "password.init")));
    }

    public sealed class Running : IAsyncLifetime
    {
        private readonly TemporaryFolder _folder = new();
        private EmbeddedPostgres? _postgres;

        public EmbeddedPostgres Postgres => _postgres!;

        public async ValueTask InitializeAsync() => _postgres = await _folder.StartAsync(TestContext.Current.CancellationToken);

        public async ValueTask DisposeAsync()
        {
            await Postgres.DisposeAsync();
            await _folder.DisposeAsync();
        }
    }
}
