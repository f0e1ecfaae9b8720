using Dashboard.Core.Delivery;
using Dashboard.Core.Reporting;
using Dashboard.Storage.Queries;
using Dashboard.Web.Reporting;

namespace Dashboard.Web.Components.Replies;

/// <summary>Reads what the page of one reply shows.</summary>
public sealed class ReplyReading(
    RepliesQuery replies, ReplyOccurrencesQuery occurrences, AttemptsQuery attempts, CompletenessQuery completeness, ReportDefaults defaults)
{
    private const int RawRows = 25;
    private static readonly EventType[] NotAccepted =
        [EventType.Deferred, EventType.Rejected, EventType.Expired, EventType.AsynchronousBounce, EventType.Complaint, EventType.Throttled];

    // Up to here hours can be told apart on a chart.
    private static readonly TimeSpan LongestByHour = TimeSpan.FromDays(4);

    public async Task<ReplyView> ReadAsync(int templateId, string address, CancellationToken cancellationToken)
    {
        var state = await defaults.StateAsync(address, cancellationToken);
        var filter = state.Filter;
        var rows = await RowsAsync(templateId, filter, cancellationToken);
        if (rows.Count == 0)
        {
            filter = await WholeAsync(state, cancellationToken);
            rows = await RowsAsync(templateId, filter, cancellationToken);
        }

        if (rows.Count == 0)
        {
            return new ReplyView { State = state, Counted = state.Filter, Rows = rows };
        }

        var interval = filter.To - filter.From <= LongestByHour && !MetricsQuery.IsKeptPerDay(filter.Dimensions) ? Interval.Hour : Interval.Day;
        var after = AttemptCursorText.TryRead(DashboardUrls.WordOf(address, PageWords.After), out var cursor) ? cursor : null;
        return new ReplyView
        {
            State = state,
            Counted = filter,
            Rows = rows,
            Interval = interval,
            OverTime = await occurrences.OverTimeAsync(templateId, filter, interval, cancellationToken),
            ByDomain = await ByAsync(templateId, filter, Dimension.Domain, state.Zone, cancellationToken),
            ByCampaign = await ByAsync(templateId, filter, Dimension.Campaign, state.Zone, cancellationToken),
            After = after,
            Raw = rows[0].Outcome == EventType.Accepted ? null : await attempts.ReadAsync(
                new AttemptsRequest { Filter = filter, TemplateId = templateId, Types = NotAccepted, After = after, Limit = RawRows }, cancellationToken),
        };
    }

    private async Task<IReadOnlyList<ReplyRow>> RowsAsync(int templateId, ReportFilter filter, CancellationToken cancellationToken) =>
        (await replies.ReadAsync(new RepliesRequest { Filter = filter, TemplateId = templateId, WithAccepted = true }, cancellationToken)).Rows;

    // Null where the dimensions are kept per day and the range cuts one: widening it would count other mail.
    private async Task<IReadOnlyList<(string Key, long Times)>?> ByAsync(
        int templateId, ReportFilter filter, Dimension dimension, TimeZoneInfo zone, CancellationToken cancellationToken)
    {
        if (MetricsQuery.IsKeptPerDay([.. filter.Dimensions, dimension])
            && (ZoneTime.Floor(filter.From, zone, true) != filter.From || ZoneTime.Floor(filter.To, zone, true) != filter.To))
        {
            return null;
        }

        var rows = await occurrences.ByAsync(templateId, filter, dimension, ReplyShares.MostRows, cancellationToken);
        return [.. rows.Select(r => (r.Key!, r.Times))];
    }

    private async Task<ReportFilter> WholeAsync(ReportState state, CancellationToken cancellationToken)
    {
        var known = await completeness.ReadAsync(cancellationToken);
        var (from, to) = (known.FirstEventAt ?? state.Filter.From, known.LastEventAt ?? state.Filter.To);
        return new ReportFilter(ZoneTime.Floor(from, state.Zone, true), ZoneTime.Next(ZoneTime.Floor(to, state.Zone, true), state.Zone, true), []);
    }
}
