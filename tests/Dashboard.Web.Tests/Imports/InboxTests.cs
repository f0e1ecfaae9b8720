using System.Globalization;
using System.Text;
using System.Text.Json;
using Dashboard.Core.Delivery;
using Dashboard.Core.Metrics;
using Dashboard.Core.Providers;
using Dashboard.Formats.Delimited;
using Dashboard.Formats.Posted;
using Dashboard.Storage.Imports;
using Dashboard.Storage.Queries;
using Dashboard.Storage.Rules;
using Dashboard.Storage.Writing;
using Dashboard.Testing;
using Dashboard.Web.Imports;
using Microsoft.Extensions.Logging.Abstractions;

namespace Dashboard.Web.Tests.Imports;

/// <summary>Posts from the inbox into the store, without a server around.</summary>
public sealed class InboxTests(PostgresServer server) : IAsyncLifetime
{
    private static readonly DateTime Noon = new(2026, 6, 1, 12, 0, 0, DateTimeKind.Utc);

    private readonly CancellationToken _token = TestContext.Current.CancellationToken;
    private readonly string _folder = Directory.CreateTempSubdirectory("dashboard-inbox-").FullName;
    private TestDatabase _database = default!;

    public async ValueTask InitializeAsync() => _database = await server.CreateDatabaseAsync(_token);

    public async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Posted_in_any_order_and_split_the_same_events_give_the_same_counts_as_a_table(int seed)
    {
        var sent = Sender(seed);
        await ImportTableAsync(sent);
        var expected = await DumpAsync(_database);
        await using var other = await server.CreateDatabaseAsync(_token);
        using var writer = Writer(other, TimeProvider.System);
        var random = new Random(seed);
        var shuffled = sent.ToArray();
        random.Shuffle(shuffled);
        foreach (var body in shuffled.Chunk(17))
        {
            await AddAsync(other, body);
            if (random.Next(3) == 0)
            {
                await Reading(other, writer).ReadAllAsync(_token);
            }
        }

        await Reading(other, writer).ReadAllAsync(_token);

        Assert.Contains("rejected", expected, StringComparison.Ordinal);
        Assert.Equal(expected, await DumpAsync(other));
    }

    [Fact]
    public async Task The_same_body_again_counts_nothing_whether_it_waits_beside_the_first_or_comes_later()
    {
        var body = Sender(3)[..40].ToArray();
        using var writer = Writer(_database, TimeProvider.System);
        await AddAsync(_database, body);
        await AddAsync(_database, body);
        await Reading(_database, writer).ReadAllAsync(_token);
        await AddAsync(_database, body);
        await Reading(_database, writer).ReadAllAsync(_token);

        // Two when the hour ends meanwhile.
        var imports = (await Register().ListAsync(0, 10, _token)).Rows;
        Assert.Equal((120, 40, 80), (imports.Sum(i => i.Lines), imports.Sum(i => i.Imported), imports.Sum(i => i.Duplicates)));
        Assert.All(imports, i => Assert.Equal(ImportStatus.Receiving, i.Status));
        Assert.Equal(40L, await _database.ReadAsync<long>("select count(*) from attempts", _token));
        Assert.Equal(0L, await _database.ReadAsync<long>("select count(*) from inbox", _token));
    }

    [Fact]
    public async Task An_attempt_twice_in_one_body_is_two_events_and_in_two_bodies_one_unless_ids_say_otherwise()
    {
        var attempt = new Attempt("deferred", Noon, "a@x.example", "m1", "451 4.7.1 Later");
        using var writer = Writer(_database, TimeProvider.System);
        await AddAsync(_database, attempt, attempt);
        await AddAsync(_database, attempt);
        await AddAsync(_database, attempt with { Id = "1" }, attempt with { Id = "1" });
        await AddAsync(_database, attempt with { Id = "2" });

        await Reading(_database, writer).ReadAllAsync(_token);

        Assert.Equal(4L, await _database.ReadAsync<long>("select sum(att_deferred) from stream_cells", _token));
        Assert.Equal(1L, await _database.ReadAsync<long>("select sum(attempted) from stream_cells", _token));
    }

