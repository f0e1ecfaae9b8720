namespace Dashboard.Web.Imports;

/// <summary>Where uploaded originals are kept: they are read from there, and again after a restart.</summary>
public sealed class UploadFolder
{
    private const string PartSuffix = ".part";

    // ENOSPC and EDQUOT as .NET passes them on, and what Windows says.
    private const int NoSpace = 28;
    private const int NoQuota = 122;
    private const int WindowsDiskFull = unchecked((int)0x80070070);
    private const int WindowsHandleDiskFull = unchecked((int)0x80070027);

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

    /// <summary>Room on the folder's disk, bytes.</summary>
    public long FreeBytes => new DriveInfo(_folder).AvailableFreeSpace;

    /// <summary>True when the folder's disk has less free than a tenth of its size, or than 5 GiB where that is less: reading files pauses.</summary>
    public bool IsShortOfRoom
    {
        get
        {
            var disk = new DriveInfo(_folder);
            return disk.AvailableFreeSpace < Math.Min(disk.TotalSize / 10, 5L << 30);
        }
    }

    /// <summary>What all originals take together, bytes. One that is deleted meanwhile counts or does not.</summary>
    public long UsedBytes => new DirectoryInfo(_folder).EnumerateFiles().Sum(file => file.Exists ? file.Length : 0);

    /// <exception cref="ShortOfRoomException">There is less room than the reserve.</exception>
    public void RequireRoom()
    {
        if (IsShortOfRoom)
        {
            throw new ShortOfRoomException();
        }
    }

    /// <summary>True for the failure of a write for which there was no room.</summary>
    public static bool IsDiskFull(IOException exception) => exception.HResult is NoSpace or NoQuota or WindowsDiskFull or WindowsHandleDiskFull;

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

    /// <summary>Whether two stored files are the same, byte for byte.</summary>
    /// <param name="storedName">One.</param>
    /// <param name="otherName">The other; one that is not there is not the same.</param>
    /// <param name="keepAsync">Called again and again in between, for whoever must show that it is still alive.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<bool> AreSameAsync(
        string storedName, string otherName, Func<CancellationToken, Task> keepAsync, CancellationToken cancellationToken)
    {
        if (!File.Exists(PathOf(otherName)))
        {
            return false;
        }

        await using var one = File.OpenRead(PathOf(storedName));
        await using var other = File.OpenRead(PathOf(otherName));
        var (block, otherBlock) = (new byte[1 << 18], new byte[1 << 18]);
        int length;
        do
        {
            await keepAsync(cancellationToken);
            length = await one.ReadAtLeastAsync(block, block.Length, throwOnEndOfStream: false, cancellationToken);
            var otherLength = await other.ReadAtLeastAsync(otherBlock, otherBlock.Length, throwOnEndOfStream: false, cancellationToken);
            if (!block.AsSpan(0, length).SequenceEqual(otherBlock.AsSpan(0, otherLength)))
            {
                return false;
            }
        }
        while (length > 0);
        return true;
    }

    /// <summary>Deletes an upload that is not to be imported.</summary>
    public void Delete(string storedName) => File.Delete(PathOf(storedName));

    /// <summary>Deletes what a killed process left half written; what a living one, beside this, has open stays.</summary>
    public void DeleteLeftovers()
    {
        foreach (var leftover in Directory.EnumerateFiles(_folder, "*" + PartSuffix).Concat(Directory.EnumerateFiles(SpillFolder)))
        {
            try
            {
                using (new FileStream(leftover, FileMode.Open, FileAccess.ReadWrite, FileShare.None))
                {
                    File.Delete(leftover);
                }
            }
            catch (IOException)
            {
                // Open elsewhere, or gone.
            }
        }
    }
}
