using Dashboard.Core.Delivery;

namespace Dashboard.Web.Imports;

/// <summary>Which event a line of a file is.</summary>
/// <param name="Identity">Identity hash, occurrence included.</param>
/// <param name="IsRepeated">True when the provider's id says that the file has brought this very event before.</param>
internal readonly record struct Occurrence(ulong Identity, bool IsRepeated)
{
    /// <summary>Counts the event. Lines without an id count as often as they occur; an id names one event however often it occurs.</summary>
    public static Occurrence Of(LogEvent e, OccurrenceCounter occurrences)
    {
        var hash = EventIdentity.Hash(e);
        var count = occurrences.Next(e.OccurredAt, hash);
        return e.EventId.IsEmpty ? new Occurrence(EventIdentity.WithOccurrence(hash, count), false) : new Occurrence(hash, count > 1);
    }
}
