using Dashboard.Core.Delivery;
using Dashboard.Core.Replies.Masking;

namespace Dashboard.Core.Replies;

/// <summary>
/// Turns a raw reply into its template: the same sentence with <c>&lt;address&gt;</c>, <c>&lt;ip&gt;</c>, <c>&lt;host&gt;</c>,
/// <c>&lt;id&gt;</c>, <c>&lt;number&gt;</c> and <c>&lt;time&gt;</c> where it varies, multi-line replies on one line. Depends on no
/// rule, so that a new rule can restate the past. Codes are never masked: three digits, x.y.z, <c>[TSS04]</c>, <c>S3140</c>,
/// <c>127.0.0.4</c>, a blocklist's zone, a documentation link. Allocates nothing; any bytes are accepted.
/// </summary>
public static class TemplateMasker
{
    /// <summary>Changes whenever the same reply would give another template. Stored with templates.</summary>
    public const int Version = 1;

    /// <summary>Longer replies are read up to here, in bytes.</summary>
    public const int MaxInputBytes = Reply.MaxBytes;

    /// <summary>Longest template, in bytes of UTF-8; a buffer of this size always fits.</summary>
    public const int MaxOutputBytes = 1024;

    /// <summary>Writes the template of a reply.</summary>
    /// <param name="reply">The raw reply.</param>
    /// <param name="known">The event's fields; they are masked wherever they occur.</param>
    /// <param name="destination">Takes the template; up to <see cref="MaxOutputBytes"/> are used, a longer template is cut.</param>
    /// <returns>Bytes written: valid UTF-8 without control characters.</returns>
    public static int Mask(ReadOnlySpan<byte> reply, in KnownFields known, Span<byte> destination)
    {
        reply = reply.Length > MaxInputBytes ? reply[..MaxInputBytes] : reply;
        destination = destination.Length > MaxOutputBytes ? destination[..MaxOutputBytes] : destination;
        var scan = new ReplyScan(reply, known, destination);
        return scan.Run();
    }

    /// <summary>Writes the template of a log line's reply.</summary>
    /// <returns>Bytes written.</returns>
    public static int Mask(LogEvent logEvent, Span<byte> destination) =>
        Mask(logEvent.Reply.Span, KnownFields.Of(logEvent), destination);
}
