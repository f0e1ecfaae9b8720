using CsvHelper;
using Dashboard.Core.Delivery;
using Dashboard.Formats.Text;

namespace Dashboard.Formats.PowerMta;

/// <summary>Maps one row to an event, or says why it is none. Used again for every row of a file.</summary>
internal sealed class PowerMtaRow(LogReaderOptions options)
{
    public const int MaxFieldBytes = 255;

    private const int MaxAddressBytes = 320;
    private const string NoTime =
        "There is no event time: add timeLogged to the record-fields of the accounting file.";

    private readonly FieldBuffer _fields = new();
    private readonly PowerMtaReply _reply = new();
    private LineKind _result;

    /// <summary>Why the last row was ignored or malformed; the same sentence for all rows of a kind.</summary>
    public string? Reason { get; private set; }

    /// <summary>Which column made the last row malformed.</summary>
    public PowerMtaColumn ColumnAtFault { get; private set; }

    public LineKind Read(CsvReader csv, PowerMtaHeader header, LogEvent target)
    {
        var cells = new PowerMtaCells(csv, header);
        _fields.Clear();
        _result = LineKind.Event;
        var type = RecordTypes.Parse(cells[PowerMtaColumn.Type]);
        if (WhyNoEvent(type, cells) is { } reason)
        {
            Ignore(reason);
        }
        else if (type == RecordType.Unknown)
        {
            Refuse("The record type is not one PowerMTA writes (d, b, t, tq, rb, rs, f, r, p).", PowerMtaColumn.Type);
        }
        else
        {
            ReadEvent(type, cells, target);
        }
        return _result;
    }

    private static string? WhyNoEvent(RecordType type, PowerMtaCells cells)
    {
        switch (type)
        {
            case RecordType.RemoteStatus:
                return "Remote status notice (rs): says nothing about the outcome.";
            case RecordType.Received:
                return "Received message (r): not a delivery yet.";
            case RecordType.Processed:
                return "Processed message (p): not a delivery.";
            case RecordType.Unknown:
                return null;
        }
        if (!cells[PowerMtaColumn.DlvType].IsEmpty && !cells.Says(PowerMtaColumn.DlvType, "smtp"u8)
            && !cells.Says(PowerMtaColumn.DlvType, "lmtp"u8))
        {
            return "Not a remote delivery (dlvType is not smtp).";
        }
        // "not-spam" (RFC 6430) is the opposite of a complaint; "auth-failure" (RFC 6591) and "virus" are about something else.
        var isOtherFeedback = type == RecordType.Feedback && (cells.Says(PowerMtaColumn.FeedbackType, "not-spam"u8)
            || cells.Says(PowerMtaColumn.FeedbackType, "auth-failure"u8) || cells.Says(PowerMtaColumn.FeedbackType, "virus"u8));
        return isOtherFeedback ? "Feedback that is no complaint (feedbackType is not abuse)." : null;
    }

    private void ReadEvent(RecordType type, PowerMtaCells cells, LogEvent target)
    {
        ReadTimes(cells, target);
        if (type == RecordType.TransientQueue)
        {
            ReadQueue(cells, target);
        }
        else
        {
            ReadParties(type, cells, target);
        }
        if (_result != LineKind.Event)
        {
            return;
        }
        if (!_reply.TryRead(type, cells, _fields, target))
        {
            Ignore("Suppressed before sending: nothing was attempted.");
            return;
        }
        PowerMtaDimensions.Read(cells, _fields, target);
        if (type == RecordType.TransientQueue && target.Pool.IsEmpty)
        {
            // "example.com/vmta-1" says which one even where vmta is not logged.
            target.Pool = target.Queue[(target.Queue.Span.IndexOf((byte)'/') is var slash and >= 0 ? slash + 1 : target.Queue.Length)..];
        }

        if (type != RecordType.TransientQueue && !PowerMtaDimensions.TryReadMessageId(cells, _fields, target, out var column))
        {
            Refuse("The message id holds control characters or bytes that are not UTF-8.", column);
        }
    }

