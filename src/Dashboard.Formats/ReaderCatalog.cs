using System.Text;
using Dashboard.Formats.Compression;
using Dashboard.Formats.Delimited;
using Dashboard.Formats.PowerMta;
using Dashboard.Formats.Text;

namespace Dashboard.Formats;

/// <summary>What the beginning of a file looks like.</summary>
/// <param name="Format">The format, or unknown.</param>
/// <param name="Problem">When unknown: a sentence for the person who sent the file. Null otherwise.</param>
public readonly record struct Detection(LogFormat Format, string? Problem);

/// <summary>Every format there is a reader for: recognising it, and opening its reader.</summary>
public static class ReaderCatalog
{
    /// <summary>How much of a file's beginning <see cref="Detect"/> looks at, bytes (decompressed). Less is fine.</summary>
    public const int DetectionBytes = 64 * 1024;

    /// <summary>Says what a text is, by its first bytes (decompressed).</summary>
    /// <param name="beginning">The first bytes.</param>
    /// <param name="kind">What the text came out of: an archive in an archive is told apart from one that was sent.</param>
    public static Detection Detect(ReadOnlySpan<byte> beginning, StoredKind kind = StoredKind.Plain)
    {
        var looked = beginning[..Math.Min(beginning.Length, DetectionBytes)];
        var text = looked;
        if (TextEncoding.FindUtf16(text) is { } utf16)
        {
            text = Encoding.UTF8.GetBytes(utf16.GetString(text[..(text.Length & ~1)]));
        }
        if (PowerMtaDetection.Matches(text))
        {
            return new Detection(LogFormat.PowerMta, null);
        }
        if (NotALog.Recognise(looked, kind) is { } why)
        {
            return new Detection(LogFormat.Unknown, why);
        }
        return DelimitedDetection.Matches(looked)
            ? new Detection(LogFormat.Delimited, null)
            : new Detection(LogFormat.Unknown, SampleTrouble.WhyTooWide(looked) ?? NotALog.Why(looked, kind));
    }

    /// <summary>Opens a reader over decompressed text; the stream is disposed with it.</summary>
    /// <exception cref="ArgumentException">The format has no reader.</exception>
    public static ILogReader Open(LogFormat format, Stream stream, LogReaderOptions options) => format switch
    {
        LogFormat.PowerMta => PowerMtaReader.Open(stream, options),
        LogFormat.Delimited => DelimitedReader.Open(stream, options),
        _ => throw new ArgumentException("There is no reader for this format.", nameof(format)),
    };
}
