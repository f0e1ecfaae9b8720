using System.Globalization;
using System.Text;
using Dashboard.Core.Delivery;

namespace Dashboard.Testing.Generation;

/// <summary>
/// The same mail as different senders export it. <c>SenderFiles.All</c> for all of them; each writes itself and returns what an importer
/// must find in it.
/// </summary>
public static class SenderFiles
{
    internal static readonly Encoding Utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
    private const string Berlin = "Europe/Berlin";

    // Measured; replies differ in length, so it is a mean.
    private const int BytesPerEvent = 488;

    private static readonly EventType[] Everything =
    [
        EventType.Accepted, EventType.Deferred, EventType.Rejected, EventType.Expired, EventType.AsynchronousBounce, EventType.Complaint,
    ];

    private static readonly Dictionary<EventType, string> English = new()
    {
        [EventType.Accepted] = "delivered",
        [EventType.Deferred] = "deferred",
        [EventType.Rejected] = "bounced",
        [EventType.Expired] = "expired",
        [EventType.AsynchronousBounce] = "out-of-band bounce",
        [EventType.Complaint] = "spam complaint",
    };

    private static readonly Dictionary<EventType, string> German = new()
    {
        [EventType.Accepted] = "zugestellt",
        [EventType.Deferred] = "zurückgestellt",
        [EventType.Rejected] = "abgewiesen",
        [EventType.Expired] = "Zustellung aufgegeben",
        [EventType.AsynchronousBounce] = "nachträglich unzustellbar",
        [EventType.Complaint] = "Beschwerde",
    };

    private static readonly string[] EnglishHeader =
        ["Timestamp", "Message ID", "Recipient", "Event", "SMTP Code", "Enhanced Code", "Response", "MX", "Campaign", "Stream", "Sending IP"];

    /// <summary>PowerMTA as it comes: <c>d</c> and <c>b</c> records only. No deferral is shown.</summary>
    public static readonly SenderFile PowerMtaDefault = new()
    {
        Name = "powermta-default",
        FileName = "acct-2026-06-01-0000.csv",
        Shows = [EventType.Accepted, EventType.Rejected, EventType.Expired],
        Open = (_, stream) => new PowerMtaExport(stream, isDefault: true),
    };

    /// <summary>PowerMTA with everything on: <c>d</c>, <c>b</c>, <c>t</c>, <c>tq</c>, <c>rb</c>, <c>f</c>.</summary>
    public static readonly SenderFile PowerMtaFull = new()
    {
        Name = "powermta-full",
        FileName = "acct-full.csv",
        Shows = Everything,
        Open = (_, stream) => new PowerMtaExport(stream, isDefault: false),
    };

    /// <summary>A German platform: semicolons, Windows-1252, local times without seconds, German words.</summary>
    public static readonly SenderFile GermanEsp = new()
    {
        Name = "german-esp",
        FileName = "Zustellbericht Juni.csv",
        Encoding = CodePagesEncodingProvider.Instance.GetEncoding(1252)!,
        Separator = ';',
        TimeZone = Berlin,
        TimeStepSeconds = 60,
        Header = ["Versandzeit", "Zeitpunkt", "Empfänger", "Ergebnis", "SMTP-Code", "Erweiterter Code", "Antwort des Servers", "Kampagne", "Nachrichten-ID"],
        Words = German,
        Shows = Everything,
        Open = (file, stream) => new TableExport(file, stream, e =>
        [
            BerlinTime(e.QueuedAt), BerlinTime(e.At), e.Delivery.Recipient, German[e.Type], e.Code, e.EnhancedCode, e.Reply,
            // Characters that exist in Windows-1252 and in no other small table at these places.
            $"{e.Delivery.Job.Name} – „{e.Delivery.Job.Stream}“ €", e.Delivery.MessageId,
        ]),
    };

    /// <summary>An export that was opened in Excel and saved: title rows, guarded cells, enhanced codes eaten as dates, a row of totals.</summary>
    public static readonly SenderFile ExcelMangled = new()
    {
        Name = "excel-mangled",
        FileName = "report (2).csv",
        TimeStepSeconds = 60,
        Header = ["Event Time", "Message ID", "Email", "Status", "SMTP Code", "Enhanced Code", "Reply", "Campaign"],
        Words = English,
        Shows = Everything,
        Open = (file, stream) => new TableExport(
            file,
            stream,
            e =>
            [
                ExcelCells.Time(e.At), ExcelCells.Guarded(e.Delivery.MessageId), e.Delivery.Recipient, English[e.Type], ExcelCells.Guarded(e.Code),
                ExcelCells.Eaten(e.EnhancedCode), e.Reply, e.Delivery.Job.Name,
            ],
            titles: [["Delivery report", "", "", "", "", "", "", ""], ["Harbour Goods, all campaigns", "", "", "", "", "", "", ""], ["", "", "", "", "", "", "", ""]],
            totals: rows => ["Total", "", rows.ToString(CultureInfo.InvariantCulture), "", "", "", "", ""]),
    };

