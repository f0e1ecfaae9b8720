using Dashboard.Core.Delivery;
using Dashboard.Formats;
using Dashboard.Formats.Compression;
using Dashboard.Formats.Delimited;

namespace Dashboard.Web.Imports;

/// <summary>What the beginning of a stored file shows.</summary>
/// <param name="Format">Its format; of an archive, that of its first part that is a log.</param>
/// <param name="Problem">Why it cannot be read, a sentence; null: it can.</param>
/// <param name="Sample">The beginning of a delimited export; null for other formats.</param>
/// <param name="Fingerprint">Hash of the beginning of the text; null when there is none.</param>
public sealed record FileLook(LogFormat Format, string? Problem, DelimitedSample? Sample, long? Fingerprint)
{
    // A text shorter than this says little: two exports of nothing but a header are not the same mail.
    private const int LeastFingerprinted = 200;
    private const int MostParts = 50;

    /// <summary>Looks at a stored file. Reads at most a megabyte of each part, so that the answer comes at once.</summary>
    public static async Task<FileLook> AtAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            using var file = StoredFile.Open(path);
            FileLook? first = null;
            while (file.NextPart() is { Number: < MostParts } part)
            {
                var look = await AtAsync(part, file.Kind, cancellationToken);
                if (look.Problem is null)
                {
                    return look;
                }

                first ??= look;
            }

            return first ?? Refused("There is nothing in this file.");
        }
        catch (FileRefusedException e)
        {
            return Refused(e.Message);
        }
        catch (InvalidDataException e)
        {
            return Refused($"The file is damaged: {e.Message} Nothing of it was counted. Upload it again from its origin.");
        }
    }

    private static async Task<FileLook> AtAsync(StoredPart part, StoredKind kind, CancellationToken cancellationToken)
    {
        if (part.Problem is not null)
        {
            return Refused($"{part.Name}: {part.Problem}");
        }

        var beginning = new byte[DelimitedSample.MaxBytes + 1];
        var length = await part.Content.ReadAtLeastAsync(beginning, beginning.Length, throwOnEndOfStream: false, cancellationToken);
        var head = beginning.AsMemory(0, Math.Min(length, ReaderCatalog.DetectionBytes));
        var detection = ReaderCatalog.Detect(head.Span, kind);
        if (detection.Format == LogFormat.Unknown)
        {
            return Refused(detection.Problem ?? "This is not a log that Dashboard can read.");
        }

        var sample = detection.Format == LogFormat.Delimited
            ? DelimitedSample.Read(beginning.AsMemory(0, length), isWhole: length < beginning.Length)
            : null;
        return new FileLook(
            detection.Format, null, sample, length < LeastFingerprinted ? null : unchecked((long)XxHash64.Hash(head.Span, (ulong)head.Length)));
    }

    private static FileLook Refused(string problem) => new(LogFormat.Unknown, problem, null, null);
}
