using System.Text;
using Dashboard.Core.Delivery;

namespace Dashboard.Formats.Delimited;

/// <summary>What one row becomes through a mapping.</summary>
/// <param name="Line">Physical line, from 1.</param>
/// <param name="Kind">Event, ignored or malformed.</param>
/// <param name="Reason">Why it is no event; null for one.</param>
/// <param name="Column">The column at fault, or null.</param>
/// <param name="Event">The event, or null.</param>
public sealed record PreviewRow(long Line, LineKind Kind, string? Reason, string? Column, PreviewEvent? Event);

/// <summary>An event as text; empty where the row does not say.</summary>
/// <param name="Type">What happened.</param>
/// <param name="OccurredAt">When, UTC.</param>
/// <param name="QueuedAt">When it was queued, UTC.</param>
/// <param name="Recipient">To whom.</param>
/// <param name="Sender">Envelope sender.</param>
/// <param name="Reply">Reply with its codes.</param>
/// <param name="Status">Enhanced status code from a column of its own.</param>
/// <param name="Campaign">Campaign.</param>
/// <param name="Stream">Stream.</param>
/// <param name="MessageKey">What names the delivery, with the recipient; empty: every final event is a delivery of its own.</param>
/// <param name="EventId">The platform's id of the event.</param>
/// <param name="HasRemoteReply">A server answered.</param>
public sealed record PreviewEvent(
    EventType Type, DateTime OccurredAt, DateTime? QueuedAt, string Recipient, string Sender, string Reply, string Status, string Campaign,
    string Stream, string MessageKey, string EventId, bool HasRemoteReply);

/// <summary>The first rows of a file, read through a mapping, for a person to check it.</summary>
public static class MappingPreview
{
    /// <summary>Rows that are shown.</summary>
    public const int Rows = 10;

    /// <summary>Reads the first rows below the header; blank lines are left out.</summary>
    /// <exception cref="ArgumentException">The mapping names no time zone of this machine.</exception>
    public static IReadOnlyList<PreviewRow> Make(DelimitedSample sample, ColumnMapping mapping, int count = Rows)
    {
        ArgumentNullException.ThrowIfNull(sample);
        using var reader = DelimitedReader.Open(sample.Open(), new LogReaderOptions { Mapping = mapping });
        var rows = new List<PreviewRow>(count);
        var target = new LogEvent();
        while (rows.Count < count && reader.Read(target) is not LineKind.End and var kind)
        {
            if (reader.LineNumber > sample.Layout.HeaderLine && reader.Problem.Reason is not "Blank line.")
            {
                rows.Add(new PreviewRow(
                    reader.LineNumber, kind, reader.Problem.Reason, reader.Problem.Column, kind == LineKind.Event ? From(target) : null));
            }
        }
        return rows;
    }

    private static PreviewEvent From(LogEvent target) => new(
        target.Type, target.OccurredAt, target.QueuedAt, Text(target.Recipient), Text(target.Sender), Text(target.Reply), Text(target.Status),
        Text(target.Campaign), Text(target.Stream), Text(target.MessageId), Text(target.EventId), target.HasRemoteReply);

    private static string Text(ReadOnlyMemory<byte> field) => Encoding.UTF8.GetString(field.Span);
}