    /// <summary>Excel's “Unicode text”: UTF-16 LE with its mark, tabs.</summary>
    public static readonly SenderFile Utf16Tabs = new()
    {
        Name = "utf16-tabs",
        FileName = "events.txt",
        Encoding = Encoding.Unicode,
        Separator = '\t',
        Header = EnglishHeader,
        Words = English,
        Shows = Everything,
        Open = (file, stream) => new TableExport(file, stream, EnglishRow, hasMark: true),
    };

    /// <summary>UTF-8 with its mark, semicolons.</summary>
    public static readonly SenderFile Utf8Semicolons = new()
    {
        Name = "utf8-semicolons",
        FileName = "events.csv",
        Encoding = Encoding.UTF8,
        Separator = ';',
        Header = EnglishHeader,
        Words = English,
        Shows = Everything,
        Open = (file, stream) => new TableExport(file, stream, EnglishRow, hasMark: true),
    };

    /// <summary>No id of the message: which rows are one delivery cannot be told.</summary>
    public static readonly SenderFile WithoutMessageId = new()
    {
        Name = "without-message-id",
        FileName = "activity.csv",
        Header = ["date", "email", "action", "campaign", "reason"],
        Words = English,
        Shows = Everything,
        NamesDeliveries = false,
        Open = (file, stream) => new TableExport(
            file, stream, e => [Iso(e.At), e.Delivery.Recipient, English[e.Type], e.Delivery.Job.Name, e.Reply]),
    };

    /// <summary>Refusals only: nothing says how much was sent, so there are counts and shares, and no rates.</summary>
    public static readonly SenderFile BouncesOnly = new()
    {
        Name = "bounces-only",
        FileName = "bounces.csv",
        Header = ["bounced_at", "recipient", "message_id", "smtp_code", "status", "diagnostic", "campaign"],
        Shows = [EventType.Rejected],
        NamesDeliveries = false,
        Open = (file, stream) => new TableExport(
            file, stream, e => [Iso(e.At), e.Delivery.Recipient, e.Delivery.MessageId, e.Code, e.EnhancedCode, e.Reply, e.Delivery.Job.Name]),
    };

    /// <summary>Counts by day, recipient domain and campaign.</summary>
    public static readonly SenderFile Aggregated = new()
    {
        Name = "aggregated",
        FileName = "daily.csv",
        Header = ["day", "domain", "campaign", "delivered", "deferred", "bounced", "expired"],
        Shows = [EventType.Accepted, EventType.Deferred, EventType.Rejected, EventType.Expired],
        NamesDeliveries = false,
        Open = (file, stream) => new AggregatedExport(file, stream),
    };

    /// <summary>A gzip file of <see cref="PowerMtaFull"/> that breaks off: the counts are what was in it before.</summary>
    public static readonly SenderFile DamagedGzip = new()
    {
        Name = "damaged-gzip",
        FileName = "acct.csv.gz",
        Shows = Everything,
        IsDamaged = true,
        Open = (_, stream) => new CutExport(stream),
    };

    /// <summary>Every sender.</summary>
    public static IReadOnlyList<SenderFile> All { get; } =
    [
        PowerMtaDefault, PowerMtaFull, GermanEsp, ExcelMangled, Utf16Tabs, Utf8Semicolons, WithoutMessageId, BouncesOnly, Aggregated, DamagedGzip,
    ];

    /// <summary>Bounce mails and complaints included, a week of it.</summary>
    /// <param name="events">About how many events.</param>
    /// <param name="seed">Another mail for each.</param>
    public static PowerMtaLogOptions Mail(int events, ulong seed = 1) =>
        new() { Events = events, Days = 7, Seed = seed, AsynchronousBounces = true, Complaints = true };

    /// <summary>
    /// A full PowerMTA file of a size, such as 3 GB: in constant memory, never as a whole. It is a few per cent larger or smaller.
    /// </summary>
    /// <param name="bytes">Its size; from about 10 MB on.</param>
    /// <param name="stream">Takes it; stays open.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static SenderCounts WriteLarge(long bytes, Stream stream, CancellationToken cancellationToken) =>
        PowerMtaFull.Write(Mail((int)Math.Min(bytes / BytesPerEvent, int.MaxValue)), stream, cancellationToken);


    private static string[] EnglishRow(GeneratedEvent e) =>
    [
        Iso(e.At), e.Delivery.MessageId, e.Delivery.Recipient, English[e.Type], e.Code, e.EnhancedCode, e.Reply, e.Host, e.Delivery.Job.Name,
        e.Delivery.Job.Stream, e.Address,
    ];

    private static string Iso(DateTime time) => time.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static string BerlinTime(DateTime time) => TimeZoneInfo.ConvertTimeFromUtc(time, TimeZoneInfo.FindSystemTimeZoneById(Berlin))
        .ToString("dd.MM.yyyy HH:mm", CultureInfo.InvariantCulture);
}
