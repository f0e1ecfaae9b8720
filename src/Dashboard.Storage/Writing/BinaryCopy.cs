using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using Npgsql;

namespace Dashboard.Storage.Writing;

/// <summary>
/// Rows in the binary form of COPY (PostgreSQL manual, "COPY", Binary Format), written into one buffer that goes out in large pieces.
/// The driver's own importer pays for each value what this pays for a row.
/// </summary>
internal sealed class BinaryCopy : IAsyncDisposable
{
    private const int PieceBytes = 64 << 10;
    private static readonly long Epoch = new DateTime(2000, 1, 1, 0, 0, 0, DateTimeKind.Utc).Ticks;

    private readonly NpgsqlRawCopyStream _stream;
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(2 * PieceBytes);
    private int _used;
    private bool _isComplete;

    private BinaryCopy(NpgsqlRawCopyStream stream)
    {
        _stream = stream;
        // Signature, flags, no header extension.
        ReadOnlySpan<byte> header = [(byte)'P', (byte)'G', (byte)'C', (byte)'O', (byte)'P', (byte)'Y', (byte)'\n', 0xFF, (byte)'\r', (byte)'\n', 0, 0, 0, 0, 0, 0, 0, 0, 0];
        header.CopyTo(_buffer);
        _used = header.Length;
    }

    /// <summary>True when <see cref="SendAsync"/> should be called before the next row.</summary>
    public bool IsFull => _used >= PieceBytes;

    /// <param name="connection">Where to.</param>
    /// <param name="into">Table and columns: <c>attempts (occurred_at, …)</c>.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public static async Task<BinaryCopy> BeginAsync(NpgsqlConnection connection, string into, CancellationToken cancellationToken) =>
        new(await connection.BeginRawBinaryCopyAsync($"copy {into} from stdin (format binary)", cancellationToken));

    /// <summary>Begins a row; exactly so many values must follow.</summary>
    public void StartRow(int values)
    {
        BinaryPrimitives.WriteInt16BigEndian(Room(2), (short)values);
        _used += 2;
    }

    public void WriteNull()
    {
        BinaryPrimitives.WriteInt32BigEndian(Room(4), -1);
        _used += 4;
    }

    public void Write(bool value)
    {
        var room = Room(5);
        BinaryPrimitives.WriteInt32BigEndian(room, 1);
        room[4] = value ? (byte)1 : (byte)0;
        _used += 5;
    }

    public void Write(short value)
    {
        var room = Room(6);
        BinaryPrimitives.WriteInt32BigEndian(room, 2);
        BinaryPrimitives.WriteInt16BigEndian(room[4..], value);
        _used += 6;
    }

    public void Write(int value)
    {
        var room = Room(8);
        BinaryPrimitives.WriteInt32BigEndian(room, 4);
        BinaryPrimitives.WriteInt32BigEndian(room[4..], value);
        _used += 8;
    }

    public void Write(long value)
    {
        var room = Room(12);
        BinaryPrimitives.WriteInt32BigEndian(room, 8);
        BinaryPrimitives.WriteInt64BigEndian(room[4..], value);
        _used += 12;
    }

    /// <summary>A time in UTC, to the microsecond.</summary>
    public void Write(DateTime utc) => Write((utc.Ticks - Epoch) / TimeSpan.TicksPerMicrosecond);

    /// <summary>A text in UTF-8, or bytes.</summary>
    public void Write(ReadOnlySpan<byte> value)
    {
        var room = Room(4 + value.Length);
        BinaryPrimitives.WriteInt32BigEndian(room, value.Length);
        value.CopyTo(room[4..]);
        _used += 4 + value.Length;
    }

    /// <summary>A <c>jsonb</c>: its version stands before the text.</summary>
    public void WriteJson(string json)
    {
        var text = Encoding.UTF8.GetBytes(json);
        var room = Room(5 + text.Length);
        BinaryPrimitives.WriteInt32BigEndian(room, 1 + text.Length);
        room[4] = 1;
        text.CopyTo(room[5..]);
        _used += 5 + text.Length;
    }

    /// <summary>Sends what is written so far.</summary>
    public async Task SendAsync(CancellationToken cancellationToken)
    {
        await _stream.WriteAsync(_buffer.AsMemory(0, _used), cancellationToken);
        _used = 0;
    }

    /// <summary>Sends the rest and waits until the rows are in the table; without it they are thrown away.</summary>
    /// <exception cref="PostgresException">A row was refused.</exception>
    public async Task CompleteAsync(CancellationToken cancellationToken)
    {
        BinaryPrimitives.WriteInt16BigEndian(Room(2), -1);
        _used += 2;
        await SendAsync(cancellationToken);
        _isComplete = true;
        await _stream.DisposeAsync();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = [];
        }

        if (!_isComplete)
        {
            try
            {
                // Disposing the stream alone would complete the copy.
                await _stream.CancelAsync();
            }
            catch (Exception e) when (e is NpgsqlException or ObjectDisposedException or OperationCanceledException)
            {
                // The connection is gone, and the rows with it.
            }

            await _stream.DisposeAsync();
        }
    }

    private Span<byte> Room(int bytes)
    {
        if (_used + bytes > _buffer.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(_buffer.Length * 2, _used + bytes));
            _buffer.AsSpan(0, _used).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = larger;
        }

        return _buffer.AsSpan(_used);
    }
}
