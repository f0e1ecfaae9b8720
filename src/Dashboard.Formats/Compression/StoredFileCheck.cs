namespace Dashboard.Formats.Compression;

/// <summary>What a part of a stored file turned out to be.</summary>
/// <param name="Name">Its name; empty when the file is its only part.</param>
/// <param name="Detection">Its format, or why it is no log.</param>
public sealed record CheckedPart(string Name, Detection Detection)
{
    /// <summary>True when there is a reader for it.</summary>
    public bool IsLog => Detection.Format != LogFormat.Unknown;
}

/// <summary>Looks at a stored file before anything of it is counted.</summary>
public static class StoredFileCheck
{
    /// <summary>Recognises every part. What is compressed or packed is read to its end, because damage shows only there.</summary>
    /// <param name="file">Just opened.</param>
    /// <param name="isWhole">False to look only at the beginnings: of a file that was found whole before.</param>
    /// <param name="keepAsync">Called again and again in between, for whoever must show that it is still alive.</param>
    /// <param name="cancellationToken">Ends the look.</param>
    /// <returns>The parts, by number; at least one.</returns>
    /// <exception cref="InvalidDataException">The file is damaged; the message says where.</exception>
    /// <exception cref="FileRefusedException">Nothing in it can be read, or it is too large.</exception>
    public static async Task<IReadOnlyList<CheckedPart>> ReadAsync(
        StoredFile file, bool isWhole, Func<CancellationToken, Task> keepAsync, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(keepAsync);
        var parts = new List<CheckedPart>();
        var block = new byte[ReaderCatalog.DetectionBytes];
        while (file.NextPart() is { } part)
        {
            var length = part.Content.ReadAtLeast(block, block.Length, throwOnEndOfStream: false);
            parts.Add(new CheckedPart(
                part.Name, part.Problem is null ? ReaderCatalog.Detect(block.AsSpan(0, length), file.Kind) : new Detection(LogFormat.Unknown, part.Problem)));
            do
            {
                await keepAsync(cancellationToken);
            }
            while (isWhole && file.Kind != StoredKind.Plain && await part.Content.ReadAsync(block, cancellationToken) > 0);
        }
        return parts;
    }

    /// <summary>Why nothing can be imported from these parts, for the person who sent the file; null when one of them is a log.</summary>
    public static string? WhyNot(IReadOnlyList<CheckedPart> parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        if (parts.Any(p => p.IsLog))
        {
            return null;
        }
        var first = parts[0];
        var problem = first.Detection.Problem ?? "This is not a log that Dashboard can read.";
        return parts.Count == 1
            ? first.Name.Length == 0 ? problem : $"{first.Name}: {problem}"
            : $"None of its {parts.Count} files or sheets is a log that can be read. The first, {first.Name}: {problem}";
    }
}
