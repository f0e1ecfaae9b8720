using System.Globalization;

namespace Dashboard.Storage.Embedded;

/// <summary>Holds a data folder for one running app, by an exclusive lock that the system drops with the process.</summary>
public sealed class DataFolderLock : IDisposable
{
    // EWOULDBLOCK on Linux and macOS; sharing and lock violation on Windows.
    private static readonly int[] TakenCodes = [11, 35, 32, 33];

    private readonly FileStream _file;

    private DataFolderLock(FileStream file) => _file = file;

    /// <summary>Takes the folder, making it when missing.</summary>
    /// <exception cref="DataFolderInUseException">Another process holds it.</exception>
    /// <exception cref="EmbeddedPostgresException">The folder cannot be made or written.</exception>
    public static DataFolderLock Take(string dataFolder)
    {
        // A lock on the file that holds the number would keep others from reading it on Windows.
        var note = Path.Combine(dataFolder, "app.pid");
        try
        {
            Directory.CreateDirectory(dataFolder);
            var file = new FileStream(Path.Combine(dataFolder, "app.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            try
            {
                File.WriteAllText(note, Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
            }
            catch
            {
                file.Dispose();
                throw;
            }

            return new DataFolderLock(file);
        }
        catch (IOException exception) when (TakenCodes.Contains(exception.HResult & 0xFFFF))
        {
            throw new DataFolderInUseException(dataFolder, ReadOwner(note), exception);
        }
        catch (Exception exception) when (exception is UnauthorizedAccessException or IOException)
        {
            throw new EmbeddedPostgresException(
                $"The data folder {dataFolder} cannot be written as user {Environment.UserName} ({exception.Message}). "
                + "Give that user the folder, or name another with Dashboard__DataFolder.",
                exception);
        }
    }

    /// <summary>Gives the folder back.</summary>
    public void Dispose() => _file.Dispose();

    private static int? ReadOwner(string note)
    {
        try
        {
            return int.TryParse(File.ReadAllText(note), CultureInfo.InvariantCulture, out var id) ? id : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
