using Dashboard.Core.Delivery;
using Dashboard.Formats.Text;

namespace Dashboard.Formats.Delimited;

/// <summary>Maps one row to an event, or says why it is none. Used again for every row of a file.</summary>
internal sealed class DelimitedRow(ColumnMapping mapping, LogReaderOptions options)
{
    public const int MaxFieldBytes = 255;

    private const int MaxAddressBytes = 320;

    private readonly FieldBuffer _fields = new();
    private readonly DelimitedTimes _times = new(mapping, options);
    private readonly DelimitedOutcome _outcome = new(mapping);
    private readonly DelimitedReply _reply = new();

    /// <summary>Why the last row was ignored or malformed; the same sentence for all rows of a kind.</summary>
    public string? Reason { get; private set; }

    /// <summary>Which column made the last row malformed, by its name in the file.</summary>
    public string? Column { get; private set; }

    public LineKind Read(RecordReader record, DelimitedColumns columns, LogEvent target)
    {
        _fields.Clear();
        (Reason, Column) = (null, null);
        _reply.Read(record, columns, _fields, target);
        // What is no event at all has no need of a time or a recipient.
        var meaning = _outcome.Find(record, columns, _reply.Class);
        if (DelimitedOutcome.WhyNoEvent(meaning) is { } noEvent)
        {
            return Ignore(noEvent);
        }
        if (_times.WhyUnreadable(record, columns, _fields, target, out var timeField) is { } badTime)
        {
            return Refuse(badTime, columns, timeField);
        }
        if (meaning == OutcomeMeaning.Complaint && !HasAddress(record, columns))
        {
            return Ignore("Complaint without a recipient (the provider took it out).");
        }
        if (WhyNoParties(record, columns, target, out var partyField) is { } badParty)
        {
            return Refuse(badParty, columns, partyField);
        }
        if (meaning == OutcomeMeaning.Unknown)
        {
            return Refuse(_outcome.WhyUnknown(record, columns, out var outcomeField), columns, outcomeField);
        }
        if (DelimitedOutcome.Apply(meaning, record, columns, _reply, _fields, target) is { } reason)
        {
            return Ignore(reason);
        }
        ReadDimensions(record, columns, target);
        if (WhyBadId(record, columns, target, out var idField) is { } badId)
        {
            return Refuse(badId, columns, idField);
        }
        target.RowHash = RowIdentity.Hash(record, columns);
        return LineKind.Event;
    }

    private static bool HasAddress(RecordReader record, DelimitedColumns columns) =>
        AddressCell.IsAddress(AddressCell.Find(columns.Value(record, ColumnField.Recipient)));

    private string? WhyNoParties(RecordReader record, DelimitedColumns columns, LogEvent target, out ColumnField field)
    {
        field = ColumnField.Recipient;
        var recipient = AddressCell.Find(columns.Value(record, ColumnField.Recipient));
        if (recipient.IsEmpty)
        {
            return "There is no recipient.";
        }
        if (recipient.Length > MaxAddressBytes)
        {
            return "The recipient is longer than 320 bytes.";
        }
        if (!AddressCell.IsAddress(recipient))
        {
            return recipient.Count((byte)'@') > 1 ? "There is more than one recipient in the cell." : "The recipient is not an address.";
        }
        if (!_fields.TryAddName(recipient, MaxAddressBytes, out var name) || IsLost(recipient))
        {
            return "The recipient holds control characters or bytes that are not of the file's encoding.";
        }
        field = ColumnField.Sender;
        var sender = AddressCell.Find(columns.Value(record, ColumnField.Sender));
        if (!_fields.TryAddName(sender, MaxAddressBytes, out var senderName))
        {
            return "The sender holds control characters or bytes that are not of the file's encoding.";
        }
        (target.Recipient, target.Sender) = (name, senderName);
        return null;
    }

    // U+FFFD: the program that wrote the file, or its encoding, had no letter here; two names could become one.
    private static bool IsLost(ReadOnlySpan<byte> name) => name.IndexOf("\ufffd"u8) >= 0;

    private void ReadDimensions(RecordReader record, DelimitedColumns columns, LogEvent target)
    {
        target.SendingIp = _fields.AddLower(columns.Value(record, ColumnField.SendingIp).Trim("[]"u8), MaxFieldBytes);
        target.Pool = Text(record, columns, ColumnField.Pool);
        target.Campaign = Text(record, columns, ColumnField.Campaign);
        target.Stream = Text(record, columns, ColumnField.Stream);
        target.ListSource = Text(record, columns, ColumnField.ListSource);
        target.Segment = Text(record, columns, ColumnField.Segment);
        target.Client = Text(record, columns, ColumnField.Client);
        target.FromDomain = _fields.AddLower(AddressCell.DomainOf(columns.Value(record, ColumnField.FromDomain)), MaxFieldBytes);
        target.DkimDomain = _fields.AddLower(AddressCell.DomainOf(columns.Value(record, ColumnField.DkimDomain)), MaxFieldBytes);
    }

    private ReadOnlyMemory<byte> Text(RecordReader record, DelimitedColumns columns, ColumnField field) =>
        columns.Has(field) ? _fields.AddText(columns.Value(record, field), MaxFieldBytes) : default;

    private string? WhyBadId(RecordReader record, DelimitedColumns columns, LogEvent target, out ColumnField field)
    {
        field = ColumnField.EventId;
        var eventId = IdOf(record, columns, ColumnField.EventId);
        if (!_fields.TryAddName(eventId, MaxFieldBytes, out var eventName) || IsLost(eventId))
        {
            return "The event id holds control characters or bytes that are not of the file's encoding.";
        }
        field = mapping.DeliveryKey == DeliveryKeyKind.CampaignAndRecipient ? ColumnField.Campaign : ColumnField.MessageId;
        var id = mapping.DeliveryKey == DeliveryKeyKind.None ? default : IdOf(record, columns, field);
        if (!_fields.TryAddName(id, MaxFieldBytes, out var name) || IsLost(id))
        {
            return field == ColumnField.Campaign
                ? "The campaign, which names the delivery here, holds control characters or bytes that are not of the file's encoding."
                : "The message id holds control characters or bytes that are not of the file's encoding.";
        }
        (target.EventId, target.MessageId) = (eventName, name);
        return null;
    }

    /// <summary>Without angle brackets; empty for a number that a spreadsheet has rounded, as many messages would share it.</summary>
    private static ReadOnlySpan<byte> IdOf(RecordReader record, DelimitedColumns columns, ColumnField field)
    {
        var id = columns.Value(record, field);
        id = id is [(byte)'<', .. var inside, (byte)'>'] ? inside.Trim((byte)' ') : id;
        return CellText.IsRounded(id) ? default : id;
    }

    private LineKind Ignore(string reason)
    {
        Reason = reason;
        return LineKind.Ignored;
    }

    private LineKind Refuse(string reason, DelimitedColumns columns, ColumnField field)
    {
        (Reason, Column) = (reason, columns.NameOf(field));
        return LineKind.Malformed;
    }
}
