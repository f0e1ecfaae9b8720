namespace Dashboard.Storage.Writing;

/// <summary>One table of histograms of the time to acceptance.</summary>
/// <param name="Table">Its table.</param>
/// <param name="Column">The id in its key, beside time, clock and route.</param>
/// <param name="IsDaily">True when a histogram covers a day.</param>
/// <param name="IdOf">The id that follows from a context.</param>
internal sealed record LatencyTable(string Table, string Column, bool IsDaily, Func<ContextIds, int> IdOf)
{
    /// <summary>Streams by hour.</summary>
    public static readonly LatencyTable Stream = new("stream_latencies", "stream_id", false, c => c.StreamId);

    /// <summary>Campaigns, pools and clients too, a day at a time.</summary>
    public static readonly LatencyTable Flow = new("flow_latencies", "flow_id", true, c => c.FlowId);

    /// <summary>Sources alone, a day at a time: what ranges of weeks ask.</summary>
    public static readonly LatencyTable SourceDay = new("source_day_latencies", "source_id", true, c => c.SourceId);

    /// <summary>All of them; each holds every acceptance once on each clock.</summary>
    public static IReadOnlyList<LatencyTable> All { get; } = [Stream, Flow, SourceDay];
}
