using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Dashboard.Core.Classification;
using Dashboard.Core.Delivery;
using Dashboard.Core.Replies;
using Dashboard.Formats.Delimited;
using Dashboard.Formats.PowerMta;
using Dashboard.Formats.Text;

namespace Dashboard.Formats.Posted;

/// <summary>Turns one posted attempt into an event, or says what is wrong with it. Used again for every attempt of a body.</summary>
internal sealed class PostedAttempt(LogReaderOptions options)
{
    private const int MaxReplyBytes = 4096;
    private const int MaxAddressBytes = 320;
    private const int MaxFieldBytes = DelimitedRow.MaxFieldBytes;

    private readonly PostedValues _values = new();
    private readonly FieldBuffer _fields = new();
    private readonly byte[] _lower = new byte[MaxReplyBytes];

    /// <summary>Reads an attempt; the event is good only when nothing was added to the problems.</summary>
    public void Read(JsonElement attempt, string place, ICollection<PostedProblem> problems, LogEvent target)
    {
        var before = problems.Count;
        _values.Read(attempt, place, problems);
        if (problems.Count > before)
        {
            return;
        }

        _fields.Clear();
        target.Clear();
        target.OccurredAt = _values.TimeOf("occurredAt")!.Value;
        target.QueuedAt = _values.TimeOf("queuedAt");
        Check(target.OccurredAt >= options.NotBefore && target.OccurredAt <= options.NotAfter, "occurredAt");
        Check(WireNames.TryParse<EventType>(Encoding.UTF8.GetString(_values["outcome"]), out var type) && type != EventType.Throttled, "outcome");
        target.Type = type;
        Check(AddressCell.IsAddress(_values["recipient"]) && _fields.TryAddName(_values["recipient"], MaxAddressBytes, out var recipient), "recipient");
        Check(_values["enhancedCode"].IsEmpty || EnhancedStatusCode.TryParse(_values["enhancedCode"], out _), "enhancedCode");
        Check(_values["stage"].IsEmpty || WireNames.TryParse<Stage>(Encoding.UTF8.GetString(_values["stage"]), out _), "stage");
        if (problems.Count > before)
        {
            return;
        }

        _fields.Clear();
        _fields.TryAddName(_values["recipient"], MaxAddressBytes, out recipient);
        target.Recipient = recipient;
        ReadReply(target);
        ReadIds(target);
        ReadDimensions(target);
        target.RowHash = _values.Hash();

        void Check(bool isGood, string field)
        {
            if (!isGood)
            {
                problems.Add(new PostedProblem($"{place}.{field}", PostedFields.Find(field)!.Value.Field.Expected));
            }
        }
    }

    private void ReadReply(LogEvent target)
    {
        var text = _values["reply"];
        var own = Reply.Parse(text);
        var hasEnhanced = EnhancedStatusCode.TryParse(_values["enhancedCode"], out var enhanced);
        if (hasEnhanced)
        {
            target.Status = _fields.AddText(Encoding.ASCII.GetBytes(enhanced.ToString()), MaxFieldBytes);
        }

        // The codes go in front of a text that does not state them itself.
        var head = own.Code is not null ? "" : string.Join(' ', Given(
            Encoding.ASCII.GetString(_values["code"]), hasEnhanced && own.Enhanced is null ? enhanced.ToString() : ""));
        target.Reply = head.Length == 0
            ? _fields.AddText(text, MaxReplyBytes)
            : _fields.AddText(Encoding.UTF8.GetBytes(text.IsEmpty ? head : $"{head} {Encoding.UTF8.GetString(text)}"), MaxReplyBytes);
        target.Relay = _fields.AddLower(_values["relay"].TrimEnd((byte)'.'), MaxFieldBytes);
        var lower = AsciiCase.ToLower(target.Reply.Span, _lower);
        target.HasRemoteReply = HasReply(target, own, lower);
        target.Stage = StageOf(target.Type, lower);
    }

    private bool HasReply(LogEvent target, Reply own, ReadOnlySpan<byte> lower)
    {
        if (target.Type is EventType.Accepted or EventType.Complaint)
        {
            return target.Type == EventType.Accepted;
        }

        if (!_values["hasReply"].IsEmpty)
        {
            return _values["hasReply"].SequenceEqual("true"u8);
        }

        // What another server wrote into its bounce mail is never our own side's text.
        return !target.Reply.IsEmpty
            && (target.Type == EventType.AsynchronousBounce || (own.Code is not null ? !ReplyOrigin.SaysNoAnswer(lower) : !LocalText.Says(lower)));
    }

    private Stage StageOf(EventType type, ReadOnlySpan<byte> lower)
    {
        if (WireNames.TryParse<Stage>(Encoding.UTF8.GetString(_values["stage"]), out var stage))
        {
            return stage;
        }

        return type switch
        {
            EventType.Accepted => Stage.EndOfData,
            EventType.Deferred or EventType.Rejected => ReplyStage.Find(lower),
            _ => Stage.Unknown,
        };
    }

    private void ReadIds(LogEvent target)
    {
        _fields.TryAddName(_values["id"], MaxFieldBytes, out var eventId);
        var messageId = _values["messageId"];
        messageId = messageId is [(byte)'<', .. var inside, (byte)'>'] ? inside.Trim((byte)' ') : messageId;
        _fields.TryAddName(messageId, MaxFieldBytes, out var message);
        (target.EventId, target.MessageId) = (eventId, message);
        Span<byte> time = stackalloc byte[32];
        Utf8.TryWrite(time, CultureInfo.InvariantCulture, $"{target.OccurredAt:O}", out var written);
        target.TimeText = _fields.AddText(time[..written], MaxFieldBytes);
    }

    private void ReadDimensions(LogEvent target)
    {
        target.SendingIp = _fields.AddLower(_values["ip"].Trim("[]"u8), MaxFieldBytes);
        target.Pool = Text("pool");
        target.Campaign = Text("campaign");
        target.Stream = Text("stream");
        target.Client = Text("client");
        target.ListSource = Text("listSource");
        target.Segment = Text("segment");
        target.FromDomain = Domain("fromDomain");
        target.DkimDomain = Domain("dkimDomain");
        var sender = AddressCell.DomainOf(_values["returnPathDomain"]);
        target.Sender = sender.IsEmpty ? default : _fields.AddLower(Encoding.UTF8.GetBytes($"@{Encoding.UTF8.GetString(sender)}"), MaxFieldBytes);
    }

    private ReadOnlyMemory<byte> Text(string field) => _fields.AddText(_values[field], MaxFieldBytes);

    private ReadOnlyMemory<byte> Domain(string field) => _fields.AddLower(AddressCell.DomainOf(_values[field]), MaxFieldBytes);

    private static IEnumerable<string> Given(params IEnumerable<string> parts) => parts.Where(part => part.Length > 0);
}
