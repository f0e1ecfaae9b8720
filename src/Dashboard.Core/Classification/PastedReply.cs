using System.Text;
using Dashboard.Core.Delivery;
using Dashboard.Core.Providers;
using Dashboard.Core.Replies;

namespace Dashboard.Core.Classification;

/// <summary>
/// A reply as somebody pastes it, or the text of a bounce mail around it: its codes, its outcome and its meaning. What the text quotes of a
/// receiver decides before the sentences around it.
/// </summary>
internal sealed class PastedReply(ReplyClassifier classifier, RuleSet rules, Provider provider, bool? isLocal)
{
    // Rules of texts that our own side writes.
    private const string LocalFile = "local";

    // What is said of a message when no further try follows, even with a code of a deferral.
    private const string Expired = "expired";

    // What is said of a deferral that went on until we gave up, without any code.
    private const string RetriedInVain = "retry timeout exceeded";

    // How logs of Exim and Postfix note that a try will follow.
    private static readonly string[] Deferrals = [RetriedInVain, " defer (", "status=deferred"];

    // What a local delivery says when it gave up at once.
    private static readonly string[] FinalFailures = ["command died with status", "command failed with status", "unknown mailer error"];

    // Characters: three bytes each still fit into a template.
    private const int Window = 240;
    private const int Overlap = 100;
    private const int MaxRest = 8192;

    private readonly record struct Context(EnhancedStatusCode? Status, bool IsDelayed, bool IsFailed, Stage Stage);

    /// <summary>Reads the text up to <see cref="QuotedReply.MaxProse"/> characters.</summary>
    public ClassifiedReply Classify(string reply)
    {
        var mail = BounceMail.Read(reply);
        var context = new Context(mail.Status, mail.IsDelayed, mail.IsFailed, StageWords.In(mail.Words));
        var whole = ClassifyOne(mail.Words, context);
        ClassifiedReply? byCode = null, unknown = null;
        foreach (var quoted in mail.Diagnostics.Concat(QuotedReply.In(mail.Words)))
        {
            var one = ClassifyOne(quoted, context);
            unknown ??= one.Code is null ? null : one;
            if (ReplyClassifier.IsDecisive(rules.Find(one.Classification.RuleId), one.Code))
            {
                return one;
            }

            byCode ??= one.Classification.Reason == Reason.Unclassified ? null : one;
        }

        var hasWords = rules.Find(whole.Classification.RuleId) is { HasText: true };
        if (byCode is not null)
        {
            return hasWords ? whole : byCode;
        }

        // Of a reply that nobody knows its code still says whether it is final.
        return !hasWords && whole.Code is null ? ClassifyRest(mail.Words, context) ?? unknown ?? whole : whole;
    }

    // Prose says it late at times, beyond what a template holds.
    private ClassifiedReply? ClassifyRest(string prose, in Context context)
    {
        var end = Math.Min(prose.Length, MaxRest);
        foreach (var quotation in (ReadOnlySpan<string>)["original message", "received: from", "message headers", "return-path:"])
        {
            end = prose.AsSpan(0, end).IndexOf(quotation, StringComparison.OrdinalIgnoreCase) is >= 0 and var at ? at : end;
        }

        for (var at = Window; at < end; at += Window)
        {
            var from = at - Overlap;
            var part = ClassifyOne(prose[from..Math.Min(end, at + Window)], context);
            if (rules.Find(part.Classification.RuleId) is { HasText: true })
            {
                return part;
            }
        }

        return null;
    }

    private ClassifiedReply ClassifyOne(string reply, in Context context)
    {
        var raw = Encoding.UTF8.GetBytes(reply);
        var parsed = Reply.Parse(raw);
        Span<byte> buffer = stackalloc byte[TemplateMasker.MaxOutputBytes];
        var template = Encoding.UTF8.GetString(buffer[..TemplateMasker.Mask(raw, default, buffer)]);
        var enhanced = parsed.Enhanced ?? (context.Status is { } status && (parsed.Code is null || parsed.Code / 100 == status.Class) ? status : null);
        var hasCode = parsed.Code is not null || enhanced is not null;
        var isDeferral = context.IsDelayed
            || (!hasCode && Array.Exists(Deferrals, word => reply.Contains(word, StringComparison.OrdinalIgnoreCase)));
        var type = isDeferral ? EventType.Deferred : OutcomeOf(parsed with { Enhanced = enhanced });
        var facts = new ReplyFacts(template, parsed.Code, enhanced, provider.Id, context.Stage, type, isLocal);
        var classification = classifier.Classify(facts);
        if (type == EventType.Rejected
            && !(context.IsFailed && classification.Reason == Reason.RateLimit)
            && !Array.Exists(FinalFailures, word => reply.Contains(word, StringComparison.OrdinalIgnoreCase))
            && IsPassing(classification, hasCode))
        {
            type = EventType.Deferred;
            classification = classifier.Classify(facts with { Type = type });
        }
        else if (!hasCode && classification.Reason is Reason.Unclassified or Reason.Expired)
        {
            // Words of a deferral without any code, perhaps of one that went on until we gave up: they stand in rules of deferrals only.
            var deferred = classifier.Classify(facts with { Type = EventType.Deferred });
            var isCause = classification.Reason == Reason.Unclassified ? IsPassing(deferred, hasCode) : deferred.Reason == Reason.Dns;
            (type, classification) = isCause ? (EventType.Deferred, deferred) : (type, classification);
        }

        var isGivenUp = reply.Contains(Expired, StringComparison.OrdinalIgnoreCase)
            || (classification.Reason == Reason.Unclassified && reply.Contains(RetriedInVain, StringComparison.OrdinalIgnoreCase));
        if (type == EventType.Deferred && isGivenUp
            && classifier.Classify(facts with { Type = EventType.Rejected }) is { Reason: Reason.Expired } givenUp)
        {
            classification = givenUp;
        }

        // A bare text that says the message expired is a local give-up, whatever its code.
        var category = classification.Reason == Reason.Expired ? Category.For(EventType.Expired, Reason.Expired) : Category.For(type, classification.Reason);
        return new ClassifiedReply(parsed.Code, enhanced, template, provider, type, category, classification);
    }

    // Words alone do not say whether a server will try again; these reasons pass by themselves. So does what our own side says when
    // nobody answered, with whatever code it was written down.
    private bool IsPassing(Classification classification, bool hasCode) =>
        classification.Reason is Reason.Greylisting or Reason.RateLimit or Reason.ServerUnavailable or Reason.Dns
        && (!hasCode || rules.Find(classification.RuleId) is { File: LocalFile, HasText: true });

    // The reply code first: 452 with 5.2.2 is retried by every server.
    private static EventType OutcomeOf(Reply reply) => (reply.Code / 100 ?? reply.Enhanced?.Class) switch
    {
        2 => EventType.Accepted,
        4 => EventType.Deferred,
        _ => EventType.Rejected,
    };
}
