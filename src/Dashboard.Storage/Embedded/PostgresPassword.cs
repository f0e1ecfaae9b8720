using System.Security.Cryptography;

namespace Dashboard.Storage.Embedded;

/// <summary>The superuser's password, made once and kept in the data folder for the app's own user (mode 0600).</summary>
internal static class PostgresPassword
{
    /// <summary>Reads it, or makes one when there is neither password nor cluster.</summary>
    /// <exception cref="EmbeddedPostgresException">There is a cluster, but its password is lost.</exception>
    public static async Task<string> ReadOrMakeAsync(string dataFolder, bool hasCluster, CancellationToken cancellationToken)
    {
        var file = Path.Combine(dataFolder, "pg.password");
        if (File.Exists(file) && (await File.ReadAllTextAsync(file, cancellationToken)).Trim() is { Length: > 0 } known)
        {
            return known;
        }

        if (hasCluster)
        {
            throw new EmbeddedPostgresException($"{file} is missing: the database beside it does not open without it. Restore it.");
        }

        var made = RandomNumberGenerator.GetHexString(40, lowercase: true);
        await WriteAsync(file + ".init", made, cancellationToken);
        File.Move(file + ".init", file, overwrite: true);
        return made;
    }

    /// <summary>Writes a password to a file that only its owner reads.</summary>
    public static async Task WriteAsync(string file, string password, CancellationToken cancellationToken)
    {
        File.Delete(file);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        await using var writer = new StreamWriter(file, options);
        await writer.WriteAsync(password.AsMemory(), cancellationToken);
    }
}
