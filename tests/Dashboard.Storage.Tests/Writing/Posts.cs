using Dashboard.Core.Delivery;
using Dashboard.Core.Providers;
using Dashboard.Storage.Imports;
using Dashboard.Storage.Queries;
using Dashboard.Storage.Rules;
using Dashboard.Storage.Writing;
using Dashboard.Testing;

namespace Dashboard.Storage.Tests.Writing;

/// <summary>Posts into the inbox of a test database and from there into its store. A body is the number of the post.</summary>
internal sealed class Posts(TestDatabase database, Store store)
{
    private readonly List<SentEvent[]> _sent = [];

    public Inbox Inbox { get; } = new(database.DataSource, TimeProvider.System);

    /// <summary>Puts a post into the inbox.</summary>
    public async Task AddAsync(SentEvent[] events, CancellationToken token)
    {
        _sent.Add(events);
        Assert.True(await Inbox.AddAsync(store.Source, "api", events.Length, BitConverter.GetBytes(_sent.Count - 1), token));
    }

    /// <summary>Stores everything that waits.</summary>
    public async Task StoreAsync(CancellationToken token)
    {
        while (await Inbox.ReadAsync(1, token) is { } next)
        {
            await using var session = await store.Writer.OpenPostedAsync(next, token);
            if (await Inbox.ReadAsync(5, token) is { } batch)
            {
                Take(batch, session);
                await session.CommitAsync(0, token);
            }
        }
    }

    /// <summary>Takes posts into a session, without storing them.</summary>
    public void Take(PostedBatch batch, ImportSession session)
    {
        var e = new LogEvent();
        var seen = new HashSet<(DateTime, ulong)>();
        foreach (var sent in batch.Posts.SelectMany(p => _sent[BitConverter.ToInt32(p.Body)]))
        {
            sent.Fill(e);
            var identity = EventIdentity.WithOccurrence(EventIdentity.Hash(e), 1);
            if (seen.Add((e.OccurredAt, identity)))
            {
                session.Add(e, identity);
            }
            else
            {
                session.AddDuplicate();
            }
        }

        session.TakeFromInbox([.. batch.Posts.Select(p => p.Id)]);
    }

    /// <summary>The hour of the posts ends.</summary>
    /// <returns>The imports of what was posted.</returns>
    public async Task<IReadOnlyList<int>> EndHourAsync(CancellationToken token)
    {
        using var later = new StoreWriter(
            database.DataSource, database.Contexts, new CurrentRules(database.DataSource),
            new SourceCapabilities(database.DataSource, TimeProvider.System), new ClockAhead(TimeSpan.FromHours(1.1)));
        await later.ClosePostedAsync(token);
        var imports = (await store.Register.ListAsync(0, 100, token)).Rows.Where(i => i.StoredName.Length == 0).ToList();
        Assert.All(imports, i => Assert.Equal(ImportStatus.Completed, i.Status));
        return [.. imports.Select(i => i.Id)];
    }

    private sealed class ClockAhead(TimeSpan by) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + by;
    }
}
