using System.Globalization;
using System.Text;
using Dashboard.Core.Classification;
using Dashboard.Core.Delivery;
using Dashboard.Core.Providers;
using Dashboard.Storage.Imports;
using Dashboard.Storage.Queries;
using Dashboard.Storage.Writing;
using Dashboard.Testing;

namespace Dashboard.Storage.Tests.Writing;

/// <summary>The store's writing side over one test database, fed with events made by hand.</summary>
internal sealed class Store(TestDatabase database) : IDisposable
{
    private readonly StoreWriter _writer = new(
        database.DataSource, database.Contexts, ReplyClassifier.Default, ProviderDirectory.Default,
        new SourceCapabilities(database.DataSource, TimeProvider.System), TimeProvider.System);

    private readonly ImportRegister _register = new(database.Contexts, TimeProvider.System);

    /// <summary>The source that events come from.</summary>
    public string Source { get; init; } = "test";

    public StoreWriter Writer => _writer;

    public async Task<int> RegisterAsync(CancellationToken token) =>
        (await _register.AddAsync(new UploadedFile(Source, "powermta", "a.csv", "stored", 1, "tester"), token)).Id;

    /// <summary>Imports events as one file, storing a batch after as many events as <paramref name="batches"/> says next.</summary>
    public async Task<ImportProgress> ImportAsync(IEnumerable<SentEvent> events, Func<int> batches, CancellationToken token)
    {
        await using var session = (await _writer.OpenAsync(await RegisterAsync(token), token))!;
        var occurrences = new Dictionary<ulong, int>();
        var left = batches();
        var e = new LogEvent();
        foreach (var sent in events)
        {
            sent.Fill(e);
            var hash = EventIdentity.Hash(e);
            occurrences[hash] = occurrences.GetValueOrDefault(hash) + 1;
            session.Add(e, EventIdentity.WithOccurrence(hash, occurrences[hash]));
            if (--left == 0)
            {
                await session.CommitAsync(0, token);
                left = batches();
            }
        }

        await session.CompleteAsync(0, token);
        return session.Progress;
    }

    /// <summary>Everything that is counted, by names instead of ids, as text that can be compared.</summary>
    public async Task<string> DumpAsync(CancellationToken token)
    {
        const string measures =
            "c.att_accepted, c.att_deferred, c.att_rejected, c.att_no_reply, c.fin_accepted, c.fin_rejected, c.fin_expired, c.attempted, "
            + "c.first_deferred, c.ever_deferred, c.retry_succeeded, c.accepted, c.rejected, c.expired, c.bounced_later, c.complained, c.throttled";
        string[] queries =
        [
            $"select 'flow', c.hour, f.campaign, f.stream, f.pool, r.name, t.outcome, t.text, {measures} from flow_cells c join flows f using (flow_id) join routes r using (route_id) join templates t using (template_id)",
            $"select 'context', c.hour, f.campaign, x.sending_ip, r.name, t.outcome, t.text, {measures} from context_cells c join contexts x using (context_id) join flows f using (flow_id) join routes r using (route_id) join templates t using (template_id)",
            $"select 'domain', c.hour, d.name, s.name, r.name, t.outcome, t.text, {measures} from domain_cells c join domains d using (domain_id) join streams s using (stream_id) join routes r using (route_id) join templates t using (template_id)",
            $"select 'day', c.hour, d.name, f.campaign, x.sending_ip, r.name, t.outcome, t.text, {measures} from domain_day_cells c join domains d using (domain_id) join contexts x using (context_id) join flows f using (flow_id) join routes r using (route_id) join templates t using (template_id)",
            "select 'latency', c.hour, c.by_cohort, f.campaign, r.name, c.total, c.queue, c.receiver from flow_latencies c join flows f using (flow_id) join routes r using (route_id) where c.receiver is not null",
            "select 'stream latency', c.hour, c.by_cohort, s.name, r.name, c.total, c.queue, c.receiver from stream_latencies c join streams s using (stream_id) join routes r using (route_id) where c.receiver is not null",
            $"select 'stream', c.hour, s.name, r.name, t.outcome, t.text, {measures} from stream_cells c join streams s using (stream_id) join routes r using (route_id) join templates t using (template_id)",
            "select 'delivery', delivery_key, first_event_at, last_event_at, state from deliveries",
            "select 'attempt', occurred_at, event_key, delivery_key, type, recipient, reply from attempts",
        ];
        var dump = new StringBuilder();
        foreach (var query in queries)
        {
            // Cells that went back to nothing say the same as cells that never were.
            await using var command = database.DataSource.CreateCommand(
                $"select row_text from (select regexp_replace(q::text, '[()]', '', 'g') as row_text from ({query}) q) t where row_text !~ ',{{17}}$' order by 1");
            await using var reader = await command.ExecuteReaderAsync(token);
            while (await reader.ReadAsync(token))
            {
                dump.AppendLine(reader.GetString(0));
            }
        }

        return dump.ToString();
    }

    public void Dispose() => _writer.Dispose();
}

/// <summary>An event as a test writes it.</summary>
internal sealed record SentEvent(EventType Type, DateTime At, string Recipient, string MessageId)
{
    public string Campaign { get; init; } = "c1";

    public string Stream { get; init; } = "promotional";

    public string Reply { get; init; } = "250 2.0.0 OK";

    public string Relay { get; init; } = "mx1.mail.test";

    public DateTime? QueuedAt { get; init; }

    /// <summary>For events about a queue.</summary>
    public string Queue { get; init; } = "";

    public void Fill(LogEvent e)
    {
        e.Clear();
        e.Type = Type;
        e.OccurredAt = At;
        e.QueuedAt = QueuedAt;
        e.HasRemoteReply = Relay.Length > 0;
        e.Recipient = Encoding.UTF8.GetBytes(Recipient);
        e.MessageId = Encoding.UTF8.GetBytes(MessageId);
        e.Campaign = Encoding.UTF8.GetBytes(Campaign);
        e.Stream = Encoding.UTF8.GetBytes(Stream);
        e.Pool = "pool"u8.ToArray();
        e.SendingIp = "192.0.2.1"u8.ToArray();
        e.Sender = "bounce@sender.test"u8.ToArray();
        e.Reply = Encoding.UTF8.GetBytes(Reply);
        e.Relay = Encoding.UTF8.GetBytes(Relay);
        e.Queue = Encoding.UTF8.GetBytes(Queue);
        e.TimeText = Encoding.UTF8.GetBytes(At.ToString("O", CultureInfo.InvariantCulture));
    }
}
