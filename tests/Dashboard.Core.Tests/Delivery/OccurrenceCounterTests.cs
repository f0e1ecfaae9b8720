using Dashboard.Core.Delivery;

namespace Dashboard.Core.Tests.Delivery;

public sealed class OccurrenceCounterTests : IDisposable
{
    private static readonly DateTime Start = new(2026, 3, 1, 0, 0, 0, DateTimeKind.Utc);

    private readonly string _folder = Directory.CreateTempSubdirectory("occurrences").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Identical_events_are_numbered_from_one()
    {
        using var counter = new OccurrenceCounter(_folder);

        Assert.Equal([1, 1, 2, 1, 3], new ulong[] { 7, 8, 7, 0, 7 }.Select(hash => counter.Next(Start, hash)));
        Assert.Equal(2, counter.Next(Start, 0));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2000)]
    public void Counting_is_exact_when_quarters_go_to_disk_and_come_back(int minutesApart)
    {
        const int memory = 200_000;
        using var counter = new OccurrenceCounter(_folder, memory);
        var expected = new Dictionary<ulong, int>();
        var random = new Random(5);
        for (var index = 0; index < 60_000; index++)
        {
            // One in three comes again, from anywhere in the file; the time follows from the hash, as it does for real events.
            var id = (ulong)random.Next(40_000);
            var hash = XxHash64.Hash(BitConverter.GetBytes(id), 1);
            var occurrence = expected[hash] = expected.GetValueOrDefault(hash) + 1;

            var time = Start.AddMinutes(id % 50 * (ulong)minutesApart);
            Assert.Equal(occurrence, counter.Next(time, hash));
            Assert.InRange(counter.MemoryBytes, 0, memory * 5 / 4);
        }
        Assert.True(counter.SpilledBytes > 0);
    }

    [Fact]
    public void Memory_stays_bounded_over_a_long_sorted_file()
    {
        using var counter = new OccurrenceCounter(_folder, 1 << 20);
        var peak = 0L;
        for (var index = 0; index < 300_000; index++)
        {
            var hash = XxHash64.Hash(BitConverter.GetBytes(index), 1);
            Assert.Equal(1, counter.Next(Start.AddMilliseconds(index * 50L), hash));
            peak = Math.Max(peak, counter.MemoryBytes);
        }

        Assert.InRange(peak, 1, (1 << 20) * 5 / 4);
        Assert.True(counter.SpilledBytes > 0);
        Assert.Equal(2, counter.Next(Start, XxHash64.Hash(BitConverter.GetBytes(0), 1)));
    }

    [Fact]
    public void The_temporary_file_vanishes()
    {
        using (var counter = new OccurrenceCounter(_folder, 1000))
        {
            for (var index = 0; index < 10_000; index++)
            {
                counter.Next(Start.AddHours(index), (ulong)index);
            }
            Assert.NotEqual(0, counter.SpilledBytes);
        }

        Assert.Empty(Directory.EnumerateFiles(_folder));
    }
}
