using System.Diagnostics;
using System.Text;
using Dashboard.Core.Delivery;
using Dashboard.Formats.PowerMta;
using Dashboard.Formats.Text;

namespace Dashboard.Formats.Delimited;

/// <summary>What happened, by the outcome column, else by what the mapping says of every row, else by the codes.</summary>
internal sealed class DelimitedOutcome(ColumnMapping mapping)
{
    /// <summary>How the sentence about a word that nobody knows ends; the word stands in front, in quotation marks.</summary>
    public const string UnknownWord = "” is no outcome that the mapping knows.";

    private const int MaxWordsNamed = 50;
    private const int MaxWordLength = 40;
    private const string Suppressed = "Suppressed by the sending platform: never attempted.";

    private readonly OutcomeLookup _words = new(mapping.Outcomes);
    private readonly Dictionary<string, string> _unknownWords = [];

    // The class is 2, 4 or 5 by the row's codes; 0 when it has none.
    public OutcomeMeaning Find(RecordReader record, DelimitedColumns columns, int replyClass)
    {
        if (columns.Has(ColumnField.Outcome))
        {
            var detail = columns.Has(ColumnField.OutcomeDetail) ? columns.Value(record, ColumnField.OutcomeDetail) : default;
            return _words.Find(columns.Value(record, ColumnField.Outcome), detail);
        }
        return mapping.EveryRowIs ?? replyClass switch
        {
            2 => OutcomeMeaning.Accepted,
            4 => OutcomeMeaning.Deferred,
            5 => OutcomeMeaning.Bounced,
            _ => OutcomeMeaning.Unknown,
        };
    }

    /// <summary>Null when the outcome is one of a delivery, or unknown.</summary>
    public static string? WhyNoEvent(OutcomeMeaning meaning) => meaning switch
    {
        OutcomeMeaning.Suppressed => Suppressed,
        OutcomeMeaning.NotDelivery => "Not about a delivery (queued, opened, clicked, unsubscribed and the like).",
        _ => null,
    };

    public string WhyUnknown(RecordReader record, DelimitedColumns columns, out ColumnField field)
    {
        field = ColumnField.Outcome;
        if (!columns.Has(ColumnField.Outcome))
        {
            field = columns.Has(ColumnField.ReplyCode) ? ColumnField.ReplyCode
                : columns.Has(ColumnField.EnhancedCode) ? ColumnField.EnhancedCode : ColumnField.ReplyText;
            return "There is no code that tells what happened.";
        }
        var word = columns.Value(record, ColumnField.Outcome);
        if (word.IsEmpty)
        {
            return "The outcome is empty.";
        }
        var text = ColumnNames.Plain(Encoding.UTF8.GetString(word[..Math.Min(word.Length, 4 * MaxWordLength)]));
        text = text.Length > MaxWordLength ? text[..MaxWordLength] + "…" : text;
        if (!_unknownWords.TryGetValue(text, out var sentence))
        {
            if (_unknownWords.Count == MaxWordsNamed)
            {
                return "The outcome is a word that the mapping does not know.";
            }
            _unknownWords.Add(text, sentence = $"“{text}{UnknownWord}");
        }
        return sentence;
    }

    /// <summary>Sets what follows from the outcome; a sentence when the row is no event after all.</summary>
    public static string? Apply(
        OutcomeMeaning meaning, RecordReader record, DelimitedColumns columns, DelimitedReply reply, FieldBuffer fields, LogEvent target)
    {
        target.Stage = meaning switch
        {
            OutcomeMeaning.Accepted => Stage.EndOfData,
            OutcomeMeaning.Deferred or OutcomeMeaning.Bounced or OutcomeMeaning.SoftBounced => ReplyStage.Find(reply.LowerText),
            _ => Stage.Unknown,
        };
        switch (meaning)
        {
            case OutcomeMeaning.Accepted:
                (target.Type, target.HasRemoteReply) = (EventType.Accepted, true);
                return null;
            case OutcomeMeaning.Deferred:
                target.Type = EventType.Deferred;
                return null;
            case OutcomeMeaning.Bounced:
                return ApplyBounce(reply, target);
            case OutcomeMeaning.SoftBounced:
                if (reply.IsGiven)
                {
                    return ApplyBounce(reply, target);
                }
                target.Type = EventType.Expired;
                return null;
            case OutcomeMeaning.Expired:
                target.Type = EventType.Expired;
                return null;
            case OutcomeMeaning.BouncedLater:
                // What another server wrote into its bounce mail is never our own side's text.
                (target.Type, target.HasRemoteReply) = (EventType.AsynchronousBounce, reply.IsGiven);
                return null;
            case OutcomeMeaning.Complaint:
                return ApplyComplaint(record, columns, fields, target);
            default:
                throw new UnreachableException();
        }
    }

    private static string? ApplyBounce(DelimitedReply reply, LogEvent target)
    {
        switch (BounceMeanings.Of(target.HasRemoteReply, reply.LowerText, target.Status.Span, target.Hint.Span))
        {
            case BounceMeaning.Suppressed:
                return Suppressed;
            case BounceMeaning.GivenUp:
                (target.Type, target.Stage) = (EventType.Expired, Stage.Unknown);
                return null;
            default:
                target.Type = EventType.Rejected;
                return null;
        }
    }

    private static string? ApplyComplaint(RecordReader record, DelimitedColumns columns, FieldBuffer fields, LogEvent target)
    {
        var kind = columns.Value(record, ColumnField.FeedbackType);
        (target.Type, target.HasRemoteReply) = (EventType.Complaint, false);
        if (!kind.IsEmpty)
        {
            target.Hint = fields.AddText(kind, DelimitedRow.MaxFieldBytes);
        }
        // "not-spam" (RFC 6430) is the opposite of a complaint; "auth-failure" (RFC 6591) and "virus" are about something else.
        return AsciiCase.Equal(kind, "not-spam"u8) || AsciiCase.Equal(kind, "auth-failure"u8) || AsciiCase.Equal(kind, "virus"u8)
            ? "Feedback that is no complaint (its type is not abuse)."
            : null;
    }
}
