namespace Dashboard.Web.Imports;

/// <summary>Where a file is that a browser sends.</summary>
public enum UploadState
{
    Waiting,
    Sending,
    Failed,
    Cancelled,
}

/// <summary>A file that a browser sends, as the page shows it.</summary>
/// <param name="Id">The browser's number for it.</param>
/// <param name="Name">Its name; text from outside.</param>
/// <param name="Bytes">Its size.</param>
public sealed record BrowserUpload(int Id, string Name, long Bytes)
{
    public UploadState State { get; init; }

    public long SentBytes { get; init; }

    /// <summary>Why it failed.</summary>
    public string? Error { get; init; }

    public bool IsOpen => State is UploadState.Waiting or UploadState.Sending;
}
