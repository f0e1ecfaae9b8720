using System.Globalization;
using System.Text;
using Dashboard.Core.Delivery;

namespace Dashboard.Testing.Generation;

/// <summary>
/// Writes events as Postfix would have logged the same mail: about 4.7 lines for each, in order of time. Bounce mails and complaints
/// are mail of their own there and are left out. Memory holds ten minutes of lines.
/// </summary>
/// <param name="stream">Takes the log; stays open.</param>
public sealed class PostfixLines(Stream stream) : IDisposable
{
    // Between queueing and the first attempt, of which alone the generator tells, lie seconds.
    private static readonly TimeSpan Held = TimeSpan.FromMinutes(10);

    private readonly StreamWriter _writer = new(stream, new UTF8Encoding(false), 1 << 16, leaveOpen: true) { NewLine = "\n" };
    private readonly PriorityQueue<string, (DateTime At, long Order)> _lines = new();
    private long _order;

    /// <summary>Lines of the log so far.</summary>
    public long Lines => _order;

    /// <summary>Writes all lines of an event; its delivery stands as it is right after it.</summary>
    /// <returns>False for an event that such a log does not show.</returns>
    public bool Write(GeneratedEvent e)
    {
        if (e.Type is EventType.AsynchronousBounce or EventType.Complaint)
        {
            return false;
        }

        var delivery = e.Delivery;
        var id = QueueId(delivery.Number);
        if (delivery.Attempts == 1 && e.Type != EventType.Expired)
        {
            Add(e.QueuedAt, "smtpd", $"{id}: client=app1.harbour.example[10.20.0.5]");
            Add(e.QueuedAt, "cleanup", $"{id}: message-id=<{delivery.MessageId}@{delivery.Job.Stream}.harbour.example>");
        }

        Add(
            delivery.Attempts == 1 && e.Type != EventType.Expired ? e.QueuedAt : e.At,
            "qmgr",
            $"{id}: from=<{delivery.Sender}>, size={delivery.Size}, nrcpt=1 (queue active)");
        if (e.Type == EventType.Expired)
        {
            Add(e.At, "qmgr", $"{id}: from=<{delivery.Sender}>, status=expired, returned to sender");
        }
        else
        {
            Add(e.At, "smtp", $"{id}: to=<{delivery.Recipient}>, {Relay(e)}, {Delays(e)}, dsn={e.EnhancedCode}, {Status(e)}");
        }

        if (e.Type is EventType.Rejected or EventType.Expired)
        {
            Add(e.At, "bounce", $"{id}: sender non-delivery notification: {QueueId(-delivery.Number)}");
        }

        if (e.Type != EventType.Deferred)
        {
            Add(e.At, "qmgr", $"{id}: removed");
        }

        Write(until: e.At - Held);
        return true;
    }

    /// <summary>Writes what is held back.</summary>
    public void Dispose()
    {
        Write(DateTime.MaxValue);
        _writer.Dispose();
    }

    private void Write(DateTime until)
    {
        while (_lines.TryPeek(out var line, out var when) && when.At <= until)
        {
            _lines.Dequeue();
            _writer.WriteLine(line);
        }
    }

    private void Add(DateTime at, string program, string text) => _lines.Enqueue(
        string.Create(CultureInfo.InvariantCulture, $"{at:MMM} {at.Day,2} {at:HH:mm:ss} mx1 postfix/{program}[{Process(program)}]: {text}"), (at, _order++));

    private static int Process(string program) => 1000 + program.Length;

    // As a queue with short ids names its files.
    private static string QueueId(int number) => (SplitMix.Mix((ulong)number) & 0xFF_FFFF_FFFF).ToString("X10", CultureInfo.InvariantCulture);

    private static string Relay(GeneratedEvent e) => e.HasReply ? $"relay={e.Host}[{PowerMtaLines.AddressOf(e.Host)}]:25" : "relay=none";

    private static string Delays(GeneratedEvent e)
    {
        var delay = (long)(e.At - e.QueuedAt).TotalSeconds;
        return string.Create(CultureInfo.InvariantCulture, $"delay={delay}, delays={Math.Max(0, delay - 1)}/0.01/0.4/0.5");
    }

    private static string Status(GeneratedEvent e)
    {
        var reply = e.HasReply && e.Type != EventType.Accepted
            ? $"host {e.Host}[{PowerMtaLines.AddressOf(e.Host)}] said: {e.Reply} (in reply to RCPT TO command)"
            : e.Reply;
        return e.Type switch
        {
            EventType.Accepted => $"status=sent ({reply})",
            EventType.Deferred => $"status=deferred ({reply})",
            _ => $"status=bounced ({reply})",
        };
    }
}
