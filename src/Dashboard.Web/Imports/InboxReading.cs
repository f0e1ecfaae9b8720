using Dashboard.Core.Delivery;
using Dashboard.Formats;
using Dashboard.Formats.Posted;
using Dashboard.Storage.Imports;
using Dashboard.Storage.Writing;

namespace Dashboard.Web.Imports;

/// <summary>Joins the posts of the inbox and the store: what waits is stored in small batches, each in one transaction with its leaving the inbox.</summary>
public sealed class InboxReading(Inbox inbox, StoreWriter store, UploadFolder uploads, TimeProvider time, ILogger<InboxReading> logger)
{
    private const int MostPosts = 2_000;
    private const string Unreadable = "The body is not what the program expects. It was sent to another version of it.";

    private readonly LogEvent _event = new();

    /// <summary>Which times can be right: those that are right for files.</summary>
    public static LogReaderOptions Options(TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(time);
        var now = time.GetUtcNow().UtcDateTime;
        return new LogReaderOptions { NotBefore = now - ImportPipeline.PastAllowed, NotAfter = now + ImportPipeline.FutureAllowed };
    }

    /// <summary>Stores everything that waits.</summary>
    /// <exception cref="ShortOfRoomException">There is too little room on the disk (any more): what waits is stored when there is.</exception>
    public async Task ReadAllAsync(CancellationToken cancellationToken)
    {
        var most = MostPosts;
        while (await inbox.ReadAsync(1, cancellationToken) is { } next)
        {
            uploads.RequireRoom();
            try
            {
                await StoreAsync(next, most, cancellationToken);
                most = Math.Min(2 * most, MostPosts);
            }
            catch (Exception e) when (e is not (OperationCanceledException or LeaseLostException) && PassingFailure.Of(e) is null)
            {
                // Looked for in half as many each time; the one that cannot be stored must not keep the others.
                if (most == 1)
                {
                    logger.LogError(e, "Post {PostId} could not be stored and is put aside in the inbox; the others go on.", next.Posts[0].Id);
                    await inbox.SetAsideAsync(next.Posts[0].Id, e.GetType().Name, cancellationToken);
                }

                most = Math.Max(1, most / 2);
            }
        }
    }

    private async Task StoreAsync(PostedBatch next, int most, CancellationToken cancellationToken)
    {
        await using var session = await store.OpenPostedAsync(next, cancellationToken);
        // Now that nobody else stores: what is still there?
        if (await inbox.ReadAsync(most, cancellationToken) is not { } batch || !IsOfSameHour(batch, next))
        {
            return;
        }

        var options = Options(time);
        var seen = new HashSet<(DateTime, ulong)>();
        foreach (var post in batch.Posts)
        {
            Take(post, options, seen, session);
        }

        session.TakeFromInbox([.. batch.Posts.Select(p => p.Id)]);
        await session.CommitAsync(0, cancellationToken);
    }

    private static bool IsOfSameHour(PostedBatch one, PostedBatch other) =>
        (one.SourceId, one.Format, one.ReceivedAt.Ticks / TimeSpan.FromMinutes(15).Ticks)
        == (other.SourceId, other.Format, other.ReceivedAt.Ticks / TimeSpan.FromMinutes(15).Ticks);

    private void Take(Post post, LogReaderOptions options, HashSet<(DateTime, ulong)> seen, ImportSession session)
    {
        using var reader = PostedReader.TryOpen(post.Body, options, out _);
        if (reader is null)
        {
            session.AddQuarantined(0, session.Progress.Lines + 1, null, Unreadable, post.Body);
            return;
        }

        // Identical attempts of one post are told apart as in a file.
        using var occurrences = new OccurrenceCounter(uploads.SpillFolder, OccurrenceCounter.DefaultMemoryBytes);
        while (true)
        {
            var kind = reader.Read(_event);
            switch (kind)
            {
                case LineKind.End:
                    return;
                case LineKind.Malformed:
                    session.AddQuarantined(0, session.Progress.Lines + 1, reader.Problem.Column, reader.Problem.Reason, reader.Problem.Original);
                    break;
                case LineKind.Event:
                    var occurrence = Occurrence.Of(_event, occurrences);
                    if (occurrence.IsRepeated || !seen.Add((_event.OccurredAt, occurrence.Identity)))
                    {
                        session.AddDuplicate();
                    }
                    else
                    {
                        session.Add(_event, occurrence.Identity);
                    }

                    break;
                case LineKind.Ignored:
                default:
                    throw new System.Diagnostics.UnreachableException();
            }
        }
    }
}
