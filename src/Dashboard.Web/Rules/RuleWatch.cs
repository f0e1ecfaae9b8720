using Dashboard.Storage.Rules;
using Dashboard.Storage.Writing;

namespace Dashboard.Web.Rules;

/// <summary>
/// Follows rules that another process has saved, and brings what is stored to them where that one ended before it had done so.
/// </summary>
public sealed partial class RuleWatch(CurrentRules rules, StoreWriter store, TimeProvider time, ILogger<RuleWatch> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    private bool _hasFailed;

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await TryToLookAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The program ends.
        }
    }

    private async Task TryToLookAsync(CancellationToken cancellationToken)
    {
        try
        {
            await rules.RefreshAsync(cancellationToken);
            if (!rules.IsRestated)
            {
                await store.FollowRulesAsync(cancellationToken);
            }

            _hasFailed = false;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // Said once, tried again until it works.
            if (!_hasFailed)
            {
                LogFailed(e);
            }

            _hasFailed = true;
        }
    }

    [LoggerMessage(1, LogLevel.Error, "What is stored could not be brought to the present rules; this is tried again every few seconds")]
    private partial void LogFailed(Exception exception);
}
