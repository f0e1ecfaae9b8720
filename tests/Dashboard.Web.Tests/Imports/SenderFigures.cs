using System.Globalization;
using System.Text.Json;
using Dashboard.Core.Delivery;
using Dashboard.Testing.Generation;

namespace Dashboard.Web.Tests.Imports;

/// <summary>What a sender's file holds and what the API answers about it, in the same words, so that they can be compared.</summary>
internal static class SenderFigures
{
    private static readonly EventType[] AttemptTypes = [EventType.Accepted, EventType.Deferred, EventType.Rejected];

    /// <summary>What became of the lines.</summary>
    /// <param name="truth">Of the file.</param>
    /// <param name="isKnown">Whether all of it was imported before.</param>
    public static string Lines(SenderCounts truth, bool isKnown)
    {
        // Queues held back are events too, though nothing was attempted.
        var events = truth.DataRows + truth.QueueRecords;
        return $"completed: {truth.DataRows + truth.OtherRows} lines = {(isKnown ? 0 : events)} imported + {(isKnown ? events : 0)} duplicates + 0 quarantined + " +
            $"{truth.OtherRows - truth.QueueRecords} ignored ";
    }

    public static string Lines(JsonElement import)
    {
        var counts = import.GetProperty("counts");
        return $"{import.GetProperty("status")}: {counts.GetProperty("lines")} lines = {counts.GetProperty("imported")} imported + " +
            $"{counts.GetProperty("duplicates")} duplicates + {counts.GetProperty("quarantined")} quarantined + " +
            $"{counts.GetProperty("ignored")} ignored {import.GetProperty("error")}";
    }

    public static string Attempts(SenderCounts truth) =>
        $"accepted {truth.Of(EventType.Accepted)}, deferred {truth.Of(EventType.Deferred)}, rejected {truth.Of(EventType.Rejected)}, held back {truth.QueueRecords}";

    public static string Attempts(JsonElement row)
    {
        var attempts = row.GetProperty("attempts");
        return $"accepted {attempts.GetProperty("accepted")}, deferred {attempts.GetProperty("deferred")}, rejected {attempts.GetProperty("rejected")}, " +
            $"held back {row.GetProperty("throttled")}";
    }

    public static string Deliveries(SenderCounts truth)
    {
        // Refusals alone: each is a delivery.
        var found = truth.Deliveries ?? new(truth.DataRows, 0, truth.Of(EventType.Rejected), 0, null, null, null, null, null);
        return $"attempted {found.Attempted}, waiting {found.Waiting}, accepted {found.Accepted}, refused {found.Rejected}, expired {found.Expired}, " +
            $"first deferred {found.FirstDeferred ?? 0}, ever deferred {found.EverDeferred ?? 0}, " +
            $"bounced later {found.AcceptedThenBounced ?? 0}, complained {found.Complained ?? 0}";
    }

    public static string Deliveries(JsonElement row)
    {
        var found = row.GetProperty("deliveries");
        long Of(params string[] names) => names.Sum(name => found.GetProperty(name).GetInt64());
        return $"attempted {Of("attempted")}, waiting {Of("waiting")}, accepted {Of("accepted")}, " +
            $"refused {Of("hard", "block", "local", "other", "unclassified")}, expired {Of("expired")}, " +
            $"first deferred {Of("firstDeferred", "firstGreylisted")}, ever deferred {Of("everDeferred", "firstGreylisted")}, " +
            $"bounced later {Of("acceptedThenBounced")}, complained {Of("complained")}";
    }

    /// <summary>What was attempted by hour: wrong where times are read wrong.</summary>
    public static List<string> Hours(SenderFile file, SenderCounts truth, int hoursOff) =>
    [
        .. truth.Truth.By(Dimension.Hour)
            .Select(cell => (
                Hour: DateTime.Parse(cell.Key + ":00Z", CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal).AddHours(hoursOff),
                Events: string.Join(' ', AttemptTypes.Select(type => file.Shows.Contains(type) ? cell.Value.Events(type) : 0))))
            .Where(cell => cell.Events != "0 0 0")
            .OrderBy(cell => cell.Hour)
            .Select(cell => $"{cell.Hour:yyyy-MM-ddTHH}: {cell.Events}"),
    ];
}
