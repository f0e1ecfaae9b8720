using System.Text;
using Dashboard.Core.Delivery;
using Dashboard.Core.Replies;
using Dashboard.Formats.PowerMta;
using Dashboard.Formats.Text;

namespace Dashboard.Formats.Delimited;

/// <summary>What a row says was answered, and by whom: reply text, codes in columns of their own, and what they say together.</summary>
internal sealed class DelimitedReply
{
    private const int MaxReplyBytes = 4096;
    private const int MaxFieldBytes = DelimitedRow.MaxFieldBytes;

    private readonly byte[] _whole = new byte[MaxReplyBytes + 32];
    private readonly byte[] _lower = new byte[MaxReplyBytes];
    private int _lowerLength;

    /// <summary>2 accepted, 4 not now, 5 refused, by the reply code, else by the enhanced code; 0 when there is neither.</summary>
    public int Class { get; private set; }

    /// <summary>There is a text or a code.</summary>
    public bool IsGiven { get; private set; }

    /// <summary>The reply in lower case.</summary>
    public ReadOnlySpan<byte> LowerText => _lower.AsSpan(0, _lowerLength);

    public void Read(RecordReader record, DelimitedColumns columns, FieldBuffer fields, LogEvent target)
    {
        var codeCell = columns.Value(record, ColumnField.ReplyCode);
        var enhancedCell = columns.Value(record, ColumnField.EnhancedCode);
        var diagnostic = Diagnostic.Parse(columns.Value(record, ColumnField.ReplyText));
        // "Error; something": a word that is no type of diagnostic (RFC 3464 §2.3.6) belongs to the text.
        var text = IsType(diagnostic.Type) ? diagnostic.Text : columns.Value(record, ColumnField.ReplyText);
        if (text.IsEmpty && enhancedCell.Contains((byte)'('))
        {
            text = enhancedCell;
        }
        var own = Reply.Parse(text);
        var fromCode = codeCell.IsEmpty ? default : CodeCell.Read(codeCell, 0);
        var fromEnhanced = enhancedCell.IsEmpty ? default : CodeCell.Read(enhancedCell, (fromCode.Code ?? own.Code ?? 0) / 100);
        var code = fromCode.Code ?? fromEnhanced.Code;
        var enhanced = fromEnhanced.Enhanced ?? fromCode.Enhanced;
        target.Status = AddStatus(enhanced, fields);
        target.Reply = fields.AddText(Join(own, code, enhanced, text), MaxReplyBytes);
        target.Relay = fields.AddLower(HostOf(columns.Value(record, ColumnField.Relay)), MaxFieldBytes);
        target.Hint = fields.AddText(columns.Value(record, ColumnField.BounceCategory), MaxFieldBytes);
        _lowerLength = AsciiCase.ToLower(target.Reply.Span, _lower).Length;
        Class = (code ?? own.Code) / 100 ?? (enhanced ?? own.Enhanced)?.Class ?? 0;
        IsGiven = !target.Reply.IsEmpty;
        target.HasRemoteReply = IsRemote(own, IsType(diagnostic.Type) && !diagnostic.IsSmtp, columns, target);
    }

    private static bool IsType(ReadOnlySpan<byte> type) => Ascii.EqualsIgnoreCase(type, "smtp"u8) || Ascii.EqualsIgnoreCase(type, "lmtp"u8)
        || Ascii.EqualsIgnoreCase(type, "dns"u8) || Ascii.EqualsIgnoreCase(type, "unix"u8) || Ascii.EqualsIgnoreCase(type, "x400"u8)
        || (type.Length > 2 && (type[0] | 0x20) == 'x' && type[1] == '-');

    private bool IsRemote(Reply own, bool isLocalType, DelimitedColumns columns, LogEvent target)
    {
        if (!columns.Has(ColumnField.ReplyText) && !columns.Has(ColumnField.ReplyCode) && !columns.Has(ColumnField.EnhancedCode))
        {
            // Where replies are not exported an empty one says nothing about who spoke; that a server is named does.
            return !target.Relay.IsEmpty;
        }
        if (!IsGiven || isLocalType)
        {
            return false;
        }
        return own.Code is not null ? !ReplyOrigin.SaysNoAnswer(LowerText) : !LocalText.Says(LowerText);
    }

    private static ReadOnlyMemory<byte> AddStatus(EnhancedStatusCode? enhanced, FieldBuffer fields)
    {
        if (enhanced is not { } status)
        {
            return default;
        }
        Span<byte> text = stackalloc byte[16];
        return System.Text.Unicode.Utf8.TryWrite(text, $"{status.Class}.{status.Subject}.{status.Detail}", out var length)
            ? fields.AddText(text[..length], MaxFieldBytes)
            : default;
    }

    // Codes from columns go in front of a text that does not state them itself.
    private ReadOnlySpan<byte> Join(Reply own, int? code, EnhancedStatusCode? enhanced, ReadOnlySpan<byte> text)
    {
        if (own.Code is not null || (code is null && (enhanced is null || own.Enhanced is not null)))
        {
            return text;
        }
        var length = 0;
        if (code is { } number && System.Text.Unicode.Utf8.TryWrite(_whole, $"{number}", out var written))
        {
            length = written;
        }
        if (enhanced is { } status && own.Enhanced is null
            && System.Text.Unicode.Utf8.TryWrite(_whole.AsSpan(length), $"{(length > 0 ? " " : "")}{status.Class}.{status.Subject}.{status.Detail}", out written))
        {
            length += written;
        }
        if (text.IsEmpty)
        {
            return _whole.AsSpan(0, length);
        }
        _whole[length++] = (byte)' ';
        text = text[..Math.Min(text.Length, MaxReplyBytes)];
        text.CopyTo(_whole.AsSpan(length));
        return _whole.AsSpan(0, length + text.Length);
    }

    // "mx.example.net[192.0.2.1]:25", "mx.example.net (192.0.2.1)", "dns;mx.example.net"
    private static ReadOnlySpan<byte> HostOf(ReadOnlySpan<byte> cell)
    {
        if (cell.Length > 4 && AsciiCase.Equal(cell[..4], "dns;"u8))
        {
            cell = cell[4..].Trim((byte)' ');
        }
        var end = cell.IndexOfAny((byte)'(', (byte)'[', (byte)' ');
        return end switch
        {
            < 0 => cell.TrimEnd((byte)'.'),
            0 => cell.Trim("()[]"u8),
            _ => cell[..end].TrimEnd((byte)'.'),
        };
    }
}
