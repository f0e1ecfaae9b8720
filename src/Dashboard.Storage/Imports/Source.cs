namespace Dashboard.Storage.Imports;

/// <summary>One configured sender of events: an MTA's logs, an ESP's webhook, a mailbox, a folder.</summary>
public sealed class Source
{
    /// <summary>Row id.</summary>
    public int Id { get; set; }

    /// <summary>Unique name, at most 100 characters.</summary>
    public required string Name { get; set; }

    /// <summary>Format of its files: <c>powermta</c>.</summary>
    public required string Format { get; set; }

    /// <summary>When it was first seen, UTC.</summary>
    public DateTimeOffset CreatedAt { get; set; }
}
