using System.Globalization;
using System.Text;
using Dashboard.Core.Delivery;

namespace Dashboard.Testing.Generation;

/// <summary>Writes events as the records of a PowerMTA accounting file.</summary>
/// <param name="stream">Takes the file; stays open.</param>
/// <param name="isDefault">Only <c>d</c> and <c>b</c>, with the fields they have when nothing is configured.</param>
internal sealed class PowerMtaLines(Stream stream, bool isDefault = false)
{
    private static readonly string[] Extra = ["vmtaPool", "header_X-Stream", "header_X-List"];

    private readonly AccountingLine _line = new(stream);

    public void Begin()
    {
        foreach (var name in AccountingLine.Header.Split(',').Where(name => !isDefault || !Extra.Contains(name)))
        {
            _line.Cell(name);
        }

        _line.End();
    }

    /// <returns>False for an event that such a file does not show.</returns>
    public bool Write(GeneratedEvent e)
    {
        if (isDefault && e.Type is not (EventType.Accepted or EventType.Rejected or EventType.Expired))
        {
            return false;
        }

        var delivery = e.Delivery;
        var (letter, action) = e.Type switch
        {
            EventType.Accepted => ("d", "relayed"),
            EventType.Deferred => ("t", "delayed"),
            EventType.AsynchronousBounce => ("rb", "failed"),
            EventType.Complaint => ("f", ""),
            _ => ("b", "failed"),
        };
        var vmta = Vmta(e.Address);
        var destination = e.Host.Length == 0 || e.Address.Length == 0 ? "" : AddressOf(e.Host);
        var mta = e.Reply.Length == 0 || e.Host.Length == 0 ? "" : $"{e.Host} ({AddressOf(e.Host)})";
        var diagnostic = e.Reply.Length == 0 ? "" : (e.HasReply ? "smtp;" : "x-pmta;") + e.Reply;
        _line.Cell(letter).Time(e.At).Time(e.QueuedAt).Cell(delivery.Sender).Cell(delivery.Recipient).Cell("").Cell(action).Cell(e.Status)
            .Cell(diagnostic).Cell(mta)
            .Cell(e.Type == EventType.Expired ? "message-expired" : e.Type == EventType.Rejected ? "other" : "")
            .Cell("smtp").Cell("app1.harbour.example (10.20.0.5)").Cell(e.Address.Length == 0 ? "" : "smtp").Cell(e.Address).Cell(destination)
            .Cell(destination.Length == 0 ? "" : "PIPELINING,8BITMIME,SIZE,STARTTLS").Number(delivery.Size).Cell(vmta).Cell(delivery.Job.Name)
            .Cell(delivery.MessageId).Cell(vmta.Length == 0 ? "" : $"{delivery.Domain.Name}/{vmta}");
        if (!isDefault)
        {
            _line.Cell(e.Address.Length == 0 ? "" : delivery.Job.Pool.Name).Cell(delivery.Job.Stream).Cell(delivery.List);
        }

        _line.End();
        return true;
    }

    /// <summary>A record of type <c>tq</c>: the queue of a deferred delivery is held back. It names no recipient and no message.</summary>
    public void WriteQueue(GeneratedEvent e)
    {
        var vmta = Vmta(e.Address);
        _line.Cell("tq").Time(e.At).Cell("").Cell("").Cell("").Cell("").Cell("delayed").Cell(e.Status).Cell("smtp;" + e.Reply)
            .Cell($"{e.Host} ({AddressOf(e.Host)})").Cell("").Cell("").Cell("").Cell("smtp").Cell(e.Address).Cell(AddressOf(e.Host)).Cell("")
            .Cell("").Cell(vmta).Cell("").Cell("").Cell($"{e.RecipientDomain}/{vmta}").Cell(e.Delivery.Job.Pool.Name).Cell("").Cell("").End();
    }

    public void Flush() => _line.Flush();

    private static string Vmta(string address) => address.Length == 0 ? "" : "vmta" + address[(address.LastIndexOf('.') + 1)..];

    // 198.18.0.0/15 is set aside for tests (RFC 2544).
    internal static string AddressOf(string host)
    {
        var hash = XxHash64.Hash(Encoding.ASCII.GetBytes(host), 0);
        return string.Create(CultureInfo.InvariantCulture, $"198.{18 + (hash & 1)}.{(hash >> 8) & 0xff}.{1 + ((hash >> 16) % 254)}");
    }
}
