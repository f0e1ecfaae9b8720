using System.Buffers;

namespace Dashboard.Formats.Delimited;

/// <summary>
/// Cuts a text into records and cells (RFC 4180, any separator; CR, LF and CR LF end a line). A quoted cell may hold line breaks. A quote that is
/// never closed costs its own line: after 50 lines, 64 KiB, the end of the text or a quote that cannot be a closing one, its first line
/// is given as malformed and reading goes on at the next. CsvHelper cannot go back in this way, which is why records are cut here.
/// </summary>
internal sealed class RecordReader : IDisposable
{
    public const int MaxColumns = 1024;

    private const int MaxRecordBytes = 64 * 1024;
    private const int MaxRecordLines = 50;
    private const int FirstBufferBytes = 256 * 1024;

    private static readonly SearchValues<byte> LineEnds = SearchValues.Create("\r\n"u8);

    private readonly Stream _stream;
    private readonly byte _separator;
    private readonly Cell[] _cells = new Cell[MaxColumns];
    private byte[] _buffer = new byte[FirstBufferBytes];
    private byte[] _unescaped = new byte[4096];
    private int _unescapedLength;
    private int _start;
    private int _end;
    private bool _isAtEnd;
    private long _nextLine = 1;
    private int _recordStart;
    private int _recordEnd;

    public RecordReader(Stream stream, char separator)
    {
        _stream = stream;
        _separator = (byte)separator;
    }

    /// <summary>Physical line on which the record begins, from 1.</summary>
    public long LineNumber { get; private set; }

    /// <summary>Physical lines of the record.</summary>
    public int Lines { get; private set; }

    public int CellCount { get; private set; }

    /// <summary>The record ended with a line break, not with the end of the text.</summary>
    public bool IsTerminated { get; private set; }

    public RecordFault Fault { get; private set; }

    /// <summary>The record as it stands, without its last line break.</summary>
    public ReadOnlySpan<byte> Raw => _buffer.AsSpan(_recordStart, _recordEnd - _recordStart);

    /// <summary>The cell without its quotes; empty beyond the last.</summary>
    public ReadOnlySpan<byte> this[int place]
    {
        get
        {
            if ((uint)place >= (uint)CellCount)
            {
                return default;
            }
            var cell = _cells[place];
            return (cell.IsUnescaped ? _unescaped : _buffer).AsSpan(cell.Start, cell.Length);
        }
    }