    [Fact]
    public async Task Broken_off_anywhere_every_post_is_stored_once()
    {
        var bodies = Sender(4).Chunk(10).ToArray();
        foreach (var body in bodies)
        {
            await AddAsync(_database, body);
        }

        var broken = 0;
        for (var milliseconds = 1; await new Inbox(_database.DataSource, TimeProvider.System).HasAnyAsync(_token); milliseconds++)
        {
            // A writer of its own each time, as after a restart; the time it gets ends in another place each time.
            using var writer = Writer(_database, TimeProvider.System);
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(_token);
            stop.CancelAfter(milliseconds);
            try
            {
                await Reading(_database, writer).ReadAllAsync(stop.Token);
            }
            catch (OperationCanceledException) when (!_token.IsCancellationRequested)
            {
                broken++;
            }
        }

        Assert.True(broken > 3, $"Broken off {broken} times.");
        var imports = (await Register().ListAsync(0, 10, _token)).Rows;
        var total = bodies.Sum(b => b.Length);
        Assert.Equal((total, total, 0), (imports.Sum(i => i.Lines), imports.Sum(i => i.Imported), imports.Sum(i => i.Duplicates)));
        Assert.Equal((long)total, await _database.ReadAsync<long>("select count(*) from attempts", _token));
    }

    [Fact]
    public async Task While_a_file_of_the_source_is_read_posts_are_stored_and_their_acceptances_are_found_by_the_file()
    {
        using var writer = Writer(_database, TimeProvider.System);
        var id = (await new ImportAdmission(_database.Contexts, TimeProvider.System).AddAsync(new UploadedFile("shop", "powermta", "a.csv", "stored", 1, "tester"), _token)).Id;
        await using var file = (await writer.OpenAsync(id, _token))!;
        Add(file, new Attempt("accepted", Noon, "a@x.example", "m1", "250 ok"));
        await file.CommitAsync(1, _token);
        Add(file, new Attempt("deferred", Noon.AddMinutes(1), "b@x.example", "m2", "451 4.7.1 Later"));

        await AddAsync(_database, new Attempt("accepted", Noon.AddMinutes(9), "b@x.example", "m2", "250 ok"));
        await Reading(_database, writer).ReadAllAsync(_token);

        Assert.Equal(2L, await _database.ReadAsync<long>("select count(*) from attempts", _token));
        await file.CompleteAsync(2, _token);
        Assert.Equal(2L, await _database.ReadAsync<long>("select sum(attempted) from stream_cells", _token));
        Assert.Equal(1L, await _database.ReadAsync<long>("select sum(retry_succeeded) from stream_cells", _token));
        Assert.Equal(2L, await _database.ReadAsync<long>("select sum(accepted) from stream_cells", _token));
    }

    [Fact]
    public async Task What_is_posted_in_an_hour_is_one_import_that_is_completed_when_the_hour_is_over()
    {
        using var writer = Writer(_database, TimeProvider.System);
        await AddAsync(_database, new Attempt("accepted", Noon, "a@x.example", "m1", "250 ok"));
        await Reading(_database, writer).ReadAllAsync(_token);
        await AddAsync(_database, new Attempt("accepted", Noon, "b@x.example", "m2", "250 ok"));
        await Reading(_database, writer).ReadAllAsync(_token);
        await writer.ClosePostedAsync(_token);
        var open = (await Register().ListAsync(0, 10, _token)).Rows;

        using var later = Writer(_database, new ClockAhead(TimeSpan.FromHours(1.1)));
        await later.ClosePostedAsync(_token);

        Assert.All(open, i => Assert.Equal(ImportStatus.Receiving, i.Status));
        var closed = (await Register().ListAsync(0, 10, _token)).Rows;
        Assert.All(closed, i => Assert.Equal(ImportStatus.Completed, i.Status));
        Assert.Equal(2, closed.Sum(i => i.Imported));
        Assert.StartsWith("API 20", closed[0].FileName, StringComparison.Ordinal);
        Assert.False(await new ImportDecisions(_database.Contexts).TakeUpAgainAsync(closed[0].Id, _token));
    }

