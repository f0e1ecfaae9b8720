namespace Dashboard.Testing.Generation;

/// <summary>What a generated accounting file is like.</summary>
public sealed record PowerMtaLogOptions
{
    /// <summary>About how many events to write (within a few per cent; the truth has the exact number).</summary>
    public required int Events { get; init; }

    public int Days { get; init; } = 14;

    /// <summary>First day, UTC. Nothing is in the queue when it begins.</summary>
    public DateOnly Start { get; init; } = new(2026, 6, 1);

    public ulong Seed { get; init; } = 1;

    /// <summary>The three planted incidents (<see cref="Incident"/>).</summary>
    public bool Incidents { get; init; } = true;

    /// <summary>Bounce mails for recipients accepted before (<c>rb</c>).</summary>
    public bool AsynchronousBounces { get; init; }

    /// <summary>Feedback-loop complaints (<c>f</c>).</summary>
    public bool Complaints { get; init; }

    /// <summary>How long a message is retried.</summary>
    public TimeSpan QueueLifetime { get; init; } = TimeSpan.FromHours(72);
}
