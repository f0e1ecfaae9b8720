using Dashboard.Formats.Compression;

namespace Dashboard.Formats.Tests.Compression;

/// <summary>Reads stored files as the import does: block by block, to the end.</summary>
internal static class Unpack
{
    public static StoredFile Open(byte[] stored, StoredFileLimits? limits = null) =>
        StoredFile.Open(new MemoryStream(stored), limits ?? StoredFileLimits.Default);

    /// <summary>Names and texts of all parts.</summary>
    public static List<(string Name, byte[] Text)> All(byte[] stored, StoredFileLimits? limits = null)
    {
        using var file = Open(stored, limits);
        var parts = new List<(string, byte[])>();
        while (file.NextPart() is { } part)
        {
            Assert.Equal(parts.Count, part.Number);
            parts.Add((part.Name, Read(part.Content)));
        }
        Assert.True(file.BytesRead <= file.Length);
        return parts;
    }

    /// <summary>The text of the only part.</summary>
    public static byte[] One(byte[] stored) => Assert.Single(All(stored)).Text;

    public static byte[] Read(Stream content)
    {
        using var text = new MemoryStream();
        var block = new byte[3000];
        for (var count = content.Read(block); count > 0; count = content.Read(block))
        {
            text.Write(block.AsSpan(0, count));
        }
        return text.ToArray();
    }
}
