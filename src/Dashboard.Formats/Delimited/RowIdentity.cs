using System.Buffers.Binary;
using Dashboard.Core.Delivery;

namespace Dashboard.Formats.Delimited;

/// <summary>
/// What makes two rows the same: their cells, whatever the mapping makes of them. Order of columns, quoting, separator, encoding and guards of
/// spreadsheets do not matter, nor do empty cells and columns marked "ignore". Hashes are stored: the form never changes.
/// </summary>
internal static class RowIdentity
{
    public static ulong Hash(RecordReader record, DelimitedColumns columns)
    {
        var hash = new XxHash64(0);
        Span<byte> head = stackalloc byte[12];
        var order = columns.IdentityOrder;
        for (var i = 0; i < order.Count; i++)
        {
            var (name, place) = order[i];
            var cell = CellText.Clean(record[place]);
            if (cell.IsEmpty)
            {
                continue;
            }
            BinaryPrimitives.WriteUInt64LittleEndian(head, name);
            BinaryPrimitives.WriteInt32LittleEndian(head[8..], cell.Length);
            hash.Append(head);
            hash.Append(cell);
        }
        return hash.ToHash();
    }
}
