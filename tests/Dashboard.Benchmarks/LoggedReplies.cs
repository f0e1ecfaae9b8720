using Dashboard.Core.Delivery;
using Dashboard.Core.Replies;
using Dashboard.Formats;
using Dashboard.Testing.Generation;

namespace Dashboard.Benchmarks;

/// <summary>The refusals and deferrals of a generated log, as a reader gives them.</summary>
internal sealed class LoggedReplies
{
    private readonly List<(byte[] Reply, byte[] Recipient, byte[] Sender, byte[] Ip, byte[] Relay, byte[] MessageId)> _replies = [];

    public int Count => _replies.Count;

    public ReadOnlySpan<byte> Reply(int place) => _replies[place].Reply;

    public byte[] Relay(int place) => _replies[place].Relay;

    public KnownFields Known(int place)
    {
        var reply = _replies[place];
        return new KnownFields(reply.Recipient, reply.Sender, reply.Ip, reply.Relay, reply.MessageId);
    }

    public static LoggedReplies Of(PowerMtaLogOptions log, CancellationToken cancellationToken)
    {
        using var file = new MemoryStream();
        PowerMtaLog.Write(log, file, cancellationToken);
        file.Position = 0;
        var replies = new LoggedReplies();
        using var reader = ReaderCatalog.Open(LogFormat.PowerMta, file, new LogReaderOptions());
        var e = new LogEvent();
        for (var kind = reader.Read(e); kind != LineKind.End; kind = reader.Read(e))
        {
            if (kind == LineKind.Event && e.Type is EventType.Deferred or EventType.Rejected)
            {
                replies._replies.Add((
                    e.Reply.ToArray(), e.Recipient.ToArray(), e.Sender.ToArray(), e.SendingIp.ToArray(), e.Relay.ToArray(), e.MessageId.ToArray()));
            }
        }

        return replies;
    }
}