    [Fact]
    public async Task A_post_that_cannot_be_read_goes_to_quarantine_and_the_others_go_on()
    {
        using var writer = Writer(_database, TimeProvider.System);
        await AddAsync(_database, new Attempt("accepted", Noon, "a@x.example", "m1", "250 ok"));
        await using (var broken = _database.DataSource.CreateCommand("insert into inbox (source_id, format, attempts, body) select id, 'api', 1, 'no json'::bytea from sources"))
        {
            await broken.ExecuteNonQueryAsync(_token);
        }

        await AddAsync(_database, new Attempt("accepted", Noon, "b@x.example", "m2", "250 ok"));
        await Reading(_database, writer).ReadAllAsync(_token);

        var imports = (await Register().ListAsync(0, 10, _token)).Rows;
        Assert.Equal((3, 2, 1), (imports.Sum(i => i.Lines), imports.Sum(i => i.Imported), imports.Sum(i => i.Quarantined)));
        var line = Assert.Single((await new QuarantineRegister(_database.Contexts).LinesAsync(imports.Single(i => i.Quarantined > 0).Id, null, 0, 10, _token)).Rows);
        Assert.Equal("no json", Encoding.UTF8.GetString(line.Original));
    }

    [Fact]
    public async Task Posts_that_cannot_be_stored_are_put_aside_alone_and_stored_once_that_is_mended()
    {
        using var writer = Writer(_database, TimeProvider.System);
        foreach (var number in Enumerable.Range(0, 40))
        {
            await AddAsync(_database, new Attempt("accepted", Noon, number is 17 or 30 ? $"p{number}@broken.example" : $"p{number}@x.example", $"m{number}", "250 ok"));
        }

        await _database.ExecuteAsync("alter table domains add constraint none check (name <> 'broken.example')", _token);
        await Reading(_database, writer).ReadAllAsync(_token);
        Assert.Equal(38L, await _database.ReadAsync<long>("select count(*) from attempts", _token));
        Assert.Equal(2L, await _database.ReadAsync<long>("select count(*) from inbox where set_aside is not null", _token));

        await _database.ExecuteAsync("alter table domains drop constraint none", _token);
        await new Inbox(_database.DataSource, TimeProvider.System).TakeUpAgainAsync(_token);
        await Reading(_database, writer).ReadAllAsync(_token);

        Assert.Equal(40L, await _database.ReadAsync<long>("select count(*) from attempts", _token));
        Assert.Equal(40L, await _database.ReadAsync<long>("select sum(accepted) from stream_cells", _token));
        Assert.Equal(0L, await _database.ReadAsync<long>("select count(*) from inbox", _token));
    }

    private static void Add(ImportSession session, Attempt attempt)
    {
        using var reader = PostedReader.TryOpen(Body(attempt), InboxReading.Options(TimeProvider.System), out _)!;
        var e = new LogEvent();
        reader.Read(e);
        session.Add(e, EventIdentity.Hash(e));
    }

    private static List<Attempt> Sender(int seed)
    {
        var random = new Random(seed);
        var sent = new List<Attempt>();
        for (var i = 0; i < 120; i++)
        {
            var (at, to, id) = (Noon.AddMinutes(random.Next(3000)), $"p{i}@d{random.Next(4)}.example", $"m{i}");
            for (var tries = random.Next(3); tries > 0; tries--, at = at.AddMinutes(random.Next(1, 40)))
            {
                sent.Add(new Attempt("deferred", at, to, id, "451 4.7.1 Try again later"));
            }

            sent.Add(random.Next(5) switch
            {
                0 => new Attempt("rejected", at, to, id, "550 5.1.1 No such user"),
                1 => new Attempt("expired", at, to, id, "451 4.7.1 Try again later"),
                _ => new Attempt("accepted", at, to, id, "250 2.0.0 ok"),
            });
            if (random.Next(6) == 0 && sent[^1].Outcome == "accepted")
            {
                sent.Add(sent[^1] with { At = at.AddMinutes(2) });
            }
        }

        return sent;
    }

    private static byte[] Body(params Attempt[] attempts) => JsonSerializer.SerializeToUtf8Bytes(new { attempts = attempts.Select(a => a.Json()) });

    private static StoreWriter Writer(TestDatabase database, TimeProvider clock) => new(
        database.DataSource, database.Contexts, new CurrentRules(database.DataSource),
        new SourceCapabilities(database.DataSource, TimeProvider.System), clock);

    private async Task AddAsync(TestDatabase database, params Attempt[] attempts) => Assert.True(
        await new Inbox(database.DataSource, TimeProvider.System).AddAsync("shop", PostedReader.Format, attempts.Length, Body(attempts), _token));

