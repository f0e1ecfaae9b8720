using Dashboard.Core.Delivery;
using Dashboard.Formats.Text;

namespace Dashboard.Formats.PowerMta;

/// <summary>What a row says was answered, by whom, and so what happened.</summary>
internal sealed class PowerMtaReply
{
    private const int MaxReplyBytes = 4096;

    private readonly byte[] _lowerText = new byte[MaxReplyBytes];
    private readonly byte[] _lowerStatus = new byte[PowerMtaRow.MaxFieldBytes];

    /// <summary>False when nothing was attempted: the recipient was suppressed.</summary>
    public bool TryRead(RecordType type, PowerMtaCells cells, FieldBuffer fields, LogEvent target)
    {
        var status = cells[PowerMtaColumn.DsnStatus];
        var diagnostic = Diagnostic.Parse(cells[PowerMtaColumn.DsnDiag]);
        ReadTexts(type, cells, fields, status, diagnostic, target);
        if (type == RecordType.Delivery && IsDelivered(cells))
        {
            (target.Type, target.HasRemoteReply, target.Stage) = (EventType.Accepted, true, Stage.EndOfData);
            return true;
        }
        var lowerText = AsciiCase.ToLower(target.Reply.Span, _lowerText);
        target.HasRemoteReply = IsRemote(type, cells, diagnostic, lowerText, status, target);
        target.Stage = type is RecordType.Feedback or RecordType.RemoteBounce ? Stage.Unknown : ReplyStage.Find(lowerText);
        target.Type = type switch
        {
            RecordType.Transient => EventType.Deferred,
            RecordType.TransientQueue => EventType.Throttled,
            RecordType.RemoteBounce => EventType.AsynchronousBounce,
            RecordType.Feedback => EventType.Complaint,
            RecordType.Delivery => cells.Says(PowerMtaColumn.DsnAction, "delayed"u8) ? EventType.Deferred : EventType.Rejected,
            _ => EventType.Rejected,
        };
        return type != RecordType.Bounce || TryReadBounce(lowerText, AsciiCase.ToLower(status, _lowerStatus), target);
    }

    private static void ReadTexts(
        RecordType type, PowerMtaCells cells, FieldBuffer fields, ReadOnlySpan<byte> status, Diagnostic diagnostic, LogEvent target)
    {
        var blank = status.IndexOf((byte)' ');
        var hint = type == RecordType.Feedback ? PowerMtaColumn.FeedbackType : PowerMtaColumn.BounceCat;
        var relay = cells[cells.FirstFilled(PowerMtaColumn.DsnMta, PowerMtaColumn.DsnReportingMta)];
        target.Status = fields.AddText(blank < 0 ? status : status[..blank], PowerMtaRow.MaxFieldBytes);
        target.Relay = fields.AddLower(HostOf(relay), PowerMtaRow.MaxFieldBytes);
        target.Hint = fields.AddText(cells[hint], PowerMtaRow.MaxFieldBytes);
        // Without a diagnostic the status' words are all there is: "5.1.2 (bad destination system: no such domain)".
        target.Reply = fields.AddText(diagnostic.Text.IsEmpty && status.Contains((byte)'(') ? status : diagnostic.Text, MaxReplyBytes);
    }

    private static bool TryReadBounce(ReadOnlySpan<byte> lowerText, ReadOnlySpan<byte> lowerStatus, LogEvent target)
    {
        switch (BounceMeanings.Of(target.HasRemoteReply, lowerText, lowerStatus, target.Hint.Span))
        {
            case BounceMeaning.Suppressed:
                return false;
            case BounceMeaning.GivenUp:
                (target.Type, target.Stage) = (EventType.Expired, Stage.Unknown);
                break;
        }
        return true;
    }

    // PowerMTA writes relayed, delivered or expanded; other tools put every outcome under "d", and then dsnAction tells.
    private static bool IsDelivered(PowerMtaCells cells) =>
        !cells.Says(PowerMtaColumn.DsnAction, "failed"u8) && !cells.Says(PowerMtaColumn.DsnAction, "delayed"u8);

    private static bool IsRemote(
        RecordType type, PowerMtaCells cells, Diagnostic diagnostic, ReadOnlySpan<byte> lowerText, ReadOnlySpan<byte> status, LogEvent target)
    {
        if (type is RecordType.Feedback or RecordType.RemoteBounce)
        {
            // What another server wrote into its bounce mail is never our own side's text.
            return type == RecordType.RemoteBounce && !target.Reply.IsEmpty;
        }
        // Where the texts are not logged, an empty one says nothing about who spoke; that a server is named does.
        return cells.Has(PowerMtaColumn.DsnDiag)
            ? ReplyOrigin.IsRemote(diagnostic, lowerText, status, ReachedServer(cells))
            : !target.Relay.IsEmpty;
    }

    private static Reached ReachedServer(PowerMtaCells cells)
    {
        if (!cells.Has(PowerMtaColumn.DsnMta) && !cells.Has(PowerMtaColumn.DlvDestinationIp))
        {
            return Reached.NotLogged;
        }
        return cells[cells.FirstFilled(PowerMtaColumn.DsnMta, PowerMtaColumn.DlvDestinationIp)].IsEmpty ? Reached.No : Reached.Yes;
    }

    /// <summary>"gmail-smtp-in.l.google.com (64.233.177.26)" is a host; "(64.233.177.26)" only an address.</summary>
    private static ReadOnlySpan<byte> HostOf(ReadOnlySpan<byte> mta)
    {
        var parenthesis = mta.IndexOf((byte)'(');
        return parenthesis switch
        {
            < 0 => mta.TrimEnd((byte)'.'),
            0 => mta.Trim("()"u8),
            _ => mta[..parenthesis].Trim(" ."u8),
        };
    }
}
