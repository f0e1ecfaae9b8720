namespace Dashboard.Core.Metrics;

/// <summary>All counts of one row of a report.</summary>
public sealed class MetricCounts
{
    /// <summary>How many counts there are.</summary>
    public static readonly int Length = Enum.GetValues<Count>().Length;

    /// <summary>The parts of a resolved delivery: they add up to <see cref="Resolved"/>.</summary>
    public static readonly IReadOnlyList<Count> FinalStates =
        [Count.Accepted, Count.Hard, Count.Block, Count.Local, Count.Other, Count.Unclassified, Count.Expired];

    private readonly long[] _values;

    /// <param name="values">In the order of <see cref="Count"/>.</param>
    public MetricCounts(long[] values)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(values.Length, Length);
        _values = values;
    }

    /// <summary>Nothing counted.</summary>
    public static MetricCounts Zero { get; } = new(new long[Length]);

    /// <summary>One count.</summary>
    public long this[Count count] => _values[(int)count];

    /// <summary>All attempts.</summary>
    public long Attempts => this[Count.AttemptsAccepted] + this[Count.AttemptsDeferred] + this[Count.AttemptsRejected];

    /// <summary>Deliveries with a final state.</summary>
    public long Resolved => Sum(FinalStates);

    /// <summary>Deliveries attempted and not resolved. Means something on the cohort clock only.</summary>
    public long Waiting => this[Count.Attempted] - Resolved;

    /// <summary>Final refusals of every kind.</summary>
    public long Refused => this[Count.Hard] + this[Count.Block] + this[Count.Local] + this[Count.Other] + this[Count.Unclassified];

    /// <summary>The sum of some counts.</summary>
    public long Sum(IReadOnlyList<Count> counts)
    {
        long sum = 0;
        foreach (var count in counts)
        {
            sum += this[count];
        }

        return sum;
    }

    /// <summary>Both rows together.</summary>
    public static MetricCounts operator +(MetricCounts left, MetricCounts right)
    {
        var sum = new long[Length];
        for (var i = 0; i < Length; i++)
        {
            sum[i] = left._values[i] + right._values[i];
        }

        return new MetricCounts(sum);
    }

    /// <summary>Both rows together.</summary>
    public static MetricCounts Add(MetricCounts left, MetricCounts right) => left + right;
}
