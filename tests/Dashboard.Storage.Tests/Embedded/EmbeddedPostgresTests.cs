using Dashboard.Storage.Embedded;
using Microsoft.Extensions.Logging.Abstractions;

namespace Dashboard.Storage.Tests.Embedded;

public sealed class EmbeddedPostgresTests
{
    private readonly CancellationToken _token = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Stopping_leaves_no_server_and_the_next_start_finds_the_rows()
    {
        await using var folder = new TemporaryFolder();

        await using (var postgres = await folder.StartAsync(_token))
        {
            await Sql.RunAsync(postgres.ConnectionString, "create table kept (id int); insert into kept values (7)", _token);
            Assert.True(Postmaster.TryRead(folder.Cluster)!.IsAlive());
        }

        Assert.Null(Postmaster.TryRead(folder.Cluster));
        await using var again = await folder.StartAsync(_token);
        Assert.Equal(7, await Sql.RunAsync(again.ConnectionString, "select id from kept", _token));
    }

    [Fact]
    public async Task A_second_app_on_the_folder_is_told_who_holds_it_and_does_not_disturb_the_first()
    {
        await using var folder = new TemporaryFolder();
        using var app = await AppProcess.StartAsync(folder.Path, wrap: null, _token);

        var refused = await Assert.ThrowsAsync<DataFolderInUseException>(() => folder.StartAsync(_token));

        Assert.Equal(app.Id, refused.ProcessId);
        Assert.Contains(folder.Path, refused.Message, StringComparison.Ordinal);
        Assert.Contains($"process {app.Id}", refused.Message, StringComparison.Ordinal);
        Assert.Equal(1, await Sql.RunAsync(app.ConnectionString, "select 1", _token));
        Assert.Equal(0, await app.EndAsync(_token));
        Assert.Null(Postmaster.TryRead(folder.Cluster));
    }

    [Fact]
    public async Task Works_for_an_ordinary_user()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Root exists on Unix only.");
        await using var folder = new TemporaryFolder();
        var user = await PostgresUser.FindAsync(Path.Combine(folder.Path, "pg"), _token);
        await user.OwnAsync(folder.Path, _token);

        using var app = await AppProcess.StartAsync(folder.Path, program => user.Wrap(program, folder.Path), _token);

        Assert.Equal(1, await Sql.RunAsync(app.ConnectionString, "select 1", _token));
        Assert.Equal(0, await app.EndAsync(_token));
        Assert.Null(Postmaster.TryRead(folder.Cluster));
    }

    [Fact]
    public async Task A_cluster_of_another_version_is_left_alone_and_the_message_names_the_version()
    {
        await using var folder = new TemporaryFolder();
        var note = Path.Combine(Directory.CreateDirectory(folder.Cluster).FullName, "PG_VERSION");
        await File.WriteAllTextAsync(note, "9.6\n", _token);

        var refused = await Assert.ThrowsAsync<EmbeddedPostgresException>(() => folder.StartAsync(_token));

        Assert.Contains("made by PostgreSQL 9 and opens only with that version", refused.Message, StringComparison.Ordinal);
        Assert.Equal("9.6\n", await File.ReadAllTextAsync(note, _token));
    }

    [Fact]
    public async Task A_configured_folder_without_PostgreSQL_is_named_with_its_setting_and_the_data_folder_is_free_again()
    {
        await using var folder = new TemporaryFolder();
        var options = folder.Options with { BinariesFolder = folder.Path };

        var refused = await Assert.ThrowsAsync<EmbeddedPostgresException>(
            () => EmbeddedPostgres.StartAsync(options, NullLogger.Instance, _token));

        Assert.Contains($"{EmbeddedPostgresOptions.BinariesFolderKey} is {folder.Path}", refused.Message, StringComparison.Ordinal);
        DataFolderLock.Take(folder.Path).Dispose();
    }
}
