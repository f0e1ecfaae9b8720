namespace Dashboard.Storage.Writing;

/// <summary>
/// Whether an import is still the only one that brings events of its source: what was posted while it runs ends that.
/// </summary>
internal sealed class SoleImport(int sourceId)
{
    private volatile bool _isOver;

    /// <summary>The source.</summary>
    public int SourceId { get; } = sourceId;

    /// <summary>True once another import of the source may have brought events.</summary>
    public bool IsOver => _isOver;

    /// <summary>Another import of the source is about to bring events.</summary>
    public void End() => _isOver = true;
}
