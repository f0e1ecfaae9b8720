using Dashboard.Storage.Verification;
using Hangfire;

namespace Dashboard.Web.Jobs;

/// <summary>Checks the store: each night, and when somebody asks. Two at once do no harm, a check changes nothing.</summary>
public sealed partial class StoreCheckJob(StoreChecks checks, ILogger<StoreCheckJob> logger)
{
    /// <summary>The nightly check.</summary>
    [AutomaticRetry(Attempts = 0)]
    public async Task RunNightlyAsync(CancellationToken cancellationToken) =>
        await RunAsync(await checks.BeginAsync(null, cancellationToken), cancellationToken);

    /// <summary>Runs a check that was begun.</summary>
    [AutomaticRetry(Attempts = 0)]
    public async Task RunAsync(int checkId, CancellationToken cancellationToken)
    {
        var check = await checks.RunAsync(checkId, cancellationToken);
        if (check.IsClean)
        {
            LogClean(check.Attempts, check.Cells);
        }
        else
        {
            LogDifferent(check.Attempts, check.Differences, check.Findings.FirstOrDefault() ?? check.Error);
        }
    }

    [LoggerMessage(1, LogLevel.Information, "The store was checked: {Attempts} attempts, {Cells} counts, no difference")]
    private partial void LogClean(long attempts, long cells);

    [LoggerMessage(2, LogLevel.Error, "The store was checked: {Attempts} attempts, {Differences} differences, the first: {First}")]
    private partial void LogDifferent(long attempts, long differences, string? first);
}
