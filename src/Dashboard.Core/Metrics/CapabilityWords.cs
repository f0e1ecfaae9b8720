namespace Dashboard.Core.Metrics;

/// <summary>Plain words about what sources can and cannot show.</summary>
public static class CapabilityWords
{
    private static readonly Dictionary<string, SourceCapability> ByWord =
        Enum.GetValues<SourceCapability>().ToDictionary(Word, StringComparer.OrdinalIgnoreCase);

    /// <summary>The word in the API and in the store: <c>queueTime</c>.</summary>
    public static string Word(this SourceCapability capability)
    {
        var name = capability.ToString();
        return char.ToLowerInvariant(name[0]) + name[1..];
    }

    /// <summary>Reads a word; case does not matter.</summary>
    public static bool TryParse(string word, out SourceCapability capability) => ByWord.TryGetValue(word, out capability);

    /// <summary>A heading: <c>Deferrals</c>.</summary>
    public static string Label(this SourceCapability capability) => capability switch
    {
        SourceCapability.Acceptances => "Acceptances",
        SourceCapability.Deferrals => "Deferrals",
        SourceCapability.QueueTime => "Queueing time",
        SourceCapability.AsynchronousBounces => "Bounces after acceptance",
        SourceCapability.Complaints => "Complaints",
        SourceCapability.ReplyText => "Reply text",
        SourceCapability.Stage => "Stage of the conversation",
        SourceCapability.Relay => "Receiving server",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>What logs without it hold, to follow “hold” in a sentence: <c>no deferrals</c>.</summary>
    public static string Lack(this SourceCapability capability) => capability switch
    {
        SourceCapability.Acceptances => "no acceptances",
        SourceCapability.Deferrals => "no deferrals",
        SourceCapability.QueueTime => "no queueing times",
        SourceCapability.AsynchronousBounces => "no bounces after acceptance",
        SourceCapability.Complaints => "no complaints",
        SourceCapability.ReplyText => "no reply texts",
        SourceCapability.Stage => "no stage of the conversation",
        SourceCapability.Relay => "no names of receiving servers",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>What depends on it, a sentence.</summary>
    public static string Meaning(this SourceCapability capability) => capability switch
    {
        SourceCapability.Acceptances => "Every rate needs them: failures alone have no denominator, only counts and shares.",
        SourceCapability.Deferrals => "Deferral rate, deferred attempts, retry success, attempts per acceptance, and the time at the receiver need them.",
        SourceCapability.QueueTime => "Time to acceptance and the late rate need it.",
        SourceCapability.AsynchronousBounces => "The rate of bounces after acceptance needs them.",
        SourceCapability.Complaints => "The complaint rate needs them.",
        SourceCapability.ReplyText => "Reasons and next actions come from it.",
        SourceCapability.Stage => "Tells whether a refusal was about the recipient or about the connection.",
        SourceCapability.Relay => "Tells the provider behind domains of companies and schools; without it the domain alone does.",
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
