using System.Globalization;
using System.Security.Cryptography;
using Dashboard.Core.Delivery;
using Dashboard.Testing.Generation;

namespace Dashboard.Formats.Tests.PowerMta;

/// <summary>A whole sender's log, written by the generator and read back: the counts must be the truth's in every dimension.</summary>
public class GeneratedLogTests
{
    private static readonly PowerMtaLogOptions Options = new() { Events = 30_000, Days = 7, Seed = 11, AsynchronousBounces = true, Complaints = true };

    [Fact]
    public void Every_event_is_read_and_counted_where_it_belongs()
    {
        var (truth, lines) = WriteAndRead(Options);
        var events = lines.Where(line => line.Kind == LineKind.Event).Select(line => line.Found!).ToList();

        Assert.Equal(["Header line."], lines.Where(line => line.Kind != LineKind.Event).Select(line => line.Reason));
        Assert.Equal(truth.Lines, events.Count);
        Assert.All(Enum.GetValues<EventType>().Where(type => type != EventType.Throttled), type => Assert.NotEqual(0, truth.Total.Events(type)));
        AssertSame(truth.By(Dimension.Hour), events, found => found.OccurredAt.ToString("yyyy-MM-ddTHH", CultureInfo.InvariantCulture));
        AssertSame(truth.By(Dimension.Domain), events, found => found.Recipient[(found.Recipient.IndexOf('@', StringComparison.Ordinal) + 1)..]);
        AssertSame(truth.By(Dimension.Campaign), events, found => found.Campaign);
        AssertSame(truth.By(Dimension.Stream), events, found => found.Stream);
        AssertSame(truth.By(Dimension.List), events, found => found.ListSource);
        AssertSame(truth.By(Dimension.Ip), events.Where(found => found.SendingIp.Length > 0), found => found.SendingIp);
        AssertSame(truth.By(Dimension.Pool), events.Where(found => found.Pool.Length > 0), found => found.Pool);
        Assert.Equal(events.Count, events.Select(found => found.Identity).Distinct().Count());
    }

    [Fact]
    public void Deliveries_put_together_from_the_events_are_the_truths()
    {
        var (truth, lines) = WriteAndRead(Options);
        var deliveries = lines.Where(line => line.Found is not null).Select(line => line.Found!)
            .GroupBy(found => (found.MessageId, found.Recipient))
            .Select(events => events.OrderBy(found => found.OccurredAt).ToList())
            .Where(events => events.Any(found => found.Type.IsAttempt()))
            .ToList();
        var cell = truth.Total;

        Assert.Equal(cell.Attempted, deliveries.Count);
        Assert.Equal(cell.DeliveriesAccepted, deliveries.Count(events => Has(events, EventType.Accepted)));
        Assert.Equal(cell.DeliveriesRejected, deliveries.Count(events => Has(events, EventType.Rejected)));
        Assert.Equal(cell.DeliveriesExpired, deliveries.Count(events => Has(events, EventType.Expired)));
        Assert.Equal(cell.FirstDeferred, deliveries.Count(events => events[0].Type == EventType.Deferred));
        Assert.Equal(cell.EverDeferred, deliveries.Count(events => Has(events, EventType.Deferred)));
        Assert.Equal(cell.RetrySucceeded, deliveries.Count(events => Has(events, EventType.Deferred) && Has(events, EventType.Accepted)));
        Assert.Equal(cell.AcceptedThenBounced, deliveries.Count(events => Has(events, EventType.AsynchronousBounce)));
        Assert.Equal(cell.Complained, deliveries.Count(events => Has(events, EventType.Complaint)));
        Assert.True(cell.Waiting > 0 && cell.RetrySucceeded > 0);

        var seconds = deliveries.SelectMany(events => events).Where(found => found.Type == EventType.Accepted)
            .Select(found => (long)(found.OccurredAt - found.QueuedAt!.Value).TotalSeconds).ToList();
        Assert.Equal(truth.TimeToAcceptance.Values.Sum(samples => samples.Sum), seconds.Sum());
        Assert.Equal(truth.TimeToAcceptance.Values.Sum(samples => samples.Count), seconds.Count);
    }

    [Fact]
    public void Local_failures_are_told_from_replies()
    {
        var (_, lines) = WriteAndRead(Options);
        var local = lines.Where(line => line.Found is { HasRemoteReply: false, Type: not EventType.Complaint }).Select(line => line.Found!).ToList();

        Assert.Equal(
            ["421 4.4.1", "421 4.4.2", "451 4.4.3", "550 5.1.2"], local.Select(found => found.Reply[..9]).Distinct().Order(StringComparer.Ordinal));
        Assert.All(local, found => Assert.Equal("", found.Relay));
        Assert.All(lines.Where(line => line.Found is { HasRemoteReply: true }), line => Assert.NotEqual("", line.Found!.Relay));
    }

    [Fact]
    public void The_planted_incidents_stand_out()
    {
        var options = Options with { Events = 60_000 };
        var (truth, _) = WriteAndRead(options);
        var (calm, _) = WriteAndRead(options with { Incidents = false });

        Assert.Equal(3, truth.Incidents.Count);
        Assert.Empty(calm.Incidents);
        var throttled = truth.By(Dimension.Campaign)["c001-promotional"];
        var quiet = calm.By(Dimension.Campaign)["c001-promotional"];
        Assert.True(throttled.FirstDeferred > 2 * quiet.FirstDeferred);
        var badList = truth.By(Dimension.Campaign)["c002-promotional"];
        Assert.InRange((double)badList.DeliveriesRejected / badList.Attempted, 0.2, 0.36);
        Assert.True(truth.By(Dimension.Stream)["transactional"].DeliveriesRejected > 2 * calm.By(Dimension.Stream)["transactional"].DeliveriesRejected);
    }

    [Fact]
    public void The_same_options_give_the_same_bytes()
    {
        Assert.Equal(Hash(Options), Hash(Options));
        Assert.NotEqual(Hash(Options), Hash(Options with { Seed = 12 }));
    }

    private static string Hash(PowerMtaLogOptions options)
    {
        using var stream = new MemoryStream();
        PowerMtaLog.Write(options, stream, TestContext.Current.CancellationToken);
        return Convert.ToHexString(SHA256.HashData(stream.GetBuffer().AsSpan(0, (int)stream.Length)));
    }

    private static (GroundTruth Truth, IReadOnlyList<ReadLine> Lines) WriteAndRead(PowerMtaLogOptions options)
    {
        using var stream = new MemoryStream();
        var truth = PowerMtaLog.Write(options, stream, TestContext.Current.CancellationToken);
        stream.Position = 0;
        return (truth, ReadLine.All(stream));
    }

    private static bool Has(List<ReadEvent> events, EventType type) => events.Exists(found => found.Type == type);

    private static void AssertSame(IReadOnlyDictionary<string, TruthCell> truth, IEnumerable<ReadEvent> events, Func<ReadEvent, string> key)
    {
        var read = events.GroupBy(found => (key(found), found.Type)).ToDictionary(group => group.Key, group => group.LongCount());
        var expected = truth.SelectMany(cell => Enum.GetValues<EventType>().Select(type => ((cell.Key, type), Count: cell.Value.Events(type))))
            .Where(cell => cell.Count > 0).ToDictionary(cell => cell.Item1, cell => cell.Count);

        Assert.Equal(expected.OrderBy(cell => cell.Key), read.OrderBy(cell => cell.Key));
    }
}
