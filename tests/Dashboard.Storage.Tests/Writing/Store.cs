using System.Globalization;
using System.Text;
using Dashboard.Core.Delivery;
using Dashboard.Core.Providers;
using Dashboard.Storage.Imports;
using Dashboard.Storage.Queries;
using Dashboard.Storage.Rules;
using Dashboard.Storage.Writing;
using Dashboard.Testing;

namespace Dashboard.Storage.Tests.Writing;

/// <summary>The store's writing side over one test database, fed with events made by hand.</summary>
internal sealed class Store(TestDatabase database) : IDisposable
{
    private readonly StoreWriter _writer = new(
        database.DataSource, database.Contexts, new CurrentRules(database.DataSource),
        new SourceCapabilities(database.DataSource, TimeProvider.System), TimeProvider.System);

    private readonly ImportAdmission _admission = new(database.Contexts, TimeProvider.System);

    /// <summary>The source that events come from.</summary>
    public string Source { get; init; } = "test";

    public StoreWriter Writer => _writer;

    public ImportRegister Register { get; } = new(database.Contexts);

    public ImportDecisions Decisions { get; } = new(database.Contexts);

    public Task<int> RegisterAsync(CancellationToken token) => RegisterAsync("a.csv", token);

    private async Task<int> RegisterAsync(string file, CancellationToken token) =>
        (await _admission.AddAsync(new UploadedFile(Source, "powermta", file, "stored", 1, "tester"), token)).Id;

    /// <summary>Imports events as one file, storing a batch after as many events as <paramref name="batches"/> says next.</summary>
    public Task<ImportProgress> ImportAsync(IEnumerable<SentEvent> events, Func<int> batches, CancellationToken token) =>
        ImportAsync(new SentFile("a.csv", events), batches, token);

    /// <summary>Imports a file, storing a batch after as many events as <paramref name="batches"/> says next.</summary>
    public async Task<ImportProgress> ImportAsync(SentFile file, Func<int> batches, CancellationToken token)
    {
        await using var session = (await _writer.OpenAsync(await RegisterAsync(file.Name, token), token))!;
        await session.RepeatAsync(file.SameAs, token);
        var occurrences = new Dictionary<ulong, int>();
        var left = batches();
        var e = new LogEvent();
        foreach (var sent in file.Events)
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

    /// <summary>Deletes an import.</summary>
    /// <param name="importId">The import.</param>
    /// <param name="most">Attempts of a batch at most.</param>
    /// <param name="breaksOff">True to stop after every batch and begin anew.</param>
    /// <param name="token">Cancels.</param>
    public async Task DeleteAsync(int importId, int most, bool breaksOff, CancellationToken token)
    {
        Assert.Null(await Decisions.DeleteAsync(importId, token));
        while (!await RemoveAsync(importId, most, breaksOff ? 1 : int.MaxValue, token))
        {
        }
    }

    /// <summary>Goes on to delete an import for some batches.</summary>
    /// <returns>True when it is gone.</returns>
    public async Task<bool> RemoveAsync(int importId, int most, int batches, CancellationToken token)
    {
        await using var removal = (await _writer.OpenRemovalAsync(importId, most, token))!;
        for (; batches > 0; batches--)
        {
            if (!await removal.StepAsync(token))
            {
                await removal.CompleteAsync(token);
                return true;
            }
        }

        return false;
    }

    /// <summary>What each import says of itself, and whose each attempt is, by the names of the files.</summary>
    public Task<string> DumpImportsAsync(CancellationToken token)
    {
        const string map = "(select string_agg(key || value, ' ' order by key) from jsonb_each_text({0}) where value <> '0')";
        return DumpAsync(
            [
                $"select file_name, lines, imported, duplicates, first_event_at, last_event_at, {string.Format(CultureInfo.InvariantCulture, map, "seen")}, {string.Format(CultureInfo.InvariantCulture, map, "contribution")} from imports",
                "select i.file_name, a.occurred_at, a.event_key from attempts a join imports i on i.id = a.import_id",
                "select i.file_name, r.occurred_at, r.event_key, r.has_reply_text from repeats r join imports i on i.id = r.import_id",
            ],
            token);
    }

    /// <summary>Empties the database: the next import is its first. Of few rows, to truncate as many tables takes longer than to fill them.</summary>
    public Task<int> ClearAsync(CancellationToken token) => database.ExecuteAsync(
        string.Concat(
            new[]
            {
                "quarantined_lines", "coverage", "repeats", "attempts", "deliveries", "stream_cells", "flow_cells", "context_cells", "domain_cells",
                "domain_day_cells", "source_day_cells", "flow_day_cells", "source_domain_day_cells", "stream_latencies", "flow_latencies",
                "source_day_latencies", "template_classes", "contexts", "flows", "streams", "relays", "routes", "domains", "templates", "imports", "sources",
            }.Select(table => $"delete from {table};")) + "alter table sources alter column id restart",
        token);

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
            $"select 'source day', c.hour, o.name, r.name, t.outcome, t.text, {measures} from source_day_cells c join sources o on o.id = c.source_id join routes r using (route_id) join templates t using (template_id)",
            $"select 'flow day', c.hour, f.campaign, f.stream, f.pool, r.name, t.outcome, t.text, {measures} from flow_day_cells c join flows f using (flow_id) join routes r using (route_id) join templates t using (template_id)",
            $"select 'source domain day', c.hour, o.name, d.name, r.name, t.outcome, t.text, {measures} from source_domain_day_cells c join sources o on o.id = c.source_id join domains d using (domain_id) join routes r using (route_id) join templates t using (template_id)",
            "select 'latency', c.hour, c.by_cohort, f.campaign, r.name, c.total, c.queue, c.receiver from flow_latencies c join flows f using (flow_id) join routes r using (route_id) where c.receiver is not null",
            "select 'stream latency', c.hour, c.by_cohort, s.name, r.name, c.total, c.queue, c.receiver from stream_latencies c join streams s using (stream_id) join routes r using (route_id) where c.receiver is not null",
            "select 'source latency', c.hour, c.by_cohort, o.name, r.name, c.total, c.queue, c.receiver from source_day_latencies c join sources o on o.id = c.source_id join routes r using (route_id) where c.receiver is not null",
            $"select 'stream', c.hour, s.name, r.name, t.outcome, t.text, {measures} from stream_cells c join streams s using (stream_id) join routes r using (route_id) join templates t using (template_id)",
            "select 'delivery', delivery_key, first_event_at, last_event_at, state from deliveries",
            "select 'attempt', occurred_at, event_key, delivery_key, type, recipient, reply from attempts",
            "select 'seen', s.name, e.key, sum(e.value::bigint) from imports i join sources s on s.id = i.source_id, jsonb_each_text(i.seen) e group by 1, 2, 3",
            "select 'contributed', e.key, nullif(sum(e.value::bigint), 0) as n from imports i, jsonb_each_text(i.contribution) e group by 1, 2 having sum(e.value::bigint) <> 0",
        ];
        return await DumpAsync(queries, token);
    }

    public void Dispose() => _writer.Dispose();

    private async Task<string> DumpAsync(string[] queries, CancellationToken token)
    {
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
}

/// <summary>A file as a test writes it.</summary>
internal sealed record SentFile(string Name, IEnumerable<SentEvent> Events)
{
    /// <summary>The import that has read the same file before, where the reading side has found one.</summary>
    public int? SameAs { get; init; }
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