    /// <summary>True when a cell begins or ends inside quotes: that is how another separator's quoted cells look.</summary>
    public bool HasCutQuotes()
    {
        for (var place = 0; place < CellCount; place++)
        {
            // What was written in quotes holds others only where they were doubled.
            if (!_cells[place].IsUnescaped && (this[place].Count((byte)'"') & 1) == 1)
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>False at the end of the text.</summary>
    /// <param name="expectedCells">A record of several lines must have so many cells, else its quote was a mistake; 0: any.</param>
    public bool Read(int expectedCells)
    {
        LineNumber = _nextLine;
        if (!TryFillLine(_start, out var lineEnd))
        {
            return false;
        }
        if (_nextLine == 1 && _buffer.AsSpan(_start, lineEnd - _start).StartsWith("\ufeff"u8))
        {
            _start += 3;
        }
        if (TryReadCells(lineEnd, out var recordEnd) && (Lines == 1 || expectedCells == 0 || expectedCells == CellCount))
        {
            Accept(recordEnd);
            return true;
        }
        if (Fault == RecordFault.None)
        {
            Fault = RecordFault.UnclosedQuote;
        }
        // The buffer may have grown or moved meanwhile: the line is where _start says.
        TryFillLine(_start, out lineEnd);
        (Lines, CellCount) = (1, 0);
        Accept(lineEnd);
        return true;
    }

    public void Dispose() => _stream.Dispose();

    private void Accept(int end)
    {
        (_recordStart, _recordEnd) = (_start, end);
        IsTerminated = end < _end;
        _start = end + LineBreakLength(end);
        _nextLine += Lines;
    }

    private bool TryReadCells(int lineEnd, out int recordEnd)
    {
        (Fault, Lines, CellCount, _unescapedLength) = (RecordFault.None, 1, 0, 0);
        var at = _start;
        while (true)
        {
            if (CellCount == MaxColumns)
            {
                Fault = RecordFault.TooManyColumns;
                recordEnd = lineEnd;
                return false;
            }
            if (at < lineEnd && _buffer[at] == '"')
            {
                // Reading on may move the text inside the buffer.
                var fromStart = at - _start;
                if (!TryReadQuoted(fromStart, ref lineEnd, out var next))
                {
                    recordEnd = lineEnd;
                    return false;
                }
                at = _start + next;
            }
            else
            {
                var length = _buffer.AsSpan(at, lineEnd - at).IndexOf(_separator);
                length = length < 0 ? lineEnd - at : length;
                _cells[CellCount++] = new Cell(at, length, false);
                at += length;
            }
            if (at >= lineEnd)
            {
                recordEnd = lineEnd;
                return true;
            }
            at++;
        }
    }

    /// <param name="fromStart">Where the quote stands, counted from the record's start.</param>
    /// <param name="lineEnd">End of the physical line; moves when the cell goes on.</param>
    /// <param name="next">Behind the cell, counted from the record's start.</param>
    private bool TryReadQuoted(int fromStart, ref int lineEnd, out int next)
    {
        var contentAt = fromStart + 1;
        var scan = contentAt;
        var doubled = 0;
        next = 0;
        while (true)
        {
            var found = _buffer.AsSpan(_start + scan, lineEnd - _start - scan).IndexOf((byte)'"');
            if (found < 0)
            {
                scan = lineEnd - _start;
                if (!TryContinue(ref scan, ref lineEnd))
                {
                    return false;
                }
                continue;
            }
            scan += found + 1;
            var after = _start + scan < lineEnd ? _buffer[_start + scan] : _separator;
            if (after == '"')
            {
                doubled++;
                scan++;
                continue;
            }
            next = scan;
            if (after == _separator)
            {
                AddQuoted(contentAt, scan - 1 - contentAt, doubled);
                return true;
            }
            if (IsBlankUpToSeparator(_start + scan, lineEnd, out var blanks))
            {
                next += blanks;
                AddQuoted(contentAt, scan - 1 - contentAt, doubled);
                return true;
            }
            Fault = Lines == 1 ? RecordFault.TextAfterQuote : RecordFault.UnclosedQuote;
            return false;
        }
    }

    private bool IsBlankUpToSeparator(int at, int lineEnd, out int blanks)
    {
        var rest = _buffer.AsSpan(at, lineEnd - at);
        blanks = _separator == ' ' ? 0 : rest.IndexOfAnyExcept((byte)' ');
        blanks = blanks < 0 ? rest.Length : blanks;
        return blanks == rest.Length || rest[blanks] == _separator;
    }

    private bool TryContinue(ref int scan, ref int lineEnd)
    {
        var breakLength = LineBreakLength(lineEnd);
        var nextLine = lineEnd + breakLength;
        if (breakLength == 0 || Lines == MaxRecordLines || nextLine - _start > MaxRecordBytes)
        {
            Fault = RecordFault.UnclosedQuote;
            return false;
        }
        scan = nextLine - _start;
        if (!TryFillLine(nextLine, out lineEnd) || lineEnd - _start > MaxRecordBytes)
        {
            Fault = RecordFault.UnclosedQuote;
            return false;
        }
        Lines++;
        return true;
    }

    private void AddQuoted(int fromStart, int length, int doubled)
    {
        var content = _buffer.AsSpan(_start + fromStart, length);
        // A line break inside a cell is the same one however the file ends its lines.
        if (doubled == 0 && (Lines == 1 || !content.Contains((byte)'\r')))
        {
            _cells[CellCount++] = new Cell(_start + fromStart, length, false);
            return;
        }
        if (_unescaped.Length < _unescapedLength + length)
        {
            Array.Resize(ref _unescaped, Math.Max(_unescaped.Length * 2, _unescapedLength + length));
        }
        var start = _unescapedLength;
        for (var i = 0; i < content.Length; i++)
        {
            var letter = content[i];
            if (letter == '\r')
            {
                letter = (byte)'\n';
                i += i + 1 < content.Length && content[i + 1] == '\n' ? 1 : 0;
            }
            _unescaped[_unescapedLength++] = letter;
            i += letter == '"' ? 1 : 0;
        }
        _cells[CellCount++] = new Cell(start, _unescapedLength - start, true);
    }

    /// <summary>Finds the end of the line that begins at <paramref name="at"/>, reading on as needed; a move of the text moves the result too.</summary>
    private bool TryFillLine(int at, out int lineEnd)
    {
        var searched = at;
        while (true)
        {
            var found = _buffer.AsSpan(searched, _end - searched).IndexOfAny(LineEnds);
            if (found >= 0)
            {
                lineEnd = searched + found;
                // Of a CR at the end of what was read, the LF may still be to come.
                if (_buffer[lineEnd] == '\n' || lineEnd + 1 < _end || _isAtEnd)
                {
                    return true;
                }
            }
            searched = found < 0 ? _end : searched + found;
            if (_isAtEnd)
            {
                lineEnd = _end;
                return at < _end;
            }
            var moved = Fill();
            at -= moved;
            searched -= moved;
        }
    }

    /// <summary>Reads more; returns by how many bytes the text in the buffer moved towards its beginning.</summary>
    private int Fill()
    {
        var moved = _start;
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            _end -= _start;
            _start = 0;
            for (var place = 0; place < CellCount; place++)
            {
                _cells[place] = _cells[place].MovedBy(moved);
            }
        }
        if (_end == _buffer.Length)
        {
            Array.Resize(ref _buffer, _buffer.Length * 2);
        }
        var count = _stream.Read(_buffer, _end, _buffer.Length - _end);
        _isAtEnd = count == 0;
        _end += count;
        return moved;
    }

    private int LineBreakLength(int at)
    {
        if (at >= _end)
        {
            return 0;
        }
        return _buffer[at] == '\r' && at + 1 < _end && _buffer[at + 1] == '\n' ? 2 : 1;
    }

    private readonly record struct Cell(int Start, int Length, bool IsUnescaped)
    {
        public Cell MovedBy(int bytes) => IsUnescaped ? this : this with { Start = Start - bytes };
    }
}

/// <summary>Why a record is no row.</summary>
internal enum RecordFault
{
    None,
    UnclosedQuote,
    TextAfterQuote,
    TooManyColumns,
}
