using Dashboard.Core.Delivery;
using Dashboard.Core.Metrics;

namespace Dashboard.Web.Reporting;

/// <summary>Where a rate's number leads: the rows behind it.</summary>
public static class RateLinks
{
    public static string Of(RateDefinition rate, ReportState state)
    {
        if (rate == RateDefinitions.Acceptance)
        {
            return OutcomePart.Accepted.Link(state);
        }

        if (rate == RateDefinitions.HardBounce)
        {
            return OutcomePart.BadAddress.Link(state);
        }

        if (rate == RateDefinitions.Block)
        {
            return OutcomePart.RefusedBecauseOfUs.Link(state);
        }

        if (rate == RateDefinitions.Expiry)
        {
            return OutcomePart.GaveUp.Link(state);
        }

        if (rate == RateDefinitions.Deferral || rate == RateDefinitions.DeferralPressure)
        {
            return DashboardUrls.ReplyList(state, EventType.Deferred);
        }

        return DashboardUrls.AttemptList(state);
    }
}
