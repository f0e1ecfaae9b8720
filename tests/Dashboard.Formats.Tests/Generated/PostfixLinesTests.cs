using System.Globalization;
using System.Text;
using Dashboard.Core.Delivery;
using Dashboard.Testing.Generation;

namespace Dashboard.Formats.Tests.Generated;

/// <summary>The same mail as Postfix logs it.</summary>
public sealed class PostfixLinesTests
{
    private static readonly PowerMtaLogOptions Mail = SenderFiles.Mail(12_000, seed: 5);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Every_attempt_and_every_end_stands_in_it_once()
    {
        var (lines, truth, events) = Write();

        long Count(string text) => lines.LongCount(line => line.Contains(text, StringComparison.Ordinal));
        Assert.Equal(truth.Total.Events(EventType.Accepted), Count("status=sent"));
        Assert.Equal(truth.Total.Events(EventType.Deferred), Count("status=deferred"));
        Assert.Equal(truth.Total.Events(EventType.Rejected), Count("status=bounced"));
        Assert.Equal(truth.Total.Events(EventType.Expired), Count("status=expired"));
        Assert.Equal(truth.Total.Attempted, Count(" postfix/cleanup["));
        Assert.Equal(truth.Total.Resolved, Count(": removed"));
        Assert.Equal(truth.Lines - truth.Total.Events(EventType.AsynchronousBounce) - truth.Total.Events(EventType.Complaint), events);
        Assert.InRange((double)lines.Length / events, 4.4, 5.0);
    }

    [Fact]
    public void Lines_are_in_order_of_time()
    {
        var (lines, _, _) = Write();

        var times = lines.Select(line => DateTime.ParseExact(
            line[..15], ["MMM dd HH:mm:ss", "MMM  d HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None)).ToArray();
        Assert.Equal(times.Order(), times);
    }

    private static (string[] Lines, GroundTruth Truth, long Events) Write()
    {
        using var stream = new MemoryStream();
        var events = 0L;
        GroundTruth truth;
        using (var lines = new PostfixLines(stream))
        {
            truth = PowerMtaLog.Run(Mail, e => events += lines.Write(e) ? 1 : 0, Token);
        }

        return (Encoding.UTF8.GetString(stream.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries), truth, events);
    }
}
