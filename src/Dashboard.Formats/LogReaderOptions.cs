using System.Collections.Frozen;
using Dashboard.Formats.Delimited;

namespace Dashboard.Formats;

/// <summary>What a source knows about its logs that the logs do not say themselves.</summary>
public sealed record LogReaderOptions
{
    /// <summary>The longest line that is read, bytes; longer ones are quarantined.</summary>
    public const int MaxLineBytes = 1 << 20;

    /// <summary>Offset from UTC of times that name none; UTC by default.</summary>
    public TimeSpan AssumedOffset { get; init; }

    /// <summary>Earlier events (UTC) are mistakes and go to quarantine.</summary>
    public DateTime NotBefore { get; init; } = DateTime.MinValue;

    /// <summary>Later events (UTC) are mistakes and go to quarantine.</summary>
    public DateTime NotAfter { get; init; } = DateTime.MaxValue;

    /// <summary>
    /// True for logs without a time of the event (PowerMTA's <c>timeLogged</c>): the time of queueing stands for it. Only right where
    /// nothing is retried, so it has to be asked for.
    /// </summary>
    public bool UseQueueingTime { get; init; }

    /// <summary>The header of files that carry none (<c>type,timeLogged,…</c>); null: such files are quarantined with the reason.</summary>
    public string? HeaderLine { get; init; }

    /// <summary>
    /// Columns that the source uses otherwise than their names say, by header name (case does not matter). They win over the
    /// format's own reading of the names.
    /// </summary>
    public IReadOnlyDictionary<string, LogField> Columns { get; init; } = FrozenDictionary<string, LogField>.Empty;

    /// <summary>How the columns of a delimited export are read; null: as its beginning suggests, if that leaves nothing to decide.</summary>
    public ColumnMapping? Mapping { get; init; }
}
