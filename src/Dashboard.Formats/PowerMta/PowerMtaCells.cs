using CsvHelper;
using Dashboard.Formats.Text;

namespace Dashboard.Formats.PowerMta;

/// <summary>The row a reader stands on, by column; a column the file does not have, or a row that is too short, is empty.</summary>
internal readonly ref struct PowerMtaCells(CsvReader row, PowerMtaHeader header)
{
    public ReadOnlySpan<byte> this[PowerMtaColumn column]
    {
        get
        {
            var place = header.PlaceOf(column);
            return place < 0 ? default : row.GetSpan(place).Trim(" \t"u8);
        }
    }

    public bool Has(PowerMtaColumn column) => header.Has(column);

    public PowerMtaColumn FirstFilled(PowerMtaColumn one, PowerMtaColumn two) => this[one].IsEmpty ? two : one;

    public PowerMtaColumn FirstFilled(PowerMtaColumn one, PowerMtaColumn two, PowerMtaColumn three) =>
        this[one].IsEmpty ? FirstFilled(two, three) : one;

    /// <summary>Without the angle brackets of addresses and message ids.</summary>
    public ReadOnlySpan<byte> Address(PowerMtaColumn column) =>
        this[column] is [(byte)'<', .. var inside, (byte)'>'] ? inside.Trim((byte)' ') : this[column];

    public bool Says(PowerMtaColumn column, ReadOnlySpan<byte> word) => AsciiCase.Equal(this[column], word);
}
