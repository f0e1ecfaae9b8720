namespace Dashboard.Storage.Writing;

/// <summary>
/// How large batches are: a second or two each, short enough to lose little when killed, long enough that an hour's counts are written few
/// times over.
/// </summary>
internal sealed class BatchPace(TimeProvider time, int mostEvents)
{
    private const int FirstBatch = 500;
    private static readonly TimeSpan LongestBatch = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestStoring = TimeSpan.FromSeconds(2);
    private long _start = time.GetTimestamp();

    /// <summary>Events of a full batch.</summary>
    public int Limit { get; private set; } = Math.Min(FirstBatch, mostEvents);

    /// <summary>True when the batch in hand has waited long enough.</summary>
    public bool IsOld => time.GetElapsedTime(_start) > LongestBatch;

    /// <summary>The next batch begins; this one took so long to store.</summary>
    public void Next(TimeSpan took)
    {
        if (took < LongestStoring / 2)
        {
            Limit = Math.Min(mostEvents, Limit * 2);
        }
        else if (took > LongestStoring)
        {
            Limit = Math.Min(mostEvents, Math.Max(FirstBatch, Limit / 2));
        }

        _start = time.GetTimestamp();
    }
}
