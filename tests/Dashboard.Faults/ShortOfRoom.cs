namespace Dashboard.Faults;

/// <summary>The disk of the uploads has less free than the reserve: reading waits, and goes on by itself when somebody has made room.</summary>
internal static class ShortOfRoom
{
    private const int DiskMegabytes = 64;

    public static async Task<FaultResult> RunAsync(FaultBench bench, CancellationToken cancellationToken)
    {
        var result = new FaultResult("disk of the uploads short, then not");
        await using var story = await bench.BeginAsync(bench.Server, Packing.Zstd, cancellationToken);
        var log = Path.Combine(story.UploadsFolder, "log");
        var content = await File.ReadAllBytesAsync(log, cancellationToken);
        if (await SmallDisk.MountAsync(story.UploadsFolder, DiskMegabytes, cancellationToken) is { } refusal)
        {
            result.Skipped = refusal;
            return result;
        }

        try
        {
            await File.WriteAllBytesAsync(log, content, cancellationToken);
            var filler = SmallDisk.Fill(story.UploadsFolder, (DiskMegabytes << 20) / 20);
            await using var app = story.Start();
            var state = await story.UntilAsync(
                app,
                s => s.Lines > 0 || ImportStory.IsEnd(s) || app.Printed.Contains("less than the reserve is free", StringComparison.Ordinal),
                cancellationToken);
            if (state.Lines > 0 || ImportStory.IsEnd(state))
            {
                result.Differences.Add($"{result.Kind}: it was read all the same\n{app.Printed}");
            }

            result.Faults++;
            File.Delete(filler);
            await story.CompletedAsync(app, cancellationToken);
            await result.CompareAsync(bench, story, Packing.Zstd, false, "", cancellationToken);
        }
        finally
        {
            await SmallDisk.UnmountAsync(story.UploadsFolder);
        }

        return result;
    }
}
