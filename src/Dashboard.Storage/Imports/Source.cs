namespace Dashboard.Storage.Imports;

/// <summary>One configured sender of events: an MTA's logs, an ESP's webhook, a mailbox, a folder.</summary>
public sealed class Source
{
    /// <summary>Row id.</summary>
    public int Id { get; set; }

    /// <summary>Unique name, at most 100 characters.</summary>
    public required string Name { get; set; }

    /// <summary>Format of its files: <c>powermta</c> or <c>csv</c>.</summary>
    public required string Format { get; set; }

    /// <summary>How its files are read (time zone, columns), JSON of the reading side; null: the format's own defaults.</summary>
    public string? Reading { get; set; }

    /// <summary>When a person looked at <see cref="Reading"/> and agreed, UTC; null: it is a guess that nobody has confirmed.</summary>
    public DateTimeOffset? ReadingConfirmedAt { get; set; }

    /// <summary>Who confirmed it; null when nobody did.</summary>
    public string? ReadingConfirmedBy { get; set; }

    /// <summary>What a person said that it can or cannot show, by the capability's word; what is not in here is found from its events.</summary>
    public Dictionary<string, bool> Capabilities { get; set; } = [];

    /// <summary>When it was first seen, UTC.</summary>
    public DateTimeOffset CreatedAt { get; set; }
}