    private void ReadTimes(PowerMtaCells cells, LogEvent target)
    {
        var logged = cells[PowerMtaColumn.TimeLogged];
        if (logged.IsEmpty && options.UseQueueingTime)
        {
            logged = cells[PowerMtaColumn.TimeQueued];
        }
        if (logged.IsEmpty)
        {
            Refuse(NoTime, PowerMtaColumn.TimeLogged);
            return;
        }
        if (!LogTime.TryParse(logged, options.AssumedOffset, out var occurredAt))
        {
            Refuse("The event time cannot be read.", PowerMtaColumn.TimeLogged);
            return;
        }
        if (occurredAt < options.NotBefore || occurredAt > options.NotAfter)
        {
            Refuse(
                occurredAt > options.NotAfter ? "The event time lies in the future." : "The event time lies too far in the past.",
                PowerMtaColumn.TimeLogged);
            return;
        }
        target.OccurredAt = occurredAt;
        target.TimeText = _fields.AddText(logged, MaxFieldBytes);
        var queued = cells[PowerMtaColumn.TimeQueued];
        if (queued is [] or [(byte)'0'] or [(byte)'-'])
        {
            return;
        }
        if (!LogTime.TryParse(queued, options.AssumedOffset, out var queuedAt))
        {
            Refuse("The queueing time cannot be read.", PowerMtaColumn.TimeQueued);
            return;
        }
        target.QueuedAt = queuedAt;
    }

    private void ReadQueue(PowerMtaCells cells, LogEvent target)
    {
        var queue = cells[PowerMtaColumn.Queue];
        if (queue.IsEmpty)
        {
            Ignore("Queue-level record (tq) that names no queue: add queue to its record-fields.");
        }
        else if (_fields.TryAddName(queue, MaxAddressBytes, out var name))
        {
            target.Queue = name;
        }
        else
        {
            Refuse("The queue holds control characters or bytes that are not UTF-8.", PowerMtaColumn.Queue);
        }
    }

    private void ReadParties(RecordType type, PowerMtaCells cells, LogEvent target)
    {
        var recipient = cells.Address(PowerMtaColumn.Rcpt);
        if (type == RecordType.Feedback && !recipient.Contains((byte)'@'))
        {
            // Microsoft's reports name the recipient in a header only; other providers take it out.
            recipient = cells.Address(PowerMtaColumn.OriginalRecipient);
            if (!recipient.Contains((byte)'@'))
            {
                Ignore("Complaint without a recipient (the provider took it out).");
                return;
            }
        }
        var at = recipient.LastIndexOf((byte)'@');
        if (recipient.IsEmpty)
        {
            Refuse("There is no recipient.", PowerMtaColumn.Rcpt);
        }
        else if (recipient.Length > MaxAddressBytes)
        {
            Refuse("The recipient is longer than 320 bytes.", PowerMtaColumn.Rcpt);
        }
        else if (at < 1 || at == recipient.Length - 1)
        {
            Refuse("The recipient is not an address.", PowerMtaColumn.Rcpt);
        }
        else if (!_fields.TryAddName(recipient, MaxAddressBytes, out var name))
        {
            Refuse("The recipient holds control characters or bytes that are not UTF-8.", PowerMtaColumn.Rcpt);
        }
        else if (!_fields.TryAddName(cells.Address(PowerMtaColumn.Orig), MaxAddressBytes, out var sender))
        {
            Refuse("The sender holds control characters or bytes that are not UTF-8.", PowerMtaColumn.Orig);
        }
        else
        {
            (target.Recipient, target.Sender) = (name, sender);
        }
    }

    private void Ignore(string reason) => SetResult(LineKind.Ignored, reason, PowerMtaColumn.Type);

    private void Refuse(string reason, PowerMtaColumn column) => SetResult(LineKind.Malformed, reason, column);

    // The first thing that is wrong is the one to tell.
    private void SetResult(LineKind result, string reason, PowerMtaColumn column)
    {
        if (_result == LineKind.Event)
        {
            (_result, Reason, ColumnAtFault) = (result, reason, column);
        }
    }
}
