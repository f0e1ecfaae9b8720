using System.Diagnostics;
using Dashboard.Storage.Embedded;

namespace Dashboard.Storage.Tests.Embedded;

public sealed class EmbeddedPostgresRecoveryTests
{
    private readonly CancellationToken _token = TestContext.Current.CancellationToken;

    [Fact]
    public async Task After_kill_9_of_the_app_the_next_start_attaches_to_its_server()
    {
        await using var folder = new TemporaryFolder();
        using var app = await AppProcess.StartAsync(folder.Path, wrap: null, _token);
        await Sql.RunAsync(app.ConnectionString, "create table kept (id int); insert into kept values (7)", _token);
        var server = Postmaster.TryRead(folder.Cluster)!.ProcessId;
        await app.KillAsync(_token);

        await using var postgres = await folder.StartAsync(_token);

        Assert.Equal(server, Postmaster.TryRead(folder.Cluster)!.ProcessId);
        Assert.Equal(7, await Sql.RunAsync(postgres.ConnectionString, "select id from kept", _token));
    }

    [Fact]
    public async Task After_kill_9_of_app_and_server_the_next_start_recovers_the_rows()
    {
        await using var folder = new TemporaryFolder();
        using var app = await AppProcess.StartAsync(folder.Path, wrap: null, _token);
        await Sql.RunAsync(app.ConnectionString, "create table kept (id int); insert into kept values (7); checkpoint; insert into kept values (8)", _token);
        // Without fsync the default here, a commit is written a moment later.
        await Sql.RunAsync(app.ConnectionString, "set synchronous_commit = on; insert into kept values (9)", _token);
        await app.KillAsync(_token);
        await KillServerAsync(folder);

        await using var postgres = await folder.StartAsync(_token);

        Assert.Equal(24L, await Sql.RunAsync(postgres.ConnectionString, "select sum(id) from kept", _token));
    }

    [Fact]
    public async Task A_note_whose_number_belongs_to_another_server_by_now_does_not_block_the_start()
    {
        await using var elsewhere = new TemporaryFolder();
        await using var stranger = await elsewhere.StartAsync(_token);
        await using var folder = new TemporaryFolder();
        using var app = await AppProcess.StartAsync(folder.Path, wrap: null, _token);
        await app.KillAsync(_token);
        await KillServerAsync(folder);
        var note = Path.Combine(folder.Cluster, "postmaster.pid");
        var lines = await File.ReadAllLinesAsync(note, _token);
        lines[0] = $"{Postmaster.TryRead(elsewhere.Cluster)!.ProcessId}";
        await File.WriteAllLinesAsync(note, lines, _token);

        await using var postgres = await folder.StartAsync(_token);

        Assert.Equal(1, await Sql.RunAsync(postgres.ConnectionString, "select 1", _token));
        Assert.Equal(1, await Sql.RunAsync(stranger.ConnectionString, "select 1", _token));
    }

    [Fact]
    public async Task A_server_killed_under_the_app_comes_back_on_the_same_port()
    {
        await using var folder = new TemporaryFolder();
        var starts = new StartListener();
        await using var postgres = await EmbeddedPostgres.StartAsync(folder.Options, starts, _token);
        await starts.NextAsync(_token);
        await KillServerAsync(folder);

        await starts.NextAsync(_token);

        Assert.Equal(1, await Sql.RunAsync(postgres.ConnectionString, "select 1", _token));
    }

    [Fact]
    public async Task A_cluster_cut_off_while_it_was_made_is_made_anew()
    {
        await using var folder = new TemporaryFolder();
        var unfinished = Directory.CreateDirectory(folder.Cluster + ".init-1").FullName;
        await File.WriteAllTextAsync(Path.Combine(unfinished, "PG_VERSION"), "15\n", _token);
        var user = await PostgresUser.FindAsync(Path.Combine(folder.Path, "elsewhere"), _token);
        await user.OwnAsync(Path.Combine(folder.Path, "pg"), _token);

        await using var postgres = await folder.StartAsync(_token);

        Assert.Equal(1, await Sql.RunAsync(postgres.ConnectionString, "select 1", _token));
        Assert.False(Directory.Exists(unfinished));
    }

    private static async Task KillServerAsync(TemporaryFolder folder)
    {
        var server = Process.GetProcessById(Postmaster.TryRead(folder.Cluster)!.ProcessId);
        server.Kill();
        await server.WaitForExitAsync(TestContext.Current.CancellationToken);
    }
}
