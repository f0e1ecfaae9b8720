using System.Diagnostics;
using Dashboard.Storage.Queries;

namespace Dashboard.Web.Reporting;

/// <summary>What became of the deliveries to list, as a choice.</summary>
public static class DeliveryOutcomeWords
{
    public static string Label(DeliveryOutcome outcome) => outcome switch
    {
        DeliveryOutcome.All => "All",
        DeliveryOutcome.Trouble => "Had trouble",
        DeliveryOutcome.Waiting => "Waiting",
        DeliveryOutcome.Accepted => "Accepted",
        DeliveryOutcome.Rejected => "Refused",
        DeliveryOutcome.Expired => "Gave up",
        DeliveryOutcome.BouncedLater => "Accepted, then bounced",
        DeliveryOutcome.Complained => "Reported as abuse",
        _ => throw new UnreachableException(),
    };

    /// <summary>What a list of them is called: "deliveries that wait".</summary>
    public static string Listed(DeliveryOutcome outcome) => outcome switch
    {
        DeliveryOutcome.All => "deliveries",
        DeliveryOutcome.Trouble => "deliveries that had trouble",
        DeliveryOutcome.Waiting => "deliveries that wait",
        DeliveryOutcome.Accepted => "accepted deliveries",
        DeliveryOutcome.Rejected => "refused deliveries",
        DeliveryOutcome.Expired => "deliveries given up",
        DeliveryOutcome.BouncedLater => "deliveries that bounced after acceptance",
        DeliveryOutcome.Complained => "deliveries reported as abuse",
        _ => throw new UnreachableException(),
    };
}
