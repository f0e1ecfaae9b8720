using System.Globalization;
using Dashboard.Core.Classification;
using Dashboard.Core.Delivery;

namespace Dashboard.Storage.Queries;

/// <summary>Writes stored numbers of reasons, faults and outcomes as the words of the API. Built from the enums, so they cannot differ.</summary>
internal static class ClassSql
{
    /// <summary>The category of a template: outcome prefix and reason.</summary>
    public static string Category(string outcome, string reason)
    {
        var cases = Enum.GetValues<Reason>().SelectMany(r => new[] { EventType.Accepted, EventType.Deferred, EventType.Rejected, EventType.Throttled }
            .Select(o => (Outcome: o, Reason: r)))
            .Where(p => p.Outcome != EventType.Accepted)
            .Select(p => $"when {outcome} = {(int)p.Outcome} and coalesce({reason}, 0) = {(int)p.Reason} then '{Core.Classification.Category.For(p.Outcome, p.Reason).Name}'");
        return $"case when {outcome} = 0 then 'accepted' {string.Join(' ', cases)} else 'complaint' end";
    }

    /// <summary>The reason's word.</summary>
    public static string Reason(string column) => Words<Reason>(column);

    /// <summary>The fault's word.</summary>
    public static string Fault(string column) => Words<Fault>(column);

    private static string Words<T>(string column)
        where T : struct, Enum
    {
        var cases = Enum.GetValues<T>().Select(v => $"when {Convert.ToInt32(v, CultureInfo.InvariantCulture)} then '{WireNames.Of(v)}'");
        return $"case coalesce({column}, 0) {string.Join(' ', cases)} end";
    }
}
