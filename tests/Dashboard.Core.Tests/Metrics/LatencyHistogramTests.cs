using Dashboard.Core.Metrics;

namespace Dashboard.Core.Tests.Metrics;

public sealed class LatencyHistogramTests
{
    [Fact]
    public void A_percentile_is_exact_below_a_minute_and_within_two_per_cent_above()
    {
        var random = new Random(5);
        var seconds = Enumerable.Range(0, 5000).Select(_ => (double)(int)Math.Exp(random.NextDouble() * 12)).Order().ToArray();
        var histogram = new LatencyHistogram();
        foreach (var s in seconds)
        {
            histogram.Add(LatencyHistogram.BucketOf(TimeSpan.FromSeconds(s)), 1);
        }

        foreach (var share in new[] { 0.01, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 1.0 })
        {
            var exact = seconds[(int)Math.Ceiling(share * seconds.Length) - 1];
            var found = histogram.Percentile(share)!.Value;
            Assert.InRange(found, exact < 64 ? exact : exact * 0.98, exact < 64 ? exact : exact * 1.02);
        }
    }

    [Theory]
    [InlineData(10)]
    [InlineData(1000)]
    public void Packing_merging_and_taking_back_leave_what_was_put_in(int durations)
    {
        var random = new Random(durations);
        var one = Filled(random, durations);
        var two = Filled(random, durations);
        var merged = new LatencyHistogram();
        merged.Add(one.Pack());
        merged.Add(two.Pack());
        Assert.Equal(2 * durations, merged.Count);

        for (var packed = two.Pack().AsSpan(); packed.Length > 0; packed = packed[6..])
        {
            merged.Add(BitConverter.ToUInt16(packed), -BitConverter.ToInt32(packed[2..]));
        }

        Assert.Equal(one.Pack(), merged.Pack());
    }

    [Fact]
    public void Nothing_counted_has_no_percentile_and_takes_no_bytes()
    {
        var histogram = new LatencyHistogram();
        histogram.Add(7, 1);
        histogram.Add(7, -1);

        Assert.Null(histogram.Percentile(0.5));
        Assert.Null(histogram.Pack());
    }

    [Fact]
    public void Those_within_a_limit_are_counted_to_its_second()
    {
        var histogram = new LatencyHistogram();
        histogram.Add(LatencyHistogram.BucketOf(TimeSpan.FromSeconds(60)), 3);
        histogram.Add(LatencyHistogram.BucketOf(TimeSpan.FromSeconds(61)), 5);

        Assert.Equal(3, histogram.CountWithin(TimeSpan.FromMinutes(1)));
        Assert.Equal(8, histogram.CountWithin(TimeSpan.FromHours(1)));
    }

    private static LatencyHistogram Filled(Random random, int durations)
    {
        var histogram = new LatencyHistogram();
        for (var i = 0; i < durations; i++)
        {
            histogram.Add(random.Next(600), 1);
        }

        return histogram;
    }
}
