using System.Net;
using System.Net.Sockets;

namespace Dashboard.Faults;

/// <summary>
/// Stands between the program and PostgreSQL. Once armed, it lets the commit of a batch through and cuts the connection before the
/// answer: the program cannot know whether its batch is stored.
/// </summary>
internal sealed class CuttingProxy : IAsyncDisposable
{
    private static readonly byte[] Commit = [(byte)'Q', 0, 0, 0, 11, .. "COMMIT\0"u8];
    private static readonly byte[] Copy = [.. "copy attempts"u8];

    private readonly CancellationTokenSource _stop = new();
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly int _serverPort;
    private readonly Task _accepting;
    private int _commitsLeft;

    public CuttingProxy(int serverPort)
    {
        _serverPort = serverPort;
        _listener.Start();
        _accepting = AcceptAsync(_stop.Token);
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>How often it has cut.</summary>
    public int Cuts { get; private set; }

    /// <summary>Cuts at a batch's commit.</summary>
    /// <param name="commits">Which one from now on.</param>
    public void Arm(int commits) => Volatile.Write(ref _commitsLeft, commits);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task AcceptAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var client = await _listener.AcceptTcpClientAsync(cancellationToken);
            _ = ServeAsync(client, cancellationToken);
        }
    }

    private async Task ServeAsync(TcpClient client, CancellationToken cancellationToken)
    {
        using var server = new TcpClient { NoDelay = true };
        using (client)
        {
            try
            {
                client.NoDelay = true;
                await server.ConnectAsync(IPAddress.Loopback, _serverPort, cancellationToken);
                var answers = new Answers(server.GetStream(), client.GetStream());
                await Task.WhenAny(answers.PassAsync(cancellationToken), AskAsync(client.GetStream(), server.GetStream(), answers, cancellationToken));
            }
            catch (Exception exception) when (exception is IOException or SocketException or OperationCanceledException)
            {
                // One side has gone: so does the other.
            }
        }
    }

    private async Task AskAsync(NetworkStream client, NetworkStream server, Answers answers, CancellationToken cancellationToken)
    {
        var buffer = new byte[1 << 16];
        var hasCopied = false;
        while (await client.ReadAsync(buffer, cancellationToken) is > 0 and var read)
        {
            var asked = buffer.AsMemory(0, read);
            hasCopied |= asked.Span.IndexOf(Copy) >= 0;
            var isCommit = asked.Span.EndsWith(Commit);
            if (isCommit && hasCopied && Interlocked.Decrement(ref _commitsLeft) == 0)
            {
                answers.Drop();
                await server.WriteAsync(asked, cancellationToken);
                // PostgreSQL has committed when it answers; nobody hears it.
                await answers.Dropped.WaitAsync(cancellationToken);
                Cuts++;
                return;
            }

            hasCopied &= !isCommit;
            await server.WriteAsync(asked, cancellationToken);
        }
    }

    private sealed class Answers(NetworkStream server, NetworkStream client)
    {
        private readonly TaskCompletionSource _dropped = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private volatile bool _isDropping;

        public Task Dropped => _dropped.Task;

        public void Drop() => _isDropping = true;

        public async Task PassAsync(CancellationToken cancellationToken)
        {
            var buffer = new byte[1 << 16];
            while (await server.ReadAsync(buffer, cancellationToken) is > 0 and var read)
            {
                if (_isDropping)
                {
                    _dropped.TrySetResult();
                    await Task.Delay(Timeout.Infinite, cancellationToken);
                }

                await client.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            }
        }
    }
}
