using Dashboard.Core.Reporting;
using Dashboard.Storage.Queries;
using Dashboard.Web.Reporting;

namespace Dashboard.Web.Components.Replies;

/// <summary>Everything the page of one reply shows.</summary>
public sealed record ReplyView
{
    public required ReportState State { get; init; }

    /// <summary>Which mail the counts are about: the view, or all mail where the view holds none with this reply.</summary>
    public required ReportFilter Counted { get; init; }

    /// <summary>The reply at each provider, most frequent first; empty when no such reply is stored.</summary>
    public required IReadOnlyList<ReplyRow> Rows { get; init; }

    /// <summary>How finely <see cref="OverTime"/> is split.</summary>
    public Interval Interval { get; init; } = Interval.Day;

    public IReadOnlyList<ReplyOccurrences> OverTime { get; init; } = [];

    /// <summary>Null where the range cuts days, in which they are kept.</summary>
    public IReadOnlyList<(string Key, long Times)>? ByDomain { get; init; }

    /// <summary>Null where the range cuts days, in which they are kept.</summary>
    public IReadOnlyList<(string Key, long Times)>? ByCampaign { get; init; }

    /// <summary>Page of raw replies; null for acceptances, whose text is not kept.</summary>
    public AttemptsResult? Raw { get; init; }

    /// <summary>The place shown in <see cref="Raw"/>; null at the start.</summary>
    public AttemptCursor? After { get; init; }

    /// <summary>True when no mail of the view got this reply.</summary>
    public bool IsOutsideRange => !ReferenceEquals(Counted, State.Filter);

    /// <summary>What the reply means, the meaning at the most attempts first; more than one where providers do not mean the same by it.</summary>
    public IReadOnlyList<ReplyMeaning> Meanings => ReplyMeaning.Of(Rows);

    /// <summary>How often it came: to attempts, or to queues that it held back.</summary>
    public long Times => Rows.Sum(r => r.Times);

    public long Deliveries => Rows.Sum(r => r.Deliveries);

    public IReadOnlyList<(string Key, long Times)> ByProvider => [.. Rows.Take(ReplyShares.MostRows).Select(r => (r.Provider, r.Times))];

    /// <summary>The same reply over all mail.</summary>
    public ReportState Whole => new ReportState(Counted, State.Zone) { HasOwnRange = true };

    public string? Subtitle => Rows.Count == 0 ? null : $"{CategoryWords.Label(Rows[0].Class.Category)} · {RangeText.Of(Counted.From, Counted.To, State.Zone)}";
}
