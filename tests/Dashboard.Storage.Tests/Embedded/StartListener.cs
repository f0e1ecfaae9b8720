using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Dashboard.Storage.Tests.Embedded;

/// <summary>Hears in the log that a server was started.</summary>
internal sealed class StartListener : ILogger
{
    private readonly Channel<string> _starts = Channel.CreateUnbounded<string>();

    public ValueTask<string> NextAsync(CancellationToken cancellationToken) => _starts.Reader.ReadAsync(cancellationToken);

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (eventId.Name == "LogStarted")
        {
            _starts.Writer.TryWrite(formatter(state, exception));
        }
    }

    public bool IsEnabled(LogLevel logLevel) => true;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;
}
