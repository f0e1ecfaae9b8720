using System.Globalization;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Dashboard.Storage.Embedded;

/// <summary>A cluster (PostgreSQL's word for the folder one server owns) inside the data folder, and the commands on it.</summary>
internal sealed class PostgresCluster
{
    /// <summary>The superuser, and the name of the app's database.</summary>
    public const string Name = "dashboard";

    // A crash can leave 4 GB of log to replay.
    private const string StartSeconds = "600";
    private const string StopSeconds = "60";
    private const long LogLimitBytes = 10 << 20;

    private readonly EmbeddedPostgresOptions _options;
    private readonly PostgresUser _user;
    private readonly string _outer;

    private PostgresCluster(EmbeddedPostgresOptions options, PostgresUser user, PostgresBinaries binaries, string outer, string password)
    {
        _options = options;
        _user = user;
        _outer = outer;
        Binaries = binaries;
        Password = password;
    }

    /// <summary>The programs that run it.</summary>
    public PostgresBinaries Binaries { get; }

    /// <summary>The superuser's password, known to the data folder only.</summary>
    public string Password { get; }

    /// <summary>The folder the server owns.</summary>
    public string Folder => Path.Combine(_outer, "cluster");

    private string LogFile => Path.Combine(_outer, "postgres.log");

    /// <summary>Finds user and programs, and makes the cluster when there is none.</summary>
    /// <returns>The cluster, and whether it was made just now.</returns>
    public static async Task<(PostgresCluster Cluster, bool IsNew)> OpenAsync(
        EmbeddedPostgresOptions options, ILogger logger, CancellationToken cancellationToken)
    {
        var outer = Path.Combine(options.DataFolder, "pg");
        var user = await PostgresUser.FindAsync(outer, cancellationToken);
        var majorVersion = ReadMajorVersion(outer);
        var binaries = await PostgresBinariesSearch.FindAsync(options, majorVersion, logger, cancellationToken);
        if (!Directory.Exists(outer))
        {
            MakePrivate(outer);
            await user.OwnAsync(outer, cancellationToken);
        }

        var password = await PostgresPassword.ReadOrMakeAsync(options.DataFolder, hasCluster: majorVersion is not null, cancellationToken);
        var cluster = new PostgresCluster(options, user, binaries, outer, password);
        if (majorVersion is null)
        {
            await cluster.MakeAsync(cancellationToken);
        }

        return (cluster, majorVersion is null);
    }

    /// <summary>Starts the server on a port of this machine and waits until it takes connections.</summary>
    /// <returns>Null when it started; else what it said.</returns>
    public async Task<string?> TryStartAsync(int port, CancellationToken cancellationToken)
    {
        var log = new FileInfo(LogFile);
        var logged = log.Exists ? log.Length : 0;
        if (logged > LogLimitBytes)
        {
            log.MoveTo(LogFile + ".1", overwrite: true);
            logged = 0;
        }

        var start = await RunAsync(
            Binaries.PgCtl, ["start", "-w", "-t", StartSeconds, "-D", Folder, "-l", LogFile, "-o", PostgresSettings.ToArguments(port, _options.Fsync)], cancellationToken);
        return start.IsSuccess ? null : $"{start.Output}\n{ReadLog(logged)}".Trim();
    }

    /// <summary>Stops the server: open sessions are ended, everything is written to disk.</summary>
    /// <returns>Null when it stopped; else what went wrong.</returns>
    public async Task<string?> TryStopAsync(CancellationToken cancellationToken)
    {
        var stop = await RunAsync(Binaries.PgCtl, ["stop", "-w", "-t", StopSeconds, "-m", "fast", "-D", Folder], cancellationToken);
        return stop.IsSuccess || Postmaster.TryRead(Folder) is null ? null : stop.Output;
    }

    /// <summary>Opens a database of the running server.</summary>
    public string ConnectionString(string database, int port, bool isPooled) =>
        new NpgsqlConnectionStringBuilder
        {
            Host = "127.0.0.1",
            Port = port,
            Username = Name,
            Password = Password,
            Database = database,
            ApplicationName = "Dashboard",
            Pooling = isPooled,
            // So that a person with psql still gets in.
            MaxPoolSize = PostgresSettings.MaxConnections - 10,
            // SCRAM proves the server too: a stranger on the port of a dead one does not know the password.
            RequireAuth = "ScramSHA256",
            // The server is on this machine: these save two round trips at every connect.
            SslMode = SslMode.Disable,
            GssEncryptionMode = GssEncryptionMode.Disable,
        }.ConnectionString;

