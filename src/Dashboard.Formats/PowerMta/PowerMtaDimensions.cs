using Dashboard.Core.Delivery;
using Dashboard.Formats.Text;

namespace Dashboard.Formats.PowerMta;

/// <summary>The sender-side dimensions of a row, and the name of its message.</summary>
internal static class PowerMtaDimensions
{
    private const int MaxBytes = PowerMtaRow.MaxFieldBytes;

    public static void Read(PowerMtaCells cells, FieldBuffer fields, LogEvent target)
    {
        var ip = cells[cells.FirstFilled(PowerMtaColumn.DlvSourceIp, PowerMtaColumn.RepSourceIp)];
        var pool = cells.FirstFilled(PowerMtaColumn.MappedPool, PowerMtaColumn.VmtaPool, PowerMtaColumn.Vmta);
        var campaign = cells.FirstFilled(PowerMtaColumn.MappedCampaign, PowerMtaColumn.JobId, PowerMtaColumn.Campaign);
        target.SendingIp = fields.AddLower(ip.Trim("[]"u8), MaxBytes);
        target.Pool = fields.AddText(cells[pool], MaxBytes);
        target.Campaign = fields.AddText(cells[campaign], MaxBytes);
        target.Stream = fields.AddText(cells[PowerMtaColumn.Stream], MaxBytes);
        target.ListSource = fields.AddText(cells[PowerMtaColumn.ListSource], MaxBytes);
        target.Segment = fields.AddText(cells[PowerMtaColumn.Segment], MaxBytes);
        target.Client = fields.AddText(cells[PowerMtaColumn.Client], MaxBytes);
        target.FromDomain = fields.AddLower(DomainOf(cells[PowerMtaColumn.From]), MaxBytes);
        target.DkimDomain = fields.AddLower(cells[PowerMtaColumn.DkimDomain], MaxBytes);
    }

    /// <summary>False when the id cannot be stored; <paramref name="column"/> is then the one at fault.</summary>
    public static bool TryReadMessageId(PowerMtaCells cells, FieldBuffer fields, LogEvent target, out PowerMtaColumn column)
    {
        column = cells.FirstFilled(PowerMtaColumn.MappedMessageId, PowerMtaColumn.EnvId, PowerMtaColumn.MessageId);
        scoped var id = cells.Address(column);
        Span<byte> weak = stackalloc byte[1024];
        if (id.IsEmpty && target.QueuedAt is not null)
        {
            column = PowerMtaColumn.JobId;
            id = WeakId(cells[PowerMtaColumn.TimeQueued], cells[PowerMtaColumn.JobId], target.Sender.Span, weak);
        }
        var isStorable = fields.TryAddName(id, MaxBytes, out var added);
        target.MessageId = added;
        return isStorable;
    }

    // One job injects a message to one recipient once, so that together with the recipient this names the delivery.
    private static ReadOnlySpan<byte> WeakId(ReadOnlySpan<byte> queued, ReadOnlySpan<byte> job, ReadOnlySpan<byte> sender, Span<byte> buffer)
    {
        var length = queued.Length + job.Length + sender.Length + 2;
        if (job.IsEmpty || sender.IsEmpty || length > buffer.Length)
        {
            return default;
        }
        queued.CopyTo(buffer);
        buffer[queued.Length] = (byte)'|';
        job.CopyTo(buffer[(queued.Length + 1)..]);
        buffer[queued.Length + 1 + job.Length] = (byte)'|';
        sender.CopyTo(buffer[(queued.Length + job.Length + 2)..]);
        return buffer[..length];
    }

    private static ReadOnlySpan<byte> DomainOf(ReadOnlySpan<byte> from)
    {
        from = from[(from.LastIndexOf((byte)'@') + 1)..];
        var end = from.IndexOfAny((byte)'>', (byte)' ');
        return (end < 0 ? from : from[..end]).TrimEnd((byte)'.');
    }
}
