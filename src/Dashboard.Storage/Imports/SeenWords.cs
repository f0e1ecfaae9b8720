using Dashboard.Core.Delivery;
using Dashboard.Core.Metrics;

namespace Dashboard.Storage.Imports;

/// <summary>The words under which <see cref="Import.Seen"/> counts what events showed. They are stored; never rename.</summary>
public static class SeenWords
{
    /// <summary>Events that say when the message was queued.</summary>
    public const string QueueTime = "queueTime";

    /// <summary>Events with the text of a reply.</summary>
    public const string ReplyText = "replyText";

    /// <summary>Events that say where in the conversation the reply came.</summary>
    public const string Stage = "stage";

    /// <summary>Events that name the server that was reached.</summary>
    public const string Relay = "relay";

    /// <summary>Events about a whole queue.</summary>
    public const string Throttled = "throttled";

    /// <summary>Every word, in the order of the counters kept while an import runs.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Enum.GetValues<EventType>().Select(Of), QueueTime, ReplyText, Stage, Relay];

    /// <summary>Events of a type: <c>asynchronousBounce</c>.</summary>
    public static string Of(EventType type)
    {
        var name = type.ToString();
        return char.ToLowerInvariant(name[0]) + name[1..];
    }

    /// <summary>Events that show a capability.</summary>
    public static string Of(SourceCapability capability) => capability switch
    {
        SourceCapability.Acceptances => Of(EventType.Accepted),
        SourceCapability.Deferrals => Of(EventType.Deferred),
        SourceCapability.QueueTime => QueueTime,
        SourceCapability.AsynchronousBounces => Of(EventType.AsynchronousBounce),
        SourceCapability.Complaints => Of(EventType.Complaint),
        SourceCapability.ReplyText => ReplyText,
        SourceCapability.Stage => Stage,
        SourceCapability.Relay => Relay,
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
