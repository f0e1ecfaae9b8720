namespace Dashboard.Storage.Writing;

/// <summary>Lines of an import by what became of them.</summary>
/// <param name="Imported">New events.</param>
/// <param name="Duplicates">Events that were stored already.</param>
/// <param name="Quarantined">Lines that could not be read.</param>
/// <param name="Ignored">Lines that are no event for us.</param>
internal readonly record struct ImportRows(long Imported, long Duplicates, long Quarantined, long Ignored)
{
    /// <summary>As an import stands now.</summary>
    public static ImportRows Of(ImportProgress progress) => new(progress.Imported, progress.Duplicates, progress.Quarantined, progress.Ignored);

    /// <summary>What came since an earlier standing.</summary>
    public ImportRows Since(ImportRows before) =>
        new(Imported - before.Imported, Duplicates - before.Duplicates, Quarantined - before.Quarantined, Ignored - before.Ignored);
}
