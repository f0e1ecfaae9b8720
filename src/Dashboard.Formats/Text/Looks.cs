using System.Text;
using System.Text.RegularExpressions;

namespace Dashboard.Formats.Text;

/// <summary>Kinds of text that are surely no list with columns.</summary>
internal enum TextLook
{
    Unknown,
    KumoMta,
    JsonLines,
    Json,
    Postfix,
    Sendmail,
    Exim,
    Syslog,
    WebLog,
    BounceMail,
    Mail,
    Sql,
}

/// <summary>Tells kinds of text by the shape of their lines, never by a word that a cell of a list could hold too.</summary>
internal static partial class Looks
{
    private const double Most = 0.6;

    /// <summary>What the first lines are; most of them must agree.</summary>
    public static TextLook LikeWhat(IReadOnlyList<string> lines)
    {
        if (lines.Count == 0)
        {
            return TextLook.Unknown;
        }
        if (lines[0][0] is '{' or '[')
        {
            return LikeJson(lines);
        }
        if (LikeMail(lines))
        {
            return lines.Any(l => l.Contains("delivery-status", StringComparison.OrdinalIgnoreCase)) ? TextLook.BounceMail : TextLook.Mail;
        }
        if (lines.Any(l => SqlStatement().IsMatch(l)) && lines.Count(l => l.StartsWith("--", StringComparison.Ordinal) || SqlStatement().IsMatch(l) || l.EndsWith(';')) > 1)
        {
            return TextLook.Sql;
        }
        (TextLook Look, Regex Shape)[] shapes =
        [
            (TextLook.Postfix, PostfixLine()), (TextLook.Sendmail, SendmailLine()), (TextLook.Exim, EximLine()),
            (TextLook.Syslog, SyslogLine()), (TextLook.WebLog, WebLogLine()),
        ];
        // A mail log has other programs' lines in between, so its few are enough where the rest is syslog.
        var isSyslog = MostMatch(lines, SyslogLine());
        return shapes.FirstOrDefault(s => MostMatch(lines, s.Shape) || (isSyslog && lines.Any(l => s.Shape.IsMatch(l)))).Look;
    }

    /// <summary>True for bytes that no text has: NUL, or more control characters than a stray few.</summary>
    public static bool LikeBinary(ReadOnlySpan<byte> text)
    {
        var controls = 0;
        foreach (var b in text)
        {
            controls += b < 0x20 && b is not ((byte)'\t' or (byte)'\n' or (byte)'\r' or 0x0c or 0x1b) ? 1 : 0;
        }
        return controls * 50 > text.Length;
    }

    /// <summary><c>&lt;22&gt;1 2026-…</c>: syslog as it is sent, not markup.</summary>
    public static bool LikeSyslogPriority(ReadOnlySpan<byte> text) => text is [(byte)'<', >= (byte)'0' and <= (byte)'9', ..];

    /// <summary>Whether the text holds ASCII words, upper case or lower.</summary>
    public static bool Has(ReadOnlySpan<byte> text, ReadOnlySpan<byte> lowerCase)
    {
        for (var at = 0; at + lowerCase.Length <= text.Length; at++)
        {
            var next = text[at..].IndexOfAny(lowerCase[0], (byte)(lowerCase[0] is >= (byte)'a' and <= (byte)'z' ? lowerCase[0] - 32 : lowerCase[0]));
            at += next;
            if (next < 0 || at + lowerCase.Length > text.Length)
            {
                return false;
            }
            if (Ascii.EqualsIgnoreCase(text.Slice(at, lowerCase.Length), lowerCase))
            {
                return true;
            }
        }
        return false;
    }

    private static TextLook LikeJson(IReadOnlyList<string> lines)
    {
        if (!JsonStart().IsMatch(lines.Count > 1 ? lines[0] + lines[1] : lines[0]))
        {
            return TextLook.Unknown;
        }
        if (KumoMtaLine().IsMatch(lines[0]))
        {
            return TextLook.KumoMta;
        }
        return lines.Count > 1 && lines.All(l => l[0] == '{') ? TextLook.JsonLines : TextLook.Json;
    }

    private static bool LikeMail(IReadOnlyList<string> lines)
    {
        var headers = lines[0].StartsWith("From ", StringComparison.Ordinal) ? 1 : 0;
        var at = headers;
        // Long headers go on in lines of their own, so not every line is the beginning of one.
        return at < lines.Count && HeaderLine().IsMatch(lines[at]) && lines.Skip(at).Count(l => KnownHeaderLine().IsMatch(l)) + headers >= 3;
    }

    private static bool MostMatch(IReadOnlyList<string> lines, Regex shape) => lines.Count(l => shape.IsMatch(l)) >= Math.Max(1, lines.Count * Most);

    [GeneratedRegex(@"^(<\d{1,3}>)?([A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d|(\d )?\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:?\d\d)?) [^\s,;""]+ [^\s,;""]+( \S+ \S+ -|:) ")]
    private static partial Regex SyslogLine();

    [GeneratedRegex(@"(^| )postfix[^ ,;]*/[a-z]+\[\d+\]: |(^| )postfix[^ ,;]*/[a-z]+ \d+ - - ")]
    private static partial Regex PostfixLine();

    [GeneratedRegex(@" (sendmail|sm-mta|sm-msp-queue)[^ ,;]*\[\d+\]: ")]
    private static partial Regex SendmailLine();

    [GeneratedRegex(@"(^|: )\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)? (\[\d+\] )?([0-9A-Za-z]{6}-[0-9A-Za-z]{6,11}-[0-9A-Za-z]{2,4} |Start queue run|End queue run|no host name found|no IP address found|exim |TLS error|H=)")]
    private static partial Regex EximLine();

    [GeneratedRegex(@"^\S+ \S+ \S+ \[[^\]]{10,40}\] ""[A-Z]+ \S+ HTTP/")]
    private static partial Regex WebLogLine();

    [GeneratedRegex(@"^(\{\s*(""|\})|\[\s*[\{\[\]""\d-])")]
    private static partial Regex JsonStart();

    [GeneratedRegex(@"""(egress_pool|egress_source|nodeid|reception_protocol|peer_address)""\s*:")]
    private static partial Regex KumoMtaLine();

    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9-]*:( |$)")]
    private static partial Regex HeaderLine();

    [GeneratedRegex(@"^(Return-Path|Received|Delivered-To|X-[A-Za-z0-9-]+|From|To|Subject|Date|Message-ID|MIME-Version|Content-Type|Content-Transfer-Encoding|DKIM-Signature|Authentication-Results|ARC-Seal|Reply-To):( |$)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex KnownHeaderLine();

    [GeneratedRegex(@"^(CREATE (TABLE|DATABASE)|INSERT INTO|DROP TABLE|PRAGMA |BEGIN TRANSACTION|COPY \S+ \(.*FROM stdin|LOCK TABLES|-- (MySQL|MariaDB|PostgreSQL) )", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex SqlStatement();
}
