using System.Buffers;
using System.Globalization;
using ExcelDataReader;

namespace Dashboard.Formats.Compression;

/// <summary>
/// A sheet as comma-separated text in UTF-8 (RFC 4180), made row by row: line n is row n as long as no cell holds a line break. Blank
/// rows are blank lines; those at the end, and empty cells behind the heading's last column, are left out.
/// </summary>
internal sealed class SheetText : ForwardStream
{
    private const int MostRows = 1 << 20;
    private const int MostColumns = 1 << 14;
    private const int MostRowBytes = 4 << 20;

    private readonly IExcelDataReader _rows;
    private readonly string _name;
    private readonly ArrayBufferWriter<byte> _text = new(1 << 12);
    private int _taken;
    private int _row;
    private int _width;

    private SheetText(IExcelDataReader rows, string name)
    {
        _rows = rows;
        _name = name;
    }

    /// <summary>The text of the sheet on which <paramref name="rows"/> stands; null when it holds nothing.</summary>
    public static SheetText? Open(IExcelDataReader rows, string name)
    {
        var sheet = new SheetText(rows, name);
        return sheet.Fill() ? sheet : null;
    }

    /// <summary>The library throws whatever a broken record leads it into; a failing disk is not damage.</summary>
    public static bool IsDamage(Exception e) => e is not (IOException and not EndOfStreamException or OutOfMemoryException or DamagedException or FileRefusedException);

    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty || (_taken == _text.WrittenCount && !Fill()))
        {
            return 0;
        }
        var count = Math.Min(buffer.Length, _text.WrittenCount - _taken);
        _text.WrittenSpan.Slice(_taken, count).CopyTo(buffer);
        _taken += count;
        return count;
    }

    /// <summary>Makes the text of the next row that holds something, and of the blank ones before it.</summary>
    private bool Fill()
    {
        _text.ResetWrittenCount();
        _taken = 0;
        try
        {
            for (var blank = 0; _rows.Read(); blank++)
            {
                if (++_row > MostRows || _rows.FieldCount > MostColumns)
                {
                    throw new DamagedException(string.Create(
                        CultureInfo.InvariantCulture, $"Sheet {_name} claims more rows or columns than a workbook can have."));
                }
                var last = LastCell();
                if (last >= 0)
                {
                    _text.GetSpan(blank)[..blank].Fill((byte)'\n');
                    _text.Advance(blank);
                    Write(last);
                    return true;
                }
            }
            return false;
        }
        catch (Exception e) when (IsDamage(e))
        {
            throw new DamagedException(string.Create(CultureInfo.InvariantCulture, $"Sheet {_name} cannot be read after row {_row:N0}."), e);
        }
    }

    private int LastCell()
    {
        for (var column = _rows.FieldCount - 1; column >= 0; column--)
        {
            if (_rows.GetValue(column) is not (null or ""))
            {
                return column;
            }
        }
        return -1;
    }

    private void Write(int last)
    {
        _width = Math.Max(_width, 1);
        for (var column = 0; column <= last; column++)
        {
            if (column > 0)
            {
                _text.Write(","u8);
            }
            CellText.Write(_rows.GetValue(column), _text);
            if (_text.WrittenCount > MostRowBytes)
            {
                throw new FileRefusedException(string.Create(
                    CultureInfo.InvariantCulture, $"Row {_row:N0} of sheet {_name} holds more than 4 MB of text. Remove it, or save the sheet as CSV."));
            }
        }
        for (var column = last + 1; column < _width; column++)
        {
            _text.Write(","u8);
        }
        _text.Write("\n"u8);
        _width = _width > 1 ? _width : last + 1;
    }
}
