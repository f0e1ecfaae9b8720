namespace Dashboard.Core.Metrics;

/// <summary>What a person can do when a source does not show something, by the format of its files.</summary>
public static class CapabilityAdvice
{
    /// <summary>A sentence that names the setting to change.</summary>
    /// <param name="capability">What is missing.</param>
    /// <param name="format">The format's word: <c>powermta</c>, <c>csv</c>; what is not known gets general advice.</param>
    public static string For(SourceCapability capability, string format) => format switch
    {
        FormatWords.PowerMta => OfPowerMta(capability),
        FormatWords.Delimited => OfDelimited(capability),
        _ => OfAny(capability),
    };

    /// <summary>A sentence about queues held back, for a source that has shown none; null where the format has no such records.</summary>
    public static string? ForThrottling(string format) => format == FormatWords.PowerMta
        ? "To see queues held back, add “tq” to the records line of the acct-file block, like “records d,b,t,tq”."
        : null;

    private static string OfPowerMta(SourceCapability capability) => capability switch
    {
        SourceCapability.Acceptances => "Add “d” to the records line of the acct-file block, like “records d,b,t”.",
        SourceCapability.Deferrals => "Add “t” to the records line of the acct-file block, like “records d,b,t”.",
        SourceCapability.QueueTime => "Add “timeQueued” to the record-fields of d, b and t in the acct-file block.",
        SourceCapability.AsynchronousBounces => "Add “rb” to the records line of the acct-file block, and let PowerMTA process bounce mail.",
        SourceCapability.Complaints => "Add “f” to the records line of the acct-file block, and let PowerMTA process feedback reports.",
        SourceCapability.ReplyText => "Add “dsnDiag” to the record-fields of d, b and t in the acct-file block.",
        SourceCapability.Stage => "PowerMTA has no field for it: it is known only where a reply’s text says so.",
        SourceCapability.Relay => "Add “dsnMta” to the record-fields of d, b and t in the acct-file block.",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static string OfDelimited(SourceCapability capability) => capability switch
    {
        SourceCapability.Acceptances => "Export the delivered events too, not only bounces.",
        SourceCapability.Deferrals => "Export the deferral (delayed, soft, in progress) events too.",
        SourceCapability.QueueTime => "Export the time of sending or queueing as a column and map it to “queued”.",
        SourceCapability.AsynchronousBounces => "Export the bounces that arrive after delivery as events of their own.",
        SourceCapability.Complaints => "Export the complaint (spam report) events too.",
        SourceCapability.ReplyText => "Export the server’s reply (diagnostic, SMTP response) as a column and map it.",
        SourceCapability.Stage => "Few exports hold it; nothing to do.",
        SourceCapability.Relay => "Export the receiving server (MX host, relay) as a column and map it.",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static string OfAny(SourceCapability capability) => capability switch
    {
        SourceCapability.Acceptances => "Import its delivered events too, not only bounces.",
        SourceCapability.Deferrals => "Import its deferral events too.",
        SourceCapability.QueueTime => "Import the time at which mail was queued.",
        SourceCapability.AsynchronousBounces => "Import the bounces that arrive after delivery.",
        SourceCapability.Complaints => "Import its complaint events too.",
        SourceCapability.ReplyText => "Import the servers’ replies.",
        SourceCapability.Stage => "Few logs hold it; nothing to do.",
        SourceCapability.Relay => "Import the names of the receiving servers.",
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