    /// <summary>Writes a new cluster's files through to the disk; the server may run meanwhile.</summary>
    public async Task SyncAsync(CancellationToken cancellationToken)
    {
        if (_options.Fsync)
        {
            await RunAsync(Binaries.Initdb, ["--sync-only", "-D", Folder], cancellationToken);
        }
    }

    private async Task MakeAsync(CancellationToken cancellationToken)
    {
        // Made under another name and renamed, so that a kill in the middle leaves no half cluster behind.
        // A name of its own: initdb may outlive a killed app for a moment and still write.
        var unfinished = string.Create(CultureInfo.InvariantCulture, $"{Folder}.init-{Environment.ProcessId}");
        var passwordFile = Path.Combine(_outer, "password.init");
        DeleteUnfinished();
        await PostgresPassword.WriteAsync(passwordFile, Password, cancellationToken);
        try
        {
            await _user.OwnAsync(passwordFile, cancellationToken);
            var initdb = await RunAsync(
                Binaries.Initdb,
                [
                    "-D", unfinished, "-U", Name, "-A", "scram-sha-256", "--pwfile", passwordFile, "--locale=C", "-E", "UTF8", "--no-sync",
                ],
                cancellationToken);
            if (!initdb.IsSuccess)
            {
                throw new EmbeddedPostgresException($"The database in {Folder} could not be made.{Hint()}\n{initdb.Output}");
            }
        }
        finally
        {
            File.Delete(passwordFile);
        }

        Directory.Move(unfinished, Folder);
    }

    private void DeleteUnfinished()
    {
        foreach (var folder in Directory.GetDirectories(_outer, Path.GetFileName(Folder) + ".init*"))
        {
            try
            {
                Directory.Delete(folder, recursive: true);
            }
            catch (IOException)
            {
                // Still being written; it costs only space, until the next start.
            }
        }
    }

    private Task<CommandResult> RunAsync(string program, IReadOnlyList<string> arguments, CancellationToken cancellationToken) =>
        _user.Wrap(new Command(program, arguments), _outer).RunAsync(cancellationToken);

    private string Hint() =>
        _user.IsAnother && (ClosedFolders.Hide(_outer) || ClosedFolders.Hide(Binaries.PgCtl))
            ? " Run as root, PostgreSQL works as an unprivileged user, who may not pass every folder on the way there: "
                + "choose another place with Dashboard__DataFolder, such as /var/lib/dashboard."
            : "";

    private string ReadLog(long from)
    {
        try
        {
            using var stream = new FileStream(LogFile, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            stream.Position = Math.Max(Math.Min(from, stream.Length), stream.Length - 2000);
            using var reader = new StreamReader(stream);
            return reader.ReadToEnd();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    private static int? ReadMajorVersion(string outer)
    {
        try
        {
            if (Directory.Exists(outer))
            {
                // File.Exists answers "no" where it may not look.
                _ = Directory.GetFileSystemEntries(outer);
            }

            var cluster = Path.Combine(outer, "cluster");
            var note = Path.Combine(cluster, "PG_VERSION");
            if (!Directory.Exists(cluster))
            {
                return null;
            }

            return int.TryParse(File.ReadAllText(note).Split('.')[0], CultureInfo.InvariantCulture, out var version)
                ? version
                : throw new EmbeddedPostgresException($"{note} does not hold a version of PostgreSQL: {cluster} is damaged. Restore it.");
        }
        catch (FileNotFoundException exception)
        {
            throw new EmbeddedPostgresException($"{exception.FileName} is missing: the database beside it is damaged. Restore it.", exception);
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new EmbeddedPostgresException(
                $"The database in {outer} belongs to another user than {Environment.UserName}: it was made by a start as root or as someone "
                + "else. Start the app as that user, or give this one the folder with chown -R.",
                exception);
        }
    }

    private static void MakePrivate(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
            return;
        }

        Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
