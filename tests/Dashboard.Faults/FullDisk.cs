using Npgsql;

namespace Dashboard.Faults;

/// <summary>The disk of the database becomes full while a file is imported; later somebody makes room, and does nothing else.</summary>
internal static class FullDisk
{
    private const int DiskMegabytes = 96;

    public static async Task<FaultResult> RunAsync(FaultBench bench, int rounds, CancellationToken cancellationToken)
    {
        var result = new FaultResult("disk of the database full, then not");
        for (var round = 0; round < rounds && result.Skipped is null; round++)
        {
            await RoundAsync(bench, result, cancellationToken);
        }

        return result;
    }

    private static async Task RoundAsync(FaultBench bench, FaultResult result, CancellationToken cancellationToken)
    {
        await using var story = await bench.BeginAsync(bench.Server, Packing.Zstd, cancellationToken);
        if (bench.Server.DataFolder is not { } serverFolder)
        {
            result.Skipped = "It takes a PostgreSQL that is ours.";
            return;
        }

        var disk = Directory.CreateTempSubdirectory("dashboard-faults-disk-").FullName;
        if (await SmallDisk.MountAsync(disk, DiskMegabytes, cancellationToken) is { } refusal)
        {
            result.Skipped = refusal;
            Directory.Delete(disk);
            return;
        }

        var space = $"small_{Path.GetFileName(disk).GetHashCode(StringComparison.Ordinal) & 0xffffff:x}";
        try
        {
            await MoveAsync(story, serverFolder, disk, space, cancellationToken);
            await FillAndFreeAsync(story, disk, result, cancellationToken);
            await result.CompareAsync(bench, story, Packing.Zstd, false, "", cancellationToken);
        }
        finally
        {
            await MoveBackAsync(story, space);
            await SmallDisk.UnmountAsync(disk);
            Directory.Delete(disk);
        }
    }

    private static async Task FillAndFreeAsync(ImportStory story, string disk, FaultResult result, CancellationToken cancellationToken)
    {
        await using var app = story.Start();
        await story.ResumedAsync(app, cancellationToken);
        var filler = SmallDisk.Fill(disk, 0);
        await story.UntilAsync(
            app, state => ImportStory.IsEnd(state) || app.Printed.Contains("the disk of the database is full", StringComparison.Ordinal), cancellationToken);
        if (ImportStory.IsEnd(await story.StateAsync(cancellationToken)))
        {
            result.Differences.Add($"{result.Kind}: the import ended before the disk was full\n{app.Printed}");
        }

        result.Faults++;
        File.Delete(filler);
        await story.CompletedAsync(app, cancellationToken);
    }

    private static async Task MoveAsync(ImportStory story, string serverFolder, string disk, string space, CancellationToken cancellationToken)
    {
        var cluster = Path.GetDirectoryName(Directory.EnumerateFiles(serverFolder, "postmaster.pid", SearchOption.AllDirectories).Single())!;
        await SmallDisk.CommandAsync("chown", [$"--reference={cluster}", disk], cancellationToken);
        await ExecuteAsync(story, $"create tablespace {space} location '{disk}'", cancellationToken);
        await ExecuteAsync(story, $"alter database {Name(story)} set tablespace {space}", cancellationToken);
    }

    private static async Task MoveBackAsync(ImportStory story, string space)
    {
        await ExecuteAsync(story, $"alter database {Name(story)} set tablespace pg_default", CancellationToken.None);
        await ExecuteAsync(story, $"drop tablespace {space}", CancellationToken.None);
    }

    private static string Name(ImportStory story) => new NpgsqlConnectionStringBuilder(story.ConnectionString).Database!;

    // Moving a database wants nobody in it.
    private static async Task ExecuteAsync(ImportStory story, string sql, CancellationToken cancellationToken)
    {
        story.Database.Clear();
        await using var connection = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(story.ConnectionString) { Database = "postgres", Pooling = false }.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        await using (var end = new NpgsqlCommand($"select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = '{Name(story)}'", connection))
        {
            await end.ExecuteNonQueryAsync(cancellationToken);
        }

        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
