using Dashboard.Testing.Generation;

namespace Dashboard.Benchmarks;

/// <summary>The log of a run: the same bytes whenever it is asked for.</summary>
/// <param name="Start">First day, UTC: single attempts of that day are still kept.</param>
/// <param name="Days">How many days.</param>
/// <param name="Options">What the generator is told.</param>
internal sealed record GeneratedLog(DateOnly Start, int Days, PowerMtaLogOptions Options)
{
    public static GeneratedLog Of(BenchmarkOptions options, DateOnly start) => new(
        start,
        options.Days,
        new PowerMtaLogOptions { Events = options.Events, Days = options.Days, Start = start, AsynchronousBounces = true, Complaints = true });

    /// <summary>The log where it is not larger, else a log of that size over the same days.</summary>
    public GeneratedLog AtMost(int events) => this with { Options = Options with { Events = Math.Min(events, Options.Events) } };

    /// <summary>Writes all of it as one file, for the peers.</summary>
    /// <returns>What is true of it.</returns>
    public GroundTruth WriteCsv(string path, CancellationToken cancellationToken)
    {
        using var file = File.Create(path);
        return PowerMtaLog.Write(Options, file, cancellationToken);
    }

    /// <summary>Writes the same mail as Postfix would have logged it.</summary>
    /// <returns>Events in it.</returns>
    public long WritePostfix(string path, CancellationToken cancellationToken)
    {
        using var file = File.Create(path);
        using var lines = new PostfixLines(file);
        var events = 0L;
        PowerMtaLog.Run(Options, e => events += lines.Write(e) ? 1 : 0, cancellationToken);
        return events;
    }
}
