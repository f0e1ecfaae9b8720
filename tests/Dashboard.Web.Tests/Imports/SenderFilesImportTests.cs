using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Dashboard.Core.Metrics;
using Dashboard.Formats.Delimited;
using Dashboard.Storage.Imports;
using Dashboard.Testing.Generation;
using Dashboard.Web.Imports;
using Dashboard.Web.Tests.Endpoints;
using static Dashboard.Web.Tests.Imports.SenderFigures;

namespace Dashboard.Web.Tests.Imports;

/// <summary>The same mail as different senders export it, from upload to figures: each file is imported right, or refused with what to do.</summary>
public sealed class SenderFilesImportTests(LoadedDashboard dashboard) : IClassFixture<LoadedDashboard>
{
    private const string Range = "from=2024-05-27&to=2024-07-01";

    // About 40 MB of a full PowerMTA log.
    private const int ManyEvents = 82_000;

    // From a day that can only be a day: 6/13/2024.
    private static readonly PowerMtaLogOptions Mail = SenderFiles.Mail(6000, seed: 11) with { Start = new DateOnly(2024, 6, 13) };

    // Campaign and recipient name its deliveries.
    private static readonly SenderFile WithoutMessageId = SenderFiles.WithoutMessageId with { NamesDeliveries = true };

    private static readonly string[] OfDeferrals = ["deferral", "deferralPressure", "attemptsPerAcceptance", "retrySuccess"];

    private static readonly string[] OfQueueing = [.. TimeRateDefinitions.All.Select(r => r.Id)];

