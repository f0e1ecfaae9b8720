namespace Dashboard.Web.Imports;

/// <summary>Where uploaded originals are kept: they are read from there, and again after a restart.</summary>
public sealed class UploadFolder
{
    private const string PartSuffix = ".part";

    private readonly string _folder;

    /// <param name="dataFolder">The product's data folder; the uploads lie below it.</param>
    public UploadFolder(string dataFolder)
    {
        _folder = Path.Combine(dataFolder, "uploads");
        SpillFolder = Path.Combine(dataFolder, "spill");
        Directory.CreateDirectory(_folder);
        Directory.CreateDirectory(SpillFolder);
    }

    /// <summary>For what an import cannot hold in memory; its files are worthless after a restart.</summary>
    public string SpillFolder { get; }

    /// <summary>The stored file's path.</summary>
    public string PathOf(string storedName) => Path.Combine(_folder, Path.GetFileName(storedName));

    /// <summary>Streams an upload to disk. A cut connection leaves nothing behind.</summary>
    /// <returns>The stored name and the bytes written.</returns>
    public async Task<(string StoredName, long Bytes)> SaveAsync(Stream body, CancellationToken cancellationToken)
    {
        var storedName = Guid.NewGuid().ToString("n");
        var part = PathOf(storedName) + PartSuffix;
        try
        {
            long bytes;
            await using (var file = new FileStream(part, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 17, FileOptions.Asynchronous))
            {
                await body.CopyToAsync(file, 1 << 17, cancellationToken);
                bytes = file.Length;
                // Accepted means durable: the answer to the sender comes after this.
                file.Flush(flushToDisk: true);
            }

            File.Move(part, PathOf(storedName));
            return (storedName, bytes);
        }
        catch
        {
            File.Delete(part);
            throw;
        }
    }

    /// <summary>Deletes what a killed process left half written.</summary>
    public void DeleteLeftovers()
    {
        foreach (var leftover in Directory.EnumerateFiles(_folder, "*" + PartSuffix).Concat(Directory.EnumerateFiles(SpillFolder)))
        {
            File.Delete(leftover);
        }
    }
}
