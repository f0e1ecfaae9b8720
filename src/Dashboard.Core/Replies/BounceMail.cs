using System.Text.RegularExpressions;

namespace Dashboard.Core.Replies;

/// <summary>
/// A bounce mail as somebody pastes it, read for what it says: the words for people, and of its report (RFC 3464 §2) what the receiver
/// said, the status, and whether delivery goes on. Headers, the report's other fields and the mail that came back are no words about it.
/// </summary>
/// <param name="Words">What is written for people, without headers, report and the returned mail.</param>
/// <param name="Diagnostics">The receivers' words (<c>Diagnostic-Code</c>), on one line each; empty without a report.</param>
/// <param name="Status">The report's status; null when it has none, or one of several that says nothing (<c>5.0.0</c>).</param>
/// <param name="IsDelayed">True when the report says <c>Action: delayed</c>, or the words do.</param>
/// <param name="IsFailed">True when the report says <c>Action: failed</c>: no further try follows.</param>
public sealed partial record BounceMail(string Words, IReadOnlyList<string> Diagnostics, EnhancedStatusCode? Status, bool IsDelayed, bool IsFailed)
{
    private const int MostDiagnostics = 8;

    // Where the mail that came back begins: what follows is the sender's own.
    private static readonly string[] ReturnedMail =
    [
        "below this line is a copy", "this is a copy of", "----- original message -----", "enclosed are the original headers", "enclosed is a copy",
        "original message headers", "message headers follow", "message contents follow", "content-type: message/rfc822",
        "content-type: text/rfc822-headers", "content-type: message/global", "copy of the original message", "header of the original message",
        "original message follows", "unsent message follows", "forwarded message ------", "-----original message-----", "returned message follows",
        "original message as received", "kopfzeilen der ursprünglichen nachricht", "en-têtes du message d'origine",
        "encabezados del mensaje original", "intestazioni originali del messaggio", "undelivered message headers",
    ];

    /// <summary>True when a text is such a mail, or a report cut out of one, and neither replies nor lines of a log.</summary>
    public static bool IsIn(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (!text.Contains('\n', StringComparison.Ordinal) || QuotedReply.IsReply(text))
        {
            return false;
        }

        text = Bounded(text);
        return Mark().IsMatch(text) && !LogLine().IsMatch(text);
    }

    /// <summary>Reads a text: a bounce mail, or any other, whose words are then all of it.</summary>
    public static BounceMail Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        text = Bounded(text);
        if (QuotedReply.IsReply(text))
        {
            return new BounceMail(text, [], null, IsDelayed: false, IsFailed: false);
        }

        text = MailText.Plain(text);
        if (!text.Contains('\n', StringComparison.Ordinal))
        {
            return new BounceMail(text, [], null, DelayNotice.IsIn(text), IsFailed: false);
        }

        var lines = ReportLines.Of(Cut(text));
        var isDelayed = lines.IsDelayed || (!lines.IsFailed && DelayNotice.IsIn(lines.Words));
        return new BounceMail(lines.Words, [.. lines.Diagnostics.Take(MostDiagnostics)], lines.Status ?? Noted(lines.Words), isDelayed, lines.IsFailed);
    }

    private static string Bounded(string text) => text.Length > QuotedReply.MaxProse ? text[..QuotedReply.MaxProse] : text;

    private static string Cut(string text)
    {
        var end = text.Length;
        foreach (var mark in ReturnedMail)
        {
            // A mail that begins with such words has nothing before it.
            end = text.AsSpan(0, end).IndexOf(mark, StringComparison.OrdinalIgnoreCase) is > 20 and var at ? at : end;
        }

        return text[..end];
    }

    // Exchange before 2007 ends its sentence with <mail.example.com #5.1.1>.
    private static EnhancedStatusCode? Noted(string words) =>
        HashedStatus().Match(words) is { Success: true } noted && EnhancedStatusCode.TryParse(noted.Groups[1].ValueSpan, out var status) ? status : null;

    [GeneratedRegex(@"<[^<>\s]*\s?#([45]\.[0-9]{1,3}\.[0-9]{1,3})[>\s]")]
    private static partial Regex HashedStatus();

    [GeneratedRegex(@"\b(to=<|relay=|status=(sent|bounced|deferred|expired)|stat=|dsn=[245])", RegexOptions.CultureInvariant)]
    private static partial Regex LogLine();

    // What only a bounce mail has at the start of a line, or says of itself on a line that is no reply.
    [GeneratedRegex(
        @"(^|\n)[> \t]*(Final-Recipient|Original-Recipient|Reporting-MTA|Diagnostic-Code|Return-Path|Received|Auto-Submitted|Content-Type|X-Failed-Recipients|Subject|From|Betreff|Objet|Asunto|Oggetto|Reason|Action|Status) ?:"
        + @"|(^|\n)[^\n0-9]*(qmail-send program|This is the mail system at host|created automatically by mail delivery software|Transcript of session follows|following addresses had permanent"
        + @"|Diagnostic information for administrators|Diagnoseinformationen|Informations de diagnostic|Información de diagnóstico|Technical details of (permanent|temporary) failure|delivery status notification"
        + @"|could not be delivered|delivery (has )?failed|wasn't delivered|unable to deliver|not reach (some or all|the following))",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Mark();
}
