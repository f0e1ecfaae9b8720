namespace Dashboard.Storage.Embedded;

/// <summary>Where the embedded PostgreSQL keeps its files, and which binaries run it.</summary>
public sealed record EmbeddedPostgresOptions
{
    /// <summary>The configuration key of <see cref="BinariesFolder"/>, named in error messages.</summary>
    public const string BinariesFolderKey = "Dashboard__PostgresBinaries";

    /// <summary>The app's data folder; made when missing. One running app owns it at a time.</summary>
    public required string DataFolder { get; init; }

    /// <summary>The folder with <c>initdb</c>, <c>pg_ctl</c> and <c>postgres</c>; null searches the machine for one.</summary>
    public string? BinariesFolder { get; init; }

    /// <summary>False trades safety at a power cut for speed: for throwaway databases of tests only.</summary>
    public bool Fsync { get; init; } = true;
}
