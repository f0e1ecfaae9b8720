using Dashboard.Storage.Imports;
using Dashboard.Storage.Writing;
using Dashboard.Web.Imports;
using Hangfire;

namespace Dashboard.Web.Jobs;

/// <summary>Each night: deletes what is older than it is to be kept, and the uploaded originals of what was deleted.</summary>
public sealed partial class RetentionJob(StoreWriter store, ImportRegister imports, UploadFolder uploads, ILogger<RetentionJob> logger)
{
    /// <summary>Deletes; waits for an import that is being read.</summary>
    [AutomaticRetry(Attempts = 3)]
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var days = await store.ApplyRetentionAsync(cancellationToken);
        foreach (var storedName in await imports.OutlivedOriginalsAsync(cancellationToken))
        {
            uploads.Delete(storedName);
        }

        LogDone(days);
    }

    [LoggerMessage(1, LogLevel.Information, "Single attempts of {Days} days were older than they are kept and are deleted")]
    private partial void LogDone(int days);
}
