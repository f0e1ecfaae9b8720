using System.Text;
using Dashboard.Core.Delivery;

namespace Dashboard.Testing.Generation;

/// <summary>One sender's way to export the mail of the generated world. The same options give the same mail in every file, and the same bytes.</summary>
public sealed record SenderFile
{
    /// <summary>Short name, such as <c>german-esp</c>.</summary>
    public required string Name { get; init; }

    /// <summary>As it would be uploaded.</summary>
    public required string FileName { get; init; }

    /// <summary>How its bytes are text. Of a compressed file: how what is inside is.</summary>
    public Encoding Encoding { get; init; } = SenderFiles.Utf8;

    /// <summary>Between the cells of a row.</summary>
    public char Separator { get; init; } = ',';

    /// <summary>The zone of its times; null: they are UTC, or say so themselves.</summary>
    public string? TimeZone { get; init; }

    /// <summary>Seconds to which its times are cut.</summary>
    public int TimeStepSeconds { get; init; } = 1;

    /// <summary>The header's cells, in order; of PowerMTA files empty: see the file.</summary>
    public IReadOnlyList<string> Header { get; init; } = [];

    /// <summary>Its word for each type of event that it shows, in the column that says what happened. Empty where no column says it.</summary>
    public IReadOnlyDictionary<EventType, string> Words { get; init; } = new Dictionary<EventType, string>();

    /// <summary>The types of events that it shows.</summary>
    public required IReadOnlyList<EventType> Shows { get; init; }

    /// <summary>True where a row can be told to belong to a delivery: by message and recipient.</summary>
    public bool NamesDeliveries { get; init; } = true;

    /// <summary>True where the file is cut: nothing of it may be counted.</summary>
    public bool IsDamaged { get; init; }

    internal Func<SenderFile, Stream, SenderExport> Open { get; init; } = (_, _) => throw new InvalidOperationException("A sender that cannot write.");

    /// <summary>Writes the file. Memory holds what is in the sender's queue, never the file; the stream stays open.</summary>
    public SenderCounts Write(PowerMtaLogOptions options, Stream stream, CancellationToken cancellationToken)
    {
        var export = Open(this, stream);
        export.Begin();
        var truth = PowerMtaLog.Run(options, export.Take, cancellationToken);
        export.End();
        return new SenderCounts
        {
            DataRows = export.DataRows,
            OtherRows = export.OtherRows,
            QueueRecords = export.QueueRecords,
            Events = Shows.ToDictionary(type => type, truth.Total.Events),
            Deliveries = NamesDeliveries ? DeliveryCounts.Of(truth.Total, Shows) : null,
            Truth = truth,
        };
    }

    /// <summary>The file in memory, for sizes that fit there.</summary>
    public (byte[] File, SenderCounts Counts) Write(PowerMtaLogOptions options, CancellationToken cancellationToken)
    {
        using var stream = new MemoryStream();
        var counts = Write(options, stream, cancellationToken);
        return (stream.ToArray(), counts);
    }

    public override string ToString() => Name;
}
