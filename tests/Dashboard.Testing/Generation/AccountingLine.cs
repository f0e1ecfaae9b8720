using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Dashboard.Testing.Generation;

/// <summary>Writes lines of an accounting file into one buffer and from there to a stream.</summary>
internal sealed class AccountingLine(Stream stream)
{
    public const string Header =
        "type,timeLogged,timeQueued,orig,rcpt,orcpt,dsnAction,dsnStatus,dsnDiag,dsnMta,bounceCat,srcType,srcMta,dlvType,dlvSourceIp,"
        + "dlvDestinationIp,dlvEsmtpAvailable,dlvSize,vmta,jobId,envId,queue,vmtaPool,header_X-Stream,header_X-List";

    private const int FlushAt = 1 << 16;

    private readonly byte[] _buffer = new byte[FlushAt + 8192];
    private int _length;

    /// <summary>Adds a cell, quoted when it has to be.</summary>
    public AccountingLine Cell(string text)
    {
        if (text.AsSpan().ContainsAny(',', '"'))
        {
            text = $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
        }
        _length += Encoding.UTF8.GetBytes(text, _buffer.AsSpan(_length));
        _buffer[_length++] = (byte)',';
        return this;
    }

    public AccountingLine Number(int number)
    {
        Utf8Formatter.TryFormat(number, _buffer.AsSpan(_length), out var written);
        _length += written;
        _buffer[_length++] = (byte)',';
        return this;
    }

    /// <summary>As PowerMTA writes it: <c>2026-06-01 09:00:00+0000</c>.</summary>
    public AccountingLine Time(DateTime time)
    {
        time.TryFormat(_buffer.AsSpan(_length), out var written, "yyyy-MM-dd HH:mm:ss+0000,", CultureInfo.InvariantCulture);
        _length += written;
        return this;
    }

    public void End()
    {
        // The last cell's comma becomes the line break.
        _buffer[_length - 1] = (byte)'\n';
        if (_length >= FlushAt)
        {
            Flush();
        }
    }

    public void Flush()
    {
        stream.Write(_buffer.AsSpan(0, _length));
        _length = 0;
    }
}
