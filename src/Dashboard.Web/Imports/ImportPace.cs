using Dashboard.Storage.Imports;

namespace Dashboard.Web.Imports;

/// <summary>How fast an import goes and how long it still takes, as page and API tell it.</summary>
public static class ImportPace
{
    // Over less than this the first batch's start-up is all there is to see.
    private const double LeastSeconds = 0.2;

    /// <summary>True when nothing will change without somebody doing something.</summary>
    public static bool IsFinished(Import import) => import.Status is not (ImportStatus.Queued or ImportStatus.Running or ImportStatus.Deleting);

    /// <summary>The status in the API's words.</summary>
    public static string Word(ImportStatus status) => status switch
    {
        ImportStatus.Queued => "queued",
        ImportStatus.Running => "running",
        ImportStatus.Completed => "completed",
        ImportStatus.Failed => "failed",
        ImportStatus.Waiting => "waiting",
        ImportStatus.Deleting => "deleting",
        ImportStatus.Receiving => "receiving",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>The question in the API's words.</summary>
    public static string Word(ImportQuestion question) => question switch
    {
        ImportQuestion.Mapping => "mapping",
        ImportQuestion.SameFile => "same-file",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>Lines read and stored a second over all runs; null until there is something to measure.</summary>
    public static double? RowsPerSecond(Import import) =>
        import.Lines > 0 && import.BusySeconds > LeastSeconds ? Math.Round(import.Lines / import.BusySeconds, 1) : null;

    /// <summary>Part of the file that is read, 0 to 1.</summary>
    public static double Progress(Import import) => import.Status == ImportStatus.Completed
        ? 1
        : import.FileBytes == 0 ? 0 : Math.Clamp((double)import.ReadBytes / import.FileBytes, 0, 1);

    /// <summary>Seconds until it is through at the pace so far; null unless running.</summary>
    public static double? SecondsLeft(Import import)
    {
        var progress = Progress(import);
        return import.Status == ImportStatus.Running && progress > 0 && import.BusySeconds > LeastSeconds
            ? Math.Round(import.BusySeconds * (1 - progress) / progress, 1)
            : null;
    }
}
