using System.Globalization;
using System.Text;
using Dashboard.Core.Delivery;
using Dashboard.Core.Providers;
using Dashboard.Storage.Writing;

namespace Dashboard.Storage.Tests.Writing;

/// <summary>The cache of templates and classes that every import has: bounded, whatever a file holds.</summary>
public sealed class EventNamesTests
{
    private const int LongReply = 4000;
    private const int BytesOfOne = 3 * 4096 * sizeof(char);

    private readonly EventNames _names = new(1, ProviderDirectory.Default, new NewNames(new Dictionary<string, long>()));
    private PendingEvent _pending;

    [Fact]
    public void Replies_that_never_come_twice_take_no_more_memory_than_they_may()
    {
        var count = 0;
        while (!_names.IsFull)
        {
            Resolve($"550 5.7.1 {Letters(count++)} {new string('x', LongReply)}");
            Assert.True(_names.TemplateBytes <= EventNames.MostTemplateBytes + BytesOfOne, "The bound was passed.");
        }

        Assert.InRange(count, 100, (int)(EventNames.MostTemplateBytes / LongReply) + 1);
        _names.Clear();

        Assert.False(_names.IsFull);
        Assert.Equal(0, _names.TemplateBytes);
    }

    [Fact]
    public void A_full_cache_ends_the_batch()
    {
        var batch = new ImportBatch(1, _names);
        Assert.False(batch.IsFullOfText);

        for (var i = 0; !_names.IsFull; i++)
        {
            Resolve($"550 5.7.1 {Letters(i)} {new string('x', LongReply)}");
        }

        Assert.True(batch.IsFullOfText);
        batch.Clear();

        Assert.False(batch.IsFullOfText);
    }

    [Fact]
    public void The_same_reply_with_other_addresses_and_numbers_takes_memory_once()
    {
        Resolve("450 4.2.0 <user0@example.com>: try again in 100000 seconds");
        var bytes = _names.TemplateBytes;

        for (var i = 0; i < 5000; i++)
        {
            Resolve(string.Create(CultureInfo.InvariantCulture, $"450 4.2.0 <user{i}@example.com>: try again in {100000 + i} seconds"));
        }

        Assert.Equal(bytes, _names.TemplateBytes);
        Assert.Single(_names.NewClasses);
    }

    private void Resolve(string reply) => _names.Resolve(
        new LogEvent { Type = EventType.Rejected, HasRemoteReply = true, Reply = Encoding.UTF8.GetBytes(reply), Recipient = "anna@example.com"u8.ToArray() },
        ref _pending);

    // Words, not numbers: those would be masked.
    private static string Letters(int number) => string.Concat(number.ToString(CultureInfo.InvariantCulture).Select(digit => (char)('a' + digit - '0')));
}
