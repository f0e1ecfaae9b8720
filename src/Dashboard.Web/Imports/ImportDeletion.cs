using Dashboard.Storage.Writing;

namespace Dashboard.Web.Imports;

/// <summary>Deletes an import: what it brought to the store, the uploaded original, and the import itself, in this order.</summary>
public sealed class ImportDeletion(StoreWriter store, UploadFolder uploads)
{
    /// <summary>Deletes an import for which that was decided. Running it again, or twice at once, changes nothing.</summary>
    /// <returns>False when that was not decided of it, or it is gone.</returns>
    public async Task<bool> RunAsync(int importId, CancellationToken cancellationToken)
    {
        await using var removal = await store.OpenRemovalAsync(importId, cancellationToken);
        if (removal is null)
        {
            return false;
        }

        while (await removal.StepAsync(cancellationToken))
        {
            cancellationToken.ThrowIfCancellationRequested();
        }

        if (removal.StoredName is { Length: > 0 } file)
        {
            // Before the import: killed in between, nothing is left behind that nobody knows of.
            uploads.Delete(file);
        }

        await removal.CompleteAsync(cancellationToken);
        return true;
    }
}
