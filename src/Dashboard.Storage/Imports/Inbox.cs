using Npgsql;
using NpgsqlTypes;

namespace Dashboard.Storage.Imports;

/// <summary>Posts of one source, of one format and of one hour, in the order in which they came.</summary>
/// <param name="SourceId">The source.</param>
/// <param name="Format">Format of the bodies.</param>
/// <param name="ReceivedAt">When the first of them came, UTC.</param>
/// <param name="Posts">The posts.</param>
public sealed record PostedBatch(int SourceId, string Format, DateTime ReceivedAt, IReadOnlyList<Post> Posts);

/// <summary>One post as it came in.</summary>
/// <param name="Id">Row id.</param>
/// <param name="Body">Its body.</param>
public sealed record Post(long Id, byte[] Body);

/// <summary>
/// Posts that were answered for and are not stored yet. A post enters it durably before its sender is answered, and leaves it in the
/// transaction that stores its events.
/// </summary>
public sealed class Inbox(NpgsqlDataSource dataSource, TimeProvider time)
{
    /// <summary>The most events that one post may bring.</summary>
    public const int MostAttemptsOfPost = 1000;

    // What one transaction takes: far less than a batch of an import holds.
    private const int MostAttempts = 8_000;
    private const int MostBytes = 16 << 20;

    private readonly InboxRoom _room = new(dataSource, time);

    /// <summary>About how many bytes of bodies may wait; then posts are not kept until there is room.</summary>
    public long MostWaitingBytes { get; init; } = 256L << 20;

    /// <summary>Keeps a post; it is on disk when this returns true. A new name makes a new source.</summary>
    /// <param name="source">Name of the source.</param>
    /// <param name="format">Format of the body.</param>
    /// <param name="attempts">Events in it.</param>
    /// <param name="body">The body.</param>
    /// <param name="cancellationToken">Cancels before anything is kept.</param>
    /// <returns>False when so much waits that it was not kept.</returns>
    public async Task<bool> AddAsync(string source, string format, int attempts, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        if (!await _room.IsEnoughAsync(MostWaitingBytes, cancellationToken))
        {
            return false;
        }

        while (!await TryAddAsync(source, format, attempts, body, cancellationToken))
        {
            await using var command = dataSource.CreateCommand(
                """
                select pg_advisory_xact_lock(@queue);
                insert into sources (name, format, created_at, capabilities) values (@source, @format, @now, '{}') on conflict (name) do nothing
                """);
            command.Parameters.AddWithValue("queue", ImportQueueLock.Key);
            command.Parameters.AddWithValue("source", source);
            command.Parameters.AddWithValue("format", format);
            command.Parameters.AddWithValue("now", NpgsqlDbType.TimestampTz, time.GetUtcNow().UtcDateTime);
            await command.ExecuteNonQueryAsync(cancellationToken);
        }

        _room.Take(body.Length);
        return true;
    }

    /// <summary>
    /// The oldest posts that one transaction can take: of one source, one format and one hour. Null when nothing waits.
    /// </summary>
    /// <param name="most">The most posts wanted.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<PostedBatch?> ReadAsync(int most, CancellationToken cancellationToken)
    {
        // Hours are cut in quarters, so that no batch spans two hours of any zone.
        await using var command = dataSource.CreateCommand(
            """
            with first as (select source_id, format, received_at from inbox where set_aside is null order by id limit 1),
            waiting as (
                select i.id, source_id, format, first.received_at, i.body,
                    sum(i.attempts) over (order by i.id) as attempts, sum(octet_length(i.body)) over (order by i.id) as bytes,
                    row_number() over (order by i.id) as place
                from (select * from inbox where set_aside is null order by id limit 5000) i join first using (source_id, format)
                where date_bin('15 minutes', i.received_at, timestamptz '2000-01-01 00:00+00')
                        = date_bin('15 minutes', first.received_at, timestamptz '2000-01-01 00:00+00'))
            select id, source_id, format, received_at, body from waiting
            where place = 1 or (place <= @most and attempts <= @attempts and bytes <= @bytes)
            order by id
            """);
        command.Parameters.AddWithValue("most", (long)most);
        command.Parameters.AddWithValue("attempts", (long)MostAttempts);
        command.Parameters.AddWithValue("bytes", (long)MostBytes);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        PostedBatch? batch = null;
        var posts = new List<Post>();
        while (await reader.ReadAsync(cancellationToken))
        {
            posts.Add(new Post(reader.GetInt64(0), reader.GetFieldValue<byte[]>(4)));
            batch ??= new PostedBatch(reader.GetInt32(1), reader.GetString(2), reader.GetDateTime(3), posts);
        }

        return batch;
    }

    /// <summary>True while a post waits to be stored.</summary>
    public async Task<bool> HasAnyAsync(CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand("select exists (select from inbox where set_aside is null)");
        return (bool)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>Puts a post aside that cannot be stored, so that the others go on. It is kept.</summary>
    public async Task SetAsideAsync(long postId, string reason, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand("update inbox set set_aside = @reason where id = @id");
        command.Parameters.AddWithValue("id", postId);
        command.Parameters.AddWithValue("reason", reason);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Takes up again what was set aside: a newer program may be able to store it.</summary>
    public async Task TakeUpAgainAsync(CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand("update inbox set set_aside = null where set_aside is not null");
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task<bool> TryAddAsync(string source, string format, int attempts, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(
            "insert into inbox (source_id, format, attempts, body) select id, @format, @attempts, @body from sources where name = @source");
        command.Parameters.AddWithValue("source", source);
        command.Parameters.AddWithValue("format", format);
        command.Parameters.AddWithValue("attempts", attempts);
        command.Parameters.AddWithValue("body", body);
        try
        {
            return await command.ExecuteNonQueryAsync(cancellationToken) == 1;
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.ForeignKeyViolation)
        {
            // The source was deleted at this moment, with its last import.
            return false;
        }
    }
}
