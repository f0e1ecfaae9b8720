using Npgsql;

namespace Dashboard.Storage.Imports;

/// <summary>
/// How much may wait in the inbox: where nothing can be stored for long, senders are told to keep their posts, before the disk is full.
/// About that much: the database is asked once a second, and other processes add meanwhile.
/// </summary>
internal sealed class InboxRoom(NpgsqlDataSource dataSource, TimeProvider time)
{
    // So many small ones are many minutes of work.
    private const long MostPosts = 200_000;
    private static readonly TimeSpan LookLasts = TimeSpan.FromSeconds(1);

    private int _looking;
    private long _bytes;
    private long _posts;
    private long _lookedAt;
    private volatile bool _hasLooked;

    /// <summary>True while there is room for one more.</summary>
    /// <param name="mostBytes">The most bytes of bodies that may wait, those set aside included.</param>
    /// <param name="cancellationToken">Cancels the look.</param>
    public async Task<bool> IsEnoughAsync(long mostBytes, CancellationToken cancellationToken)
    {
        // One looks, the others go by the last look.
        if (IsLookOld() && Interlocked.Exchange(ref _looking, 1) == 0)
        {
            try
            {
                await LookAsync(cancellationToken);
            }
            finally
            {
                Volatile.Write(ref _looking, 0);
            }
        }

        return Interlocked.Read(ref _bytes) < mostBytes && Interlocked.Read(ref _posts) < MostPosts;
    }

    /// <summary>One more waits.</summary>
    public void Take(int bytes)
    {
        Interlocked.Add(ref _bytes, bytes);
        Interlocked.Increment(ref _posts);
    }

    private bool IsLookOld() => !_hasLooked || time.GetElapsedTime(Volatile.Read(ref _lookedAt)) > LookLasts;

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand("select count(*), coalesce(sum(octet_length(body)), 0)::bigint from inbox");
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        Interlocked.Exchange(ref _posts, reader.GetInt64(0));
        Interlocked.Exchange(ref _bytes, reader.GetInt64(1));
        Volatile.Write(ref _lookedAt, time.GetTimestamp());
        _hasLooked = true;
    }
}
