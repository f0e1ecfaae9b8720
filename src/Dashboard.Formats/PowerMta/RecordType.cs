using System.Text;

namespace Dashboard.Formats.PowerMta;

/// <summary>The record types of an accounting file, by letter in PowerMTA's own files and by name in other tools'.</summary>
internal enum RecordType
{
    Unknown,
    Delivery,
    Bounce,
    Transient,
    TransientQueue,
    RemoteBounce,
    RemoteStatus,
    Feedback,
    Received,
    Processed,
}

internal static class RecordTypes
{
    public static RecordType Parse(ReadOnlySpan<byte> text)
    {
        if (text.Length == 1)
        {
            return (text[0] | 0x20) switch
            {
                'd' => RecordType.Delivery,
                'b' => RecordType.Bounce,
                't' => RecordType.Transient,
                'f' => RecordType.Feedback,
                'r' => RecordType.Received,
                'p' => RecordType.Processed,
                _ => RecordType.Unknown,
            };
        }
        Span<byte> name = stackalloc byte[24];
        if (text.Length > name.Length || !Ascii.IsValid(text))
        {
            return RecordType.Unknown;
        }
        Ascii.ToLower(text, name, out var length);
        name = name[..length];
        return name switch
        {
            _ when name.SequenceEqual("tq"u8) || name.SequenceEqual("transient-queue"u8) => RecordType.TransientQueue,
            _ when name.SequenceEqual("rb"u8) || name.SequenceEqual("remote-bounce"u8) => RecordType.RemoteBounce,
            _ when name.SequenceEqual("rs"u8) || name.SequenceEqual("remote-status"u8) => RecordType.RemoteStatus,
            _ when name.SequenceEqual("delivery"u8) || name.SequenceEqual("delivered"u8) => RecordType.Delivery,
            _ when name.SequenceEqual("bounce"u8) || name.SequenceEqual("bounced"u8) => RecordType.Bounce,
            _ when name.SequenceEqual("transient"u8) => RecordType.Transient,
            _ when name.SequenceEqual("fbl"u8) || name.SequenceEqual("feedback"u8) || name.SequenceEqual("feedback-loop"u8)
                => RecordType.Feedback,
            _ when name.SequenceEqual("received"u8) || name.SequenceEqual("receive"u8) => RecordType.Received,
            _ when name.SequenceEqual("processed"u8) => RecordType.Processed,
            _ => RecordType.Unknown,
        };
    }
}
