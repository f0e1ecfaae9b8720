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

    /// <summary>Counts of sources that can show everything.</summary>
    /// <param name="values">In the order of <see cref="Count"/>.</param>
    public MetricCounts(long[] values)
        : this(values, CountOrigin.Everything)
    {
    }

    /// <summary>Counts of sources that can show the same.</summary>
    /// <param name="values">In the order of <see cref="Count"/>.</param>
    /// <param name="origin">Which sources.</param>
    public MetricCounts(long[] values, CountOrigin origin)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(values.Length, Length);
        _values = values;
        Parts = [(origin, this)];
    }

    private MetricCounts(long[] values, IReadOnlyList<(CountOrigin, MetricCounts)> parts)
    {
        _values = values;
        Parts = parts;
    }

    /// <summary>Nothing counted.</summary>
    public static MetricCounts Zero { get; } = new(new long[Length], []);

    /// <summary>The same counts apart by what their sources can show; one part for each origin.</summary>
    public IReadOnlyList<(CountOrigin Origin, MetricCounts Counts)> Parts { get; }

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
    public static MetricCounts operator +(MetricCounts left, MetricCounts right) =>
        new(Sum(left._values, right._values), PartsOf(left, right));

    /// <summary>Both rows together.</summary>
    public static MetricCounts Add(MetricCounts left, MetricCounts right) => left + right;

    private static (CountOrigin, MetricCounts)[] PartsOf(MetricCounts left, MetricCounts right)
    {
        // Origins are made once a report, so that most of them are the same object; where they are not, they stay parts of their own.
        var parts = left.Parts.ToList();
        foreach (var (origin, counts) in right.Parts)
        {
            var at = parts.FindIndex(p => ReferenceEquals(p.Origin, origin));
            if (at < 0)
            {
                parts.Add((origin, counts));
            }
            else
            {
                parts[at] = (origin, new MetricCounts(Sum(parts[at].Counts._values, counts._values), origin));
            }
        }

        return [.. parts];
    }

    private static long[] Sum(long[] left, long[] right)
    {
        var sum = new long[Length];
        for (var i = 0; i < Length; i++)
        {
            sum[i] = left[i] + right[i];
        }

        return sum;
    }
}
