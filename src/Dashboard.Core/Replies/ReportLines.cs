using System.Text;
using System.Text.RegularExpressions;

namespace Dashboard.Core.Replies;

/// <summary>The lines of a bounce mail, told apart: headers and fields of its report (RFC 3464 §2), and words.</summary>
internal sealed partial class ReportLines
{
    private const string DiagnosticCode = "diagnostic-code";

    // Exchange's words for it: <mx.example.com #5.1.1 smtp; 550 5.1.1 ...>.
    private const string SupplementaryInfo = "x-supplementary-info";

    private readonly StringBuilder _words = new();
    private readonly List<string> _diagnostics = [];
    private string? _field;
    private StringBuilder _value = new();

    public string Words { get; private set; } = "";

    public IReadOnlyList<string> Diagnostics => _diagnostics;

    public EnhancedStatusCode? Status { get; private set; }

    public bool IsDelayed { get; private set; }

    public bool IsFailed { get; private set; }

    public static ReportLines Of(string text)
    {
        var lines = new ReportLines();
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            lines.Add(line.ToString());
        }

        lines.Close();
        lines.Words = lines._words.ToString().Trim();
        return lines;
    }

    private void Add(string line)
    {
        // Copying often takes the space away that folds a line.
        var field = Field().Match(line);
        var isFolded = _field is not null && line.Length > 0 && line[0] is ' ' or '\t';
        var goesOn = _field == DiagnosticCode && !field.Success && !string.IsNullOrWhiteSpace(line) && !Boundary().IsMatch(line);
        if (isFolded || goesOn)
        {
            _value.Append(' ').Append(line.Trim());
            return;
        }

        Close();
        if (field.Success)
        {
            _field = field.Groups[1].Value.ToLowerInvariant();
            _value = new StringBuilder(line[(field.Index + field.Length)..].Trim());
            return;
        }

        if (!Boundary().IsMatch(line))
        {
            _words.Append(line).Append('\n');
        }
    }

    private void Close()
    {
        var value = _value.ToString();
        switch (_field)
        {
            case DiagnosticCode when value.Length > 0:
            case SupplementaryInfo when value.Length > 0 && _diagnostics.Count == 0:
                _diagnostics.Add(value);
                break;
            case "status":
                SetStatus(value);
                break;
            case "action":
                IsDelayed |= value.StartsWith("delayed", StringComparison.OrdinalIgnoreCase);
                IsFailed |= value.StartsWith("failed", StringComparison.OrdinalIgnoreCase);
                break;
            default:
                break;
        }

        _field = null;
        _value.Clear();
    }

    // The first that says something. Some write the whole reply there.
    private void SetStatus(string value)
    {
        var raw = Encoding.UTF8.GetBytes(value.Length > 16 ? value[..16] : value);
        if (EnhancedStatusCode.TryParsePrefix(raw, out var code, out _))
        {
            Status ??= code is { Subject: 0, Detail: 0 } ? null : code;
        }
        else if (ReplyCode.TryReadPrefix(raw, out _))
        {
            _diagnostics.Add(value);
        }
    }

    // Headers of the mail and of its parts, and fields of the report: their values are names, addresses and times. A wrapped "MAIL
    // FROM:<a@example.com>" is none.
    [GeneratedRegex(
        @"^[> \t]*(Reporting-MTA|Reporting-UA|X-Postfix-[A-Za-z-]+|X-SMTP-Server-[A-Za-z-]+|Arrival-Date|Received-From-MTA|Final-Recipient|Original-Recipient|Action|Status|Remote-MTA|Diagnostic-Code|Last-Attempt-Date|Will-Retry-Until|Final-Log-ID|DSN-Gateway|Original-Envelope-Id|X-Display-Name|X-Supplementary-Info|X-Actual-Recipient|X-Exim-Diagnostic"
        + @"|Return-Path|Received|Delivered-To|Envelope-To|Delivery-Date|Date|From|To|Cc|Reply-To|Subject|Sender|Message-Id|In-Reply-To|References|MIME-Version|Content-[A-Za-z-]+|Auto-Submitted|Precedence|Importance|Thread-[A-Za-z]+|X-Original-To|X-Failed-Recipients|X-[A-Za-z-]+|Authentication-Results|ARC-[A-Za-z-]+|DKIM-Signature|Received-SPF"
        + @"|Betreff|Gesendet( am)?|Objet|Sujet|Asunto|Enviado( el)?|Oggetto|Inviato|Sent)[ \t]?:(?![:<])",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Field();

    // Lines between the parts of a mail, and such lines drawn by people.
    [GeneratedRegex(@"^--[A-Za-z0-9_=.'()+,/:? -]*$|^[-=_#*]{6,}\s*$")]
    private static partial Regex Boundary();
}
