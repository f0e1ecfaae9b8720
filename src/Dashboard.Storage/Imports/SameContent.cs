namespace Dashboard.Storage.Imports;

/// <summary>Imports that have brought events from the same content, or are about to: mail that would be counted twice under another source.</summary>
internal static class SameContent
{
    /// <param name="fingerprint">Hash of the beginning of the text.</param>
    /// <param name="context">Where they are asked for.</param>
    public static IQueryable<Import> Of(long fingerprint, DashboardDbContext context) => context.Imports.Where(
        i => i.Fingerprint == fingerprint && i.Status != ImportStatus.Deleting
            && (i.Imported > 0 || i.Status == ImportStatus.Queued || i.Status == ImportStatus.Running));
}
