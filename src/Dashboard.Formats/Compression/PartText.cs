using System.Globalization;

namespace Dashboard.Formats.Compression;

/// <summary>How much text all parts of a file may have together.</summary>
internal sealed class TextAllowance(long bytes)
{
    private long _taken;

    public void Take(int count)
    {
        _taken += count;
        if (_taken > bytes)
        {
            throw new FileRefusedException(string.Create(
                CultureInfo.InvariantCulture,
                $"It unpacks to more than {bytes / 1e9:0.###} GB. Split it into smaller files and upload them one by one."));
        }
    }
}

/// <summary>A part's text as readers get it: counted against the file's allowance, and all damage told as one kind of exception with its place.</summary>
internal sealed class PartText(Stream text, TextAllowance allowance, Func<Exception, Exception> describe) : ForwardStream
{
    public override int Read(Span<byte> buffer)
    {
        int count;
        try
        {
            count = text.Read(buffer);
        }
        catch (Exception e) when (Damage.IsDamage(e))
        {
            throw describe(e);
        }
        allowance.Take(count);
        return count;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            text.Dispose();
        }
        base.Dispose(disposing);
    }
}
