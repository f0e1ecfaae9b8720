using System.Text;
using Dashboard.Core.Delivery;

namespace Dashboard.Formats.Tests.PowerMta;

/// <summary>One result of a reader, copied out of its buffers so that a test can look at it later.</summary>
public sealed record ReadLine(LineKind Kind, long Line, string? Reason, string? Column, string Original, ReadEvent? Found)
{
    public static IReadOnlyList<ReadLine> All(string csv, LogReaderOptions? options = null) => All(Encoding.UTF8.GetBytes(csv), options);

    public static IReadOnlyList<ReadLine> All(byte[] csv, LogReaderOptions? options = null) => All(new MemoryStream(csv), options);

    public static IReadOnlyList<ReadLine> All(Stream csv, LogReaderOptions? options = null)
    {
        using var reader = ReaderCatalog.Open(LogFormat.PowerMta, csv, options ?? new LogReaderOptions());
        var lines = new List<ReadLine>();
        var target = new LogEvent();
        for (var kind = reader.Read(target); kind != LineKind.End; kind = reader.Read(target))
        {
            lines.Add(new ReadLine(
                kind, reader.LineNumber, reader.Problem.Reason, reader.Problem.Column, Encoding.UTF8.GetString(reader.Problem.Original.Span),
                kind == LineKind.Event ? ReadEvent.From(target) : null));
        }
        Assert.Equal(lines.Count, reader.RecordsRead);
        return lines;
    }

    /// <summary>The only event of a file of one header and one row.</summary>
    public static ReadEvent Event(string header, string row, LogReaderOptions? options = null)
    {
        var line = Row(header, row, options);
        Assert.True(line.Kind == LineKind.Event, line.Reason);
        return line.Found!;
    }

    public static ReadLine Row(string header, string row, LogReaderOptions? options = null) => Assert.Single(All($"{header}\n{row}\n", options).Skip(1));
}

public sealed record ReadEvent(
    EventType Type, bool HasRemoteReply, Stage Stage, DateTime OccurredAt, DateTime? QueuedAt, string Recipient, string Sender, string Reply,
    string Status, string Relay, string SendingIp, string Pool, string Campaign, string Stream, string ListSource, string Segment,
    string Client, string FromDomain, string DkimDomain, string MessageId, string TimeText, string Hint, string Queue, ulong Identity)
{
    public static ReadEvent From(LogEvent target) => new(
        target.Type, target.HasRemoteReply, target.Stage, target.OccurredAt, target.QueuedAt, Text(target.Recipient), Text(target.Sender),
        Text(target.Reply), Text(target.Status), Text(target.Relay), Text(target.SendingIp), Text(target.Pool), Text(target.Campaign),
        Text(target.Stream), Text(target.ListSource), Text(target.Segment), Text(target.Client), Text(target.FromDomain),
        Text(target.DkimDomain), Text(target.MessageId), Text(target.TimeText), Text(target.Hint), Text(target.Queue), EventIdentity.Hash(target));

    // Strict: invalid UTF-8 in any field fails the test.
    private static string Text(ReadOnlyMemory<byte> field) => new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(field.Span);
}
