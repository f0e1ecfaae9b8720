namespace Dashboard.Faults;

/// <summary>A few of each kind, for every day; in large numbers: <see cref="FaultProgram"/>. The classes run beside each other.</summary>
public sealed class KillTests(FaultBench bench)
{
    [Fact]
    public async Task Killed_at_random_moments_an_import_ends_with_the_numbers_of_an_undisturbed_one() =>
        Check.Same(await Kills.AtRandomAsync(bench, 3, 2, TestContext.Current.CancellationToken));

    [Fact]
    public async Task Killed_around_each_commit_an_import_and_its_retry_end_with_the_numbers_of_an_undisturbed_one() =>
        Check.Same(await Kills.AtPointsAsync(
            bench,
            Packing.Zip,
            [new("stop", "copy attempts", 2), new("stop", "commit batch", 1), new("start", "commit completed", 1), new("stop", "commit completed", 1)],
            [new("start", "commit batch", 1), new("stop", "commit batch", 1)],
            TestContext.Current.CancellationToken));
}

public sealed class FencingTests(FaultBench bench)
{
    [Fact]
    public async Task A_process_that_slept_past_its_lease_in_the_middle_of_a_batch_changes_nothing_when_it_wakes() =>
        Check.Same(await Fencing.RunAsync(
            bench, [(new Tripwire("start", "commit batch", 2) { Freezes = true }, Packing.Plain)], TestContext.Current.CancellationToken));
}

public sealed class PostgresFaultTests(FaultBench bench)
{
    [Fact]
    public async Task When_PostgreSQL_dies_or_a_commit_gets_no_answer_the_import_goes_on_by_itself_and_counts_once() =>
        Check.Same(await PostgresFaults.RunAsync(bench, 4, 3, TestContext.Current.CancellationToken));

    [Fact]
    public async Task With_a_full_disk_the_import_waits_and_goes_on_once_there_is_room() =>
        Check.Same(await FullDisk.RunAsync(bench, 1, TestContext.Current.CancellationToken));

    [Fact]
    public async Task With_little_room_for_uploads_reading_waits_and_goes_on_once_there_is_room() =>
        Check.Same(await ShortOfRoom.RunAsync(bench, TestContext.Current.CancellationToken));
}

internal static class Check
{
    public static void Same(FaultResult result)
    {
        Assert.SkipWhen(result.Skipped is not null, result.Skipped ?? "");
        Assert.Empty(result.Differences);
        Assert.True(result.Compared > 0, "Nothing was compared.");
    }
}
