using Dashboard.Storage.Imports;

namespace Dashboard.Web.Imports;

/// <summary>
/// Takes a stored file in: what it is, whether somebody must be asked first, and under which source. Looks at the beginning only, so that
/// the answer comes at once, whatever the worker is busy with.
/// </summary>
public sealed class ImportIntake(ImportRegister register, ImportQueue queue)
{
    /// <summary>Answers whether a file is the same mail as another source's.</summary>
    /// <param name="importId">The waiting import.</param>
    /// <param name="sourceId">The other source, when it is the same mail; null when it is not.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task AnswerSameFileAsync(int importId, int? sourceId, CancellationToken cancellationToken)
    {
        if (sourceId is { } other)
        {
            await register.MoveAsync(importId, other, cancellationToken);
        }

        await queue.TakeUpAgainAsync(importId, cancellationToken);
    }
}
