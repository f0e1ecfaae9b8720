using Dashboard.Core.Delivery;

namespace Dashboard.Formats;

/// <summary>
/// Reads one log line by line in constant memory. Every line of the input ends as exactly one result: an event, ignored with why,
/// or malformed with where. A reader reads and maps; it does not classify, look up, store or ask the time.
/// </summary>
public interface ILogReader : IDisposable
{
    /// <summary>The line of the last result, from 1 (a record that spans several physical lines counts as one, at its first line).</summary>
    long LineNumber { get; }

    /// <summary>Results given so far, header and blank lines included: what the import's <c>lines</c> counts.</summary>
    long RecordsRead { get; }

    /// <summary>Why the last line was ignored or malformed; for an ignored line only <see cref="LineProblem.Reason"/> is set.</summary>
    LineProblem Problem { get; }

    /// <summary>Reads the next line into <paramref name="target"/>.</summary>
    /// <exception cref="InvalidDataException">The stream itself is damaged (truncated or corrupt compression).</exception>
    LineKind Read(LogEvent target);
}

/// <summary>What a line turned out to be.</summary>
public enum LineKind
{
    /// <summary>The target holds an event.</summary>
    Event,

    /// <summary>Understood, but no event for us: header, blank, or a record type without a delivery.</summary>
    Ignored,

    /// <summary>Not understood; goes to quarantine.</summary>
    Malformed,

    /// <summary>The input is finished; there is no line.</summary>
    End,
}

/// <summary>Why a line is no event.</summary>
/// <param name="Reason">A sentence for a person; the same for all lines of the same kind, so that it can be counted.</param>
/// <param name="Column">The column at fault by its header name, or null.</param>
/// <param name="Original">The line's bytes as they stood in the file, at most 4 KiB; empty for ignored lines.</param>
public readonly record struct LineProblem(string Reason, string? Column, ReadOnlyMemory<byte> Original);
