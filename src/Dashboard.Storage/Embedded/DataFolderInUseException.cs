namespace Dashboard.Storage.Embedded;

/// <summary>Another running app owns the data folder.</summary>
public sealed class DataFolderInUseException(string dataFolder, int? processId, Exception innerException)
    : EmbeddedPostgresException(Sentence(dataFolder, processId), innerException)
{
    /// <summary>The folder both apps want.</summary>
    public string DataFolder { get; } = dataFolder;

    /// <summary>The process that owns it; null when it left no readable note.</summary>
    public int? ProcessId { get; } = processId;

    private static string Sentence(string dataFolder, int? processId)
    {
        var owner = processId is { } id ? $"Another Dashboard (process {id})" : "Another Dashboard";
        return $"{owner} is already running on the data folder {dataFolder}. "
            + "Stop it first, or give this one a folder of its own with Dashboard__DataFolder.";
    }
}