    private InboxReading Reading(TestDatabase database, StoreWriter writer) => new(
        new Inbox(database.DataSource, TimeProvider.System), writer, new UploadFolder(_folder), TimeProvider.System, NullLogger<InboxReading>.Instance);

    private ImportRegister Register() => new(_database.Contexts);

    private async Task ImportTableAsync(IEnumerable<Attempt> sent)
    {
        var table = "time,recipient,event,message_id,reply,relay,stream\n" + string.Concat(sent.Select(a =>
            $"{a.Time},{a.To},{(a.Outcome == "accepted" ? "delivered" : a.Outcome == "rejected" ? "bounced" : a.Outcome)},{a.MessageId},{a.Reply},{a.Relay},{a.Stream}\n"));
        var sample = DelimitedSample.Read(Encoding.UTF8.GetBytes(table), isWhole: true);
        var reading = new SourceReading { Mapping = MappingGuess.Make(sample, new MappingDefaults()).Mapping! with { DeliveryKey = DeliveryKeyKind.MessageId } };
        var (stored, bytes) = await new UploadFolder(_folder).SaveAsync(new MemoryStream(Encoding.UTF8.GetBytes(table)), _token);
        var import = await new ImportAdmission(_database.Contexts, TimeProvider.System).AddAsync(new UploadedFile("shop", FormatWords.Delimited, "t.csv", stored, bytes, "tester") { GuessedReading = reading.ToJson() }, _token);
        using var writer = Writer(_database, TimeProvider.System);
        await new ImportPipeline(writer, Register(), new UploadFolder(_folder), TimeProvider.System, NullLogger<ImportPipeline>.Instance).RunAsync(import.Id, _token);
        var done = (await Register().FindAsync(import.Id, _token))!;
        Assert.Equal((ImportStatus.Completed, sent.Count(), 0L), (done.Status, (int)done.Imported, done.Quarantined));
    }

    private async Task<string> DumpAsync(TestDatabase database)
    {
        string[] queries =
        [
            "select 'cells', c.hour, s.name, r.name, t.outcome, t.stage, t.text, c.att_accepted, c.att_deferred, c.att_rejected, c.att_no_reply, c.fin_accepted, c.fin_rejected, c.fin_expired, c.attempted, c.first_deferred, c.ever_deferred, c.retry_succeeded, c.accepted, c.rejected, c.expired from stream_cells c join streams s using (stream_id) join routes r using (route_id) join templates t using (template_id)",
            "select 'latency', c.hour, c.by_cohort, s.name, r.name, c.receiver from stream_latencies c join streams s using (stream_id) join routes r using (route_id) where c.receiver is not null",
            "select 'delivery', delivery_key, first_event_at, last_event_at, state from deliveries",
            "select 'attempt', occurred_at, delivery_key, case type when 2 then 'rejected' else '' end, recipient, reply, has_reply from attempts",
        ];
        var dump = new StringBuilder();
        foreach (var query in queries)
        {
            // Cells that went back to nothing say the same as cells that never were.
            await using var command = database.DataSource.CreateCommand(
                $"select row_text from (select regexp_replace(q::text, '[()]', '', 'g') as row_text from ({query}) q) t where row_text !~ ',{{14}}$' order by 1");
            await using var reader = await command.ExecuteReaderAsync(_token);
            while (await reader.ReadAsync(_token))
            {
                dump.AppendLine(reader.GetString(0));
            }
        }

        return dump.ToString();
    }

    private sealed record Attempt(string Outcome, DateTime At, string To, string MessageId, string Reply)
    {
        public string? Id { get; init; }

        public string Relay => $"mx1.{To[(To.IndexOf('@', StringComparison.Ordinal) + 1)..]}";

        public string Stream => MessageId.EndsWith('3') ? "transactional" : "promotional";

        public string Time => At.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

        public Dictionary<string, string?> Json() => new()
        {
            ["occurredAt"] = Time, ["outcome"] = Outcome, ["recipient"] = To, ["messageId"] = MessageId, ["reply"] = Reply, ["relay"] = Relay,
            ["stream"] = Stream, ["id"] = Id,
        };
    }

    private sealed class ClockAhead(TimeSpan by) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + by;
    }
}
