using System.Globalization;

namespace Dashboard.Storage.Embedded;

/// <summary>Folders that let no other user pass, such as /root (0700), and what carries an unprivileged PostgreSQL through them.</summary>
internal static class ClosedFolders
{
    // Bits of capabilities(7).
    private const int DacOverride = 1;
    private const int DacReadSearch = 2;
    private const int SetPcap = 8;

    /// <summary>True when a folder on the way to this path does not let other users pass.</summary>
    public static bool Hide(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return false;
        }

        for (var folder = Path.GetDirectoryName(path); folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (Directory.Exists(folder) && !File.GetUnixFileMode(folder).HasFlag(UnixFileMode.OtherExecute))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Arguments by which setpriv lets a command keep the right to pass; none where root itself lacks the right.</summary>
    public static IReadOnlyList<string> PassArguments()
    {
        var own = OwnCapabilities();
        bool Has(int bit) => (own & (1UL << bit)) != 0;

        // Docker's default leaves root the second, which would let PostgreSQL write where root can, but not the first.
        var pass = Has(DacReadSearch) ? "dac_read_search" : Has(DacOverride) ? "dac_override" : null;
        if (pass is null)
        {
            return [];
        }

        // access(2), by which PostgreSQL checks its own programs, heeds no capability of other users without this.
        string[] access = Has(SetPcap) ? ["--securebits=+no_setuid_fixup"] : [];
        return [$"--inh-caps=+{pass}", $"--ambient-caps=+{pass}", .. access];
    }

    private static ulong OwnCapabilities()
    {
        const string Label = "CapEff:";
        const string Status = "/proc/self/status";
        var line = File.Exists(Status)
            ? File.ReadLines(Status).FirstOrDefault(line => line.StartsWith(Label, StringComparison.Ordinal))
            : null;
        return line is not null && ulong.TryParse(line.AsSpan(Label.Length).Trim(), NumberStyles.HexNumber, null, out var bits) ? bits : 0;
    }
}
