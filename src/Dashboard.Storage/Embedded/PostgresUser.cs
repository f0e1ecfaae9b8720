using System.Globalization;

namespace Dashboard.Storage.Embedded;

/// <summary>Whom PostgreSQL runs as: the app's own user, or another when that is root, whom PostgreSQL refuses.</summary>
internal sealed class PostgresUser
{
    private readonly (int Id, int GroupId, string Name)? _other;

    private PostgresUser((int Id, int GroupId, string Name)? other) => _other = other;

    /// <summary>True when the app is root and commands run as someone else.</summary>
    public bool IsAnother => _other is not null;

    /// <summary>Finds the user for a folder of PostgreSQL files: as root its present owner, or <c>nobody</c> for a new one.</summary>
    public static async Task<PostgresUser> FindAsync(string folder, CancellationToken cancellationToken)
    {
        if (OperatingSystem.IsWindows() || !Environment.IsPrivilegedProcess)
        {
            return new PostgresUser(null);
        }

        if (Directory.Exists(folder))
        {
            var owner = (await new Command("stat", "-c", "%u %g %U", folder).RunAsync(cancellationToken)).Output.Split(' ');
            if (owner is [var user, var group, var name] && Number(user) is > 0 and var id && Number(group) is { } groupId)
            {
                return new PostgresUser((id, groupId, name));
            }
        }

        var nobody = Number((await new Command("id", "-u", "nobody").RunAsync(cancellationToken)).Output);
        var nogroup = Number((await new Command("id", "-g", "nobody").RunAsync(cancellationToken)).Output);
        return nobody is { } nobodyId && nogroup is { } nogroupId
            ? new PostgresUser((nobodyId, nogroupId, "nobody"))
            : throw new EmbeddedPostgresException(
                "PostgreSQL does not run as root and this system has no user nobody. Start the app as an ordinary user.");
    }

    /// <summary>Makes a file or folder this user's own.</summary>
    public async Task OwnAsync(string path, CancellationToken cancellationToken)
    {
        if (_other is not { } other)
        {
            return;
        }

        var owned = await new Command("chown", $"{other.Id}:{other.GroupId}", path).RunAsync(cancellationToken);
        if (!owned.IsSuccess)
        {
            throw new EmbeddedPostgresException($"{path} could not be given to the user {other.Name}: {owned.Output}");
        }
    }

    /// <summary>Wraps a command so that it runs as this user.</summary>
    /// <param name="command">What to run.</param>
    /// <param name="dataFolder">A folder the command must reach besides its own file.</param>
    public Command Wrap(Command command, string dataFolder)
    {
        if (_other is not { } other)
        {
            return command;
        }

        if (PostgresBinariesSearch.OnPath("setpriv") is { } setpriv)
        {
            var pass = ClosedFolders.Hide(dataFolder) || ClosedFolders.Hide(command.File) ? ClosedFolders.PassArguments() : [];
            return new Command(
                setpriv,
                [$"--reuid={other.Id}", $"--regid={other.GroupId}", "--clear-groups", .. pass, "--", command.File, .. command.Arguments]);
        }

        if (PostgresBinariesSearch.OnPath("runuser") is { } runuser)
        {
            return new Command(runuser, ["-u", other.Name, "--", command.File, .. command.Arguments]);
        }

        if (PostgresBinariesSearch.OnPath("su") is { } su)
        {
            var line = string.Join(' ', command.Arguments.Prepend(command.File).Select(ShellQuoted));
            // The shell is given because nobody's own is nologin.
            return new Command(su, "-s", "/bin/sh", other.Name, "-c", $"exec {line}");
        }

        throw new EmbeddedPostgresException(
            "PostgreSQL does not run as root, and none of setpriv, runuser and su is here to change the user. Start the app as an ordinary user.");
    }

    private static int? Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string ShellQuoted(string argument) => $"'{argument.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
