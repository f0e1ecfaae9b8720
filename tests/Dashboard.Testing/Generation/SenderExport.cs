using System.IO.Compression;
using Dashboard.Core.Delivery;

namespace Dashboard.Testing.Generation;

/// <summary>Writes one file while the mail happens.</summary>
internal abstract class SenderExport
{
    public long DataRows { get; protected set; }

    public long OtherRows { get; protected set; }

    public long QueueRecords { get; protected set; }

    public abstract void Begin();

    public abstract void Take(GeneratedEvent e);

    public abstract void End();
}

/// <summary>A PowerMTA accounting file; in the full one every eighth throttled attempt holds its queue back.</summary>
internal sealed class PowerMtaExport(Stream stream, bool isDefault) : SenderExport
{
    private const int QueueRecordEvery = 8;

    private readonly PowerMtaLines _lines = new(stream, isDefault);
    private long _throttled;

    public override void Begin()
    {
        _lines.Begin();
        OtherRows++;
    }

    public override void Take(GeneratedEvent e)
    {
        if (!isDefault && e is { Type: EventType.Deferred, HasReply: true } && e.Delivery.LastReply == e.Delivery.Domain.Receiver.Throttles
            && ++_throttled % QueueRecordEvery == 0)
        {
            _lines.WriteQueue(e);
            OtherRows++;
            QueueRecords++;
        }

        DataRows += _lines.Write(e) ? 1 : 0;
    }

    public override void End() => _lines.Flush();
}

/// <summary>The first part of a compressed export, as a broken transfer leaves it: a gzip file that is cut.</summary>
internal sealed class CutExport : SenderExport
{
    private const double Kept = 0.6;

    private readonly Stream _stream;
    private readonly MemoryStream _stored = new();
    private readonly GZipStream _packer;
    private readonly PowerMtaExport _export;

    public CutExport(Stream stream)
    {
        _stream = stream;
        _packer = new GZipStream(_stored, CompressionLevel.Fastest, leaveOpen: true);
        _export = new PowerMtaExport(_packer, isDefault: false);
    }

    public override void Begin() => _export.Begin();

    public override void Take(GeneratedEvent e) => _export.Take(e);

    public override void End()
    {
        _export.End();
        _packer.Dispose();
        _stream.Write(_stored.GetBuffer().AsSpan(0, (int)(_stored.Length * Kept)));
        _stored.Dispose();
        (DataRows, OtherRows, QueueRecords) = (_export.DataRows, _export.OtherRows, _export.QueueRecords);
    }
}

/// <summary>A table with a row for each event that it shows.</summary>
/// <param name="file">What it is like.</param>
/// <param name="stream">Takes it.</param>
/// <param name="row">The cells of an event.</param>
/// <param name="hasMark">The file begins with the mark of its encoding.</param>
/// <param name="titles">Rows above the header.</param>
/// <param name="totals">The row below the last, by the number of rows; null: none.</param>
internal sealed class TableExport(
    SenderFile file, Stream stream, Func<GeneratedEvent, string[]> row, bool hasMark = false, string[][]? titles = null, Func<long, string[]>? totals = null)
    : SenderExport
{
    private readonly DelimitedText _text = new(stream, file.Encoding, file.Separator);

    public override void Begin()
    {
        if (hasMark)
        {
            _text.Mark();
        }

        foreach (var title in titles ?? [])
        {
            Other(title);
        }

        Other([.. file.Header]);
    }

    public override void Take(GeneratedEvent e)
    {
        if (file.Shows.Contains(e.Type))
        {
            _text.Row(row(e));
            DataRows++;
        }
    }

    public override void End()
    {
        if (totals is not null)
        {
            Other(totals(DataRows));
        }

        _text.Flush();
    }

    private void Other(string[] cells)
    {
        _text.Row(cells);
        OtherRows++;
    }
}
