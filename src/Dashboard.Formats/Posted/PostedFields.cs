using Dashboard.Core.Classification;
using Dashboard.Core.Delivery;

namespace Dashboard.Formats.Posted;

/// <summary>
/// The fields of a posted attempt, in the words in which the API answers with attempts. Their order is part of the identity of attempts
/// without an id: add at the end, never move or rename.
/// </summary>
public static class PostedFields
{
    private const int Name = 255;
    private const int LongestReply = 65_536;

    /// <summary>The words for what happened.</summary>
    public static IReadOnlyList<string> Outcomes { get; } =
        [.. Enum.GetValues<EventType>().Where(type => type != EventType.Throttled).Select(WireNames.Of)];

    /// <summary>The words for where in the SMTP conversation a reply came.</summary>
    public static IReadOnlyList<string> Stages { get; } = [.. Enum.GetValues<Stage>().Select(WireNames.Of)];

    /// <summary>Every field.</summary>
    public static IReadOnlyList<PostedField> All { get; } =
    [
        Text("id", 1000, "Your own id of this event. The same id at the same time is the same event, however often it is sent."),
        new("occurredAt", PostedForm.Time, 64, "A time with its offset from UTC, such as 2026-09-11T09:00:00Z, of the last ten years and not in the future.", "When it happened.")
        {
            IsRequired = true,
        },
        new("outcome", PostedForm.Text, 64, $"One of {string.Join(", ", Outcomes)}.", "What happened. “expired”: your side gave up; “asynchronous-bounce”: a bounce mail after the message had been accepted.")
        {
            IsRequired = true,
        },
        new("recipient", PostedForm.Text, 320, "One e-mail address of at most 320 bytes.", "The envelope recipient.") { IsRequired = true },
        Text("messageId", 1000, "Id of the message. With the recipient it names the delivery: attempts that share both are tries of one delivery."),
        new("queuedAt", PostedForm.Time, 64, "A time with its offset from UTC, such as 2026-09-11T09:00:00Z.", "When the message was queued. Times to acceptance start here."),
        new("code", PostedForm.Number, 0, "A reply code: a number from 200 to 599.", "The reply code (RFC 5321), where “reply” does not begin with it."),
        Text("enhancedCode", 32, "The enhanced status code (RFC 3463), where “reply” does not state it.", "A code such as 5.1.1."),
        Text("reply", LongestReply, "The server’s answer as received; its first 4,096 bytes are kept. Line breaks become blanks."),
        new("hasReply", PostedForm.Boolean, 0, "true or false.", "false: no server answered, the text is your own side’s. Without it, the text decides."),
        new("stage", PostedForm.Text, 32, $"One of {string.Join(", ", Stages)}.", "Where in the SMTP conversation the reply came. Without it, the text decides."),
        Text("relay", Name, "Host name of the receiving server."),
        Text("ip", Name, "Your address that the connection came from."),
        Text("pool", Name, "Group of sending addresses."),
        Text("campaign", Name, "Campaign or job."),
        Text("stream", Name, "Why the mail is sent: transactional, promotional, …"),
        Text("client", Name, "Brand or customer you send for."),
        Text("returnPathDomain", 320, "Domain of the envelope sender; an address is read as its domain."),
        Text("fromDomain", 320, "Domain of the From header."),
        Text("dkimDomain", 320, "Domain of the DKIM signature (d=)."),
        Text("listSource", Name, "Where the address came from: list or form."),
        Text("segment", Name, "Segment of recipients."),
    ];

    /// <summary>A field by its name, and its place; null when there is none.</summary>
    internal static (PostedField Field, int Place)? Find(string name)
    {
        for (var i = 0; i < All.Count; i++)
        {
            if (All[i].Name == name)
            {
                return (All[i], i);
            }
        }

        return null;
    }

    private static PostedField Text(string name, int most, string meaning, string? expected = null) =>
        new(name, PostedForm.Text, most, expected ?? $"A text of at most {most:N0} bytes, without control characters.", meaning);
}