    /// <summary>The sender, how many hours its times are off because nobody has named their zone, and the rates that its file cannot show.</summary>
    public static TheoryData<SenderFile, int, string[]> Readable => new()
    {
        { SenderFiles.PowerMtaDefault, 0, [.. OfDeferrals, "asynchronousBounce", "complaint"] },
        { SenderFiles.PowerMtaFull, 0, [] },
        { SenderFiles.GermanEsp, 2, [] },
        { SenderFiles.ExcelMangled, 0, OfQueueing },
        { SenderFiles.Utf16Tabs, 0, OfQueueing },
        { SenderFiles.Utf8Semicolons, 0, OfQueueing },
        { WithoutMessageId, 0, OfQueueing },
        { SenderFiles.BouncesOnly, 0, [.. RateDefinitions.All.Select(r => r.Id), .. OfQueueing] },
    };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Readable))]
    public async Task A_file_gives_exactly_what_it_shows_and_the_same_file_under_another_name_adds_nothing(SenderFile file, int hoursOff, string[] notObservable)
    {
        var (bytes, truth) = file.Write(Mail, Token);

        var import = await dashboard.SendAsync(bytes, file.Name, file.FileName, Token);

        Assert.Equal(Lines(truth, isKnown: false), Lines(import));
        await AssertFiguresAsync(file, truth, notObservable);
        Assert.Equal(Hours(file, truth, hoursOff), await HoursAsync(file.Name));
        Assert.Equal(file.Header.Count > 0 ? "guessed" : "as the format says", await ReadingAsync(file.Name));

        var again = await dashboard.SendAsync(bytes, file.Name, $"copy of {file.FileName}", Token);

        Assert.Equal(Lines(truth, isKnown: true), Lines(again));
        await AssertFiguresAsync(file, truth, notObservable);
    }

    [Fact]
    public async Task A_large_file_gives_exactly_what_it_shows_and_compressed_again_adds_nothing()
    {
        var file = SenderFiles.PowerMtaFull with { Name = "large" };
        var (bytes, truth) = file.Write(Mail with { Events = ManyEvents, Seed = 12 }, Token);

        var import = await dashboard.SendAsync(bytes, file.Name, file.FileName, Token);
        var again = await dashboard.SendAsync(await CompressedAsync(bytes), file.Name, "acct-full.csv.gz", Token);

        Assert.Equal(Lines(truth, isKnown: false), Lines(import));
        Assert.Equal(Lines(truth, isKnown: true), Lines(again));
        await AssertFiguresAsync(file, truth, []);
    }

    [Fact]
    public async Task Dates_that_can_be_read_in_two_ways_are_refused_until_a_person_has_said_which()
    {
        var file = SenderFiles.ExcelMangled with { Name = "excel-ambiguous" };
        var (bytes, truth) = file.Write(Mail with { Start = new DateOnly(2024, 6, 3), Days = 4, Seed = 14 }, Token);

        var (import, address) = await SendAsync(bytes, file);

        Assert.Equal(
            "“6/3/2024 1:27” could be 6 March or June 3: choose. Open this import in the browser to say what its columns hold; the file is kept.",
            import.GetProperty("error").GetString());
        await AssertNothingCountedAsync(import, file.Name);
        await AssertNotReadAgainAsync(address, import);

        await ConfirmAsync(file.Name, bytes, mapping => mapping with { DateOrder = DateOrder.Mdy });
        await RetryAsync(address);

        Assert.Equal(Lines(truth, isKnown: false), Lines(await dashboard.EndOfAsync(address, Token)));
        Assert.Equal(Hours(file, truth, 0), await HoursAsync(file.Name));
        await AssertFiguresAsync(file, truth, OfQueueing);
    }

    [Fact]
    public async Task Local_times_are_right_once_a_person_has_named_their_zone()
    {
        var file = SenderFiles.GermanEsp with { Name = "german-asked" };
        var (bytes, truth) = file.Write(Mail with { Seed = 15 }, Token);

        var (import, address) = await SendAsync(bytes, file, ask: true);
        Assert.Equal("waiting mapping", $"{import.GetProperty("status")} {import.GetProperty("question")}");
        await ConfirmAsync(file.Name, bytes, mapping => mapping with { TimeZone = file.TimeZone! });
        await RetryAsync(address);

        Assert.Equal(Lines(truth, isKnown: false), Lines(await dashboard.EndOfAsync(address, Token)));
        Assert.Equal(Hours(file, truth, 0), await HoursAsync(file.Name));
        await AssertFiguresAsync(file, truth, []);
    }

    [Theory]
    [InlineData("daily.csv")]
    [InlineData("daily (1).csv")]
    public async Task A_file_of_totals_is_refused_with_what_to_export_instead(string name)
    {
        var (import, address) = await SendAsync(SenderFiles.Aggregated.Write(Mail, Token).File, SenderFiles.Aggregated with { FileName = name });

        Assert.Equal(
            "This file holds totals (“delivered”), not one row per message: rates over time and replies cannot be computed from it. Export the event log " +
            "(often called activity, raw data, message events or delivery log): one row per message, with time, recipient, outcome and the server's reply.",
            import.GetProperty("error").GetString());
        await AssertNothingCountedAsync(import, SenderFiles.Aggregated.Name);
        await AssertNotReadAgainAsync(address, import);
    }

    [Theory]
    [InlineData("acct.csv.gz")]
    [InlineData("acct (1).csv.gz")]
    public async Task A_file_that_breaks_off_is_refused_with_where_and_nothing_of_it_is_counted(string name)
    {
        var import = await dashboard.SendAsync(SenderFiles.DamagedGzip.Write(Mail with { Seed = 13 }, Token).File, SenderFiles.DamagedGzip.Name, name, Token);

        Assert.Matches(
            new Regex("^The file is damaged: Its compression is broken near byte [0-9,]+ of [0-9,]+. Nothing of it was counted. Upload it again from its origin.$"),
            import.GetProperty("error").GetString());
        await AssertNothingCountedAsync(import, SenderFiles.DamagedGzip.Name);
    }

    private static async Task<byte[]> CompressedAsync(byte[] file)
    {
        using var stored = new MemoryStream();
        await using (var gzip = new GZipStream(stored, CompressionLevel.Fastest, leaveOpen: true))
        {
            await gzip.WriteAsync(file, Token);
        }

        return stored.ToArray();
    }

    /// <summary>Uploads; what is refused or asked is so at once.</summary>
    private async Task<(JsonElement Import, Uri Address)> SendAsync(byte[] bytes, SenderFile file, bool ask = false)
    {
        using var content = new ByteArrayContent(bytes);
        content.Headers.Add("X-File-Name", Uri.EscapeDataString(file.FileName));
        using var response = await dashboard.Http.PostAsync($"/api/v1/imports?source={file.Name}{(ask ? "&ask=true" : "")}", content, Token);
        var address = response.Headers.Location!;
        return (await dashboard.Http.GetFromJsonAsync<JsonElement>(address, Token), address);
    }

    /// <summary>What a person does on the page of the columns.</summary>
    private async Task ConfirmAsync(string source, byte[] bytes, Func<ColumnMapping, ColumnMapping> correct)
    {
        var sample = DelimitedSample.Read(bytes.AsMemory(0, Math.Min(bytes.Length, DelimitedSample.MaxBytes)), isWhole: bytes.Length <= DelimitedSample.MaxBytes);
        var reading = new SourceReading { Mapping = correct(MappingGuess.Make(sample, new MappingDefaults()).Mapping) };
        var sources = new SourceRegister(dashboard.Running.Database.Contexts, TimeProvider.System);
        await sources.ConfirmReadingAsync((await sources.FindAsync(source, Token))!.Id, FormatWords.Delimited, reading.ToJson(), RunningDashboard.Analyst, Token);
    }

    private async Task RetryAsync(Uri address)
    {
        using var response = await dashboard.Http.PostAsync($"{address}/retry", null, Token);
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
    }

    /// <summary>A retry answers with what must be done first.</summary>
    private async Task AssertNotReadAgainAsync(Uri address, JsonElement import)
    {
        using var response = await dashboard.Http.PostAsync($"{address}/retry", null, Token);
        Assert.Equal(HttpStatusCode.Conflict, response.StatusCode);
        Assert.Equal(import.GetProperty("error").GetString(), (await response.Content.ReadFromJsonAsync<JsonElement>(Token)).GetProperty("detail").GetString());
    }

    private async Task AssertFiguresAsync(SenderFile file, SenderCounts truth, string[] notObservable)
    {
        var row = Assert.Single(await dashboard.RowsAsync($"{Range}&clock=cohort&source={file.Name}", Token));
        Assert.Equal(Attempts(truth), Attempts(row));
        Assert.Equal(Deliveries(truth), Deliveries(row));
        var rates = row.GetProperty("rates").EnumerateObject().ToList();
        Assert.Equal(notObservable.Order(), rates.Where(rate => rate.Value.TryGetProperty("notObservable", out _)).Select(rate => rate.Name).Order());
        Assert.All(rates, rate => Assert.Equal(notObservable.Contains(rate.Name), rate.Value.GetProperty("value").ValueKind == JsonValueKind.Null));
    }

    private async Task AssertNothingCountedAsync(JsonElement import, string source)
    {
        Assert.Equal("failed", import.GetProperty("status").GetString());
        Assert.All(import.GetProperty("counts").EnumerateObject(), count => Assert.Equal(0, count.Value.GetInt64()));
        Assert.All(await dashboard.RowsAsync($"{Range}&clock=cohort&source={source}", Token), row => Assert.Equal(0, row.GetProperty("attempts").GetProperty("total").GetInt64()));
    }

    private async Task<List<string>> HoursAsync(string source) =>
    [
        .. (await dashboard.RowsAsync($"{Range}&interval=hour&source={source}", Token))
            .Select(row => row.GetProperty("attempts") is var attempts
                ? $"{row.GetProperty("time").GetString()![..13]}: {attempts.GetProperty("accepted")} {attempts.GetProperty("deferred")} {attempts.GetProperty("rejected")}"
                : "")
            .Where(row => !row.EndsWith(": 0 0 0", StringComparison.Ordinal)),
    ];

    private async Task<string> ReadingAsync(string source)
    {
        var found = await new SourceRegister(dashboard.Running.Database.Contexts, TimeProvider.System).FindAsync(source, Token);
        Assert.Null(found!.ReadingConfirmedAt);
        return SourceReading.FromJson(found.Reading).Mapping is null ? "as the format says" : "guessed";
    }
}
