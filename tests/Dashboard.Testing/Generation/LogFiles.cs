using System.IO.Pipelines;
using System.Threading.Channels;

namespace Dashboard.Testing.Generation;

/// <summary>One file of a generated log, written while it is read.</summary>
/// <param name="Number">From 0.</param>
/// <param name="Content">Its bytes.</param>
/// <param name="Lines">Data lines, known when all of it was read.</param>
public sealed record LogFile(int Number, Stream Content, Task<long> Lines);

/// <summary>
/// A generated accounting log as files of about so many events, cut at the full hour. Nothing is kept: the generator waits while nobody
/// reads.
/// </summary>
public sealed class LogFiles
{
    private const int PipeBytes = 1 << 20;

    private readonly PowerMtaLogOptions _options;
    private readonly int _eventsPerFile;
    private readonly int _first;
    private readonly Channel<LogFile> _files = Channel.CreateBounded<LogFile>(1);
    private Stream? _stream;
    private PowerMtaLines? _lines;
    private TaskCompletionSource<long>? _counted;
    private DateTime _hour;
    private long _written;
    private int _number = -1;

    private LogFiles(PowerMtaLogOptions options, int eventsPerFile, int first)
    {
        _options = options;
        _eventsPerFile = eventsPerFile;
        _first = first;
    }

    /// <summary>Starts to write.</summary>
    /// <param name="options">What the log is like.</param>
    /// <param name="eventsPerFile">Events after which a file ends with the hour.</param>
    /// <param name="first">Number of the first file wanted: the ones before are generated and thrown away.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The files, to be read to their ends one after the other; and the truth about all of them, known at the end.</returns>
    public static (ChannelReader<LogFile> Files, Task<GroundTruth> Truth) Start(
        PowerMtaLogOptions options, int eventsPerFile, int first, CancellationToken cancellationToken)
    {
        var files = new LogFiles(options, eventsPerFile, first);
        var truth = Task.Factory.StartNew(
            () => files.Write(cancellationToken), cancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        return (files._files.Reader, truth);
    }

    private GroundTruth Write(CancellationToken cancellationToken)
    {
        try
        {
            var truth = PowerMtaLog.Run(_options, e => Write(e, cancellationToken), cancellationToken);
            End();
            _files.Writer.Complete();
            return truth;
        }
        catch (Exception e)
        {
            _stream?.Dispose();
            _counted?.TrySetException(e);
            _files.Writer.Complete(e);
            throw;
        }
    }

    private void Write(GeneratedEvent e, CancellationToken cancellationToken)
    {
        var hour = new DateTime(e.At.Ticks - (e.At.Ticks % TimeSpan.TicksPerHour), DateTimeKind.Utc);
        if (_number < 0 || (_written >= _eventsPerFile && hour != _hour))
        {
            End();
            Begin(cancellationToken);
        }

        _hour = hour;
        _written++;
        _lines?.Write(e);
    }

    private void Begin(CancellationToken cancellationToken)
    {
        (_number, _written) = (_number + 1, 0);
        if (_number < _first)
        {
            return;
        }

        var pipe = new Pipe(new PipeOptions(pauseWriterThreshold: PipeBytes, resumeWriterThreshold: PipeBytes / 2, useSynchronizationContext: false));
        _stream = pipe.Writer.AsStream();
        _lines = new PowerMtaLines(_stream);
        _lines.Begin();
        _counted = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
        var file = new LogFile(_number, pipe.Reader.AsStream(), _counted.Task);
        _files.Writer.WriteAsync(file, cancellationToken).AsTask().GetAwaiter().GetResult();
    }

    private void End()
    {
        if (_lines is null)
        {
            return;
        }

        _lines.Flush();
        _stream!.Dispose();
        _counted!.SetResult(_written);
        _lines = null;
    }
}
