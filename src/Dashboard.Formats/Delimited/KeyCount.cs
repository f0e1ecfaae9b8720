using System.Runtime.InteropServices;
using System.Text;
using Dashboard.Core.Delivery;

namespace Dashboard.Formats.Delimited;

/// <summary>Counts what one column would name.</summary>
internal sealed class KeyCount(ColumnField counted)
{
    private readonly Dictionary<ulong, int> _rowsByValue = [];
    private readonly Dictionary<ulong, ulong> _finalByDelivery = [];
    private readonly HashSet<ulong> _twice = [];

    public ColumnField Field => counted;

    public long Rows { get; private set; }

    public long Empty { get; private set; }

    public long Rounded { get; private set; }

    public string? RoundedExample { get; private set; }

    public long Distinct => _rowsByValue.Count;

    public long Deliveries => _finalByDelivery.Count;

    public long TwoFinals => _twice.Count;

    public long MostRows { get; private set; }

    public void Take(ReadOnlySpan<byte> value, LogEvent row)
    {
        Rows++;
        if (value.IsEmpty)
        {
            Empty++;
            return;
        }
        if (CellText.IsRounded(value))
        {
            Rounded++;
            RoundedExample ??= Encoding.UTF8.GetString(value);
        }
        var name = XxHash64.Hash(value, 0);
        ref var rows = ref CollectionsMarshal.GetValueRefOrAddDefault(_rowsByValue, name, out _);
        MostRows = Math.Max(MostRows, ++rows);
        TakeDelivery(name, row);
    }

    private void TakeDelivery(ulong name, LogEvent row)
    {
        var key = name;
        var isFinal = true;
        if (counted != ColumnField.EventId)
        {
            Span<byte> recipient = stackalloc byte[Recipient.MaxBytes];
            key = XxHash64.Hash(recipient[..Recipient.Normalize(row.Recipient.Span, recipient, out _)], name);
            isFinal = row.Type is EventType.Accepted or EventType.Rejected or EventType.Expired;
        }
        ref var final = ref CollectionsMarshal.GetValueRefOrAddDefault(_finalByDelivery, key, out _);
        // The same row once more is a copy, not a second result. 0 stands for "no final result yet".
        var rowHash = row.RowHash.GetValueOrDefault() | 1;
        if (isFinal && final != 0 && final != rowHash)
        {
            _twice.Add(key);
        }
        final = isFinal ? rowHash : final;
    }
}
