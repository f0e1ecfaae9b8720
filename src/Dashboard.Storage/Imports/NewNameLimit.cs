namespace Dashboard.Storage.Imports;

/// <summary>How many names of one kind an import may bring that the store has not met; the ones beyond are counted together.</summary>
/// <param name="Kind">The word under which <see cref="Import.NewNames"/> counts them. Stored; never rename.</param>
/// <param name="Words">What they are called, plural.</param>
/// <param name="Most">How many.</param>
public sealed record NewNameLimit(string Kind, string Words, int Most)
{
    /// <summary>Recipient domains.</summary>
    public static readonly NewNameLimit Domains = new("domains", "recipient domains", 20_000);

    /// <summary>Groups of relay hosts, and domains where none was reached.</summary>
    public static readonly NewNameLimit Routes = new("routes", "receiving systems", 5_000);

    /// <summary>Relay hosts.</summary>
    public static readonly NewNameLimit Relays = new("relays", "receiving hosts", 20_000);

    /// <summary>Streams.</summary>
    public static readonly NewNameLimit Streams = new("streams", "streams", 1_000);

    /// <summary>Campaign with stream, pool and client.</summary>
    public static readonly NewNameLimit Flows = new("flows", "campaigns (with their streams, pools and clients)", 10_000);

    /// <summary>All sender-side dimensions together.</summary>
    public static readonly NewNameLimit Contexts = new("contexts", "combinations of sending address, domains, list source and segment", 20_000);

    /// <summary>Reply templates.</summary>
    public static readonly NewNameLimit Templates = new("templates", "wordings of replies", 20_000);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<NewNameLimit> All { get; } = [Domains, Routes, Relays, Streams, Flows, Contexts, Templates];

    /// <summary>Those that an import went beyond.</summary>
    public static IReadOnlyList<NewNameLimit> PassedBy(Import import)
    {
        ArgumentNullException.ThrowIfNull(import);
        return [.. All.Where(limit => import.NewNames.GetValueOrDefault(limit.Kind) > limit.Most)];
    }
}
