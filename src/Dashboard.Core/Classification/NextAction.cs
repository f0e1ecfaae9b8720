namespace Dashboard.Core.Classification;

/// <summary>What to do next. Written in kebab case in files, API and pages (<c>fix-authentication</c>).</summary>
public enum NextAction : byte
{
    /// <summary>Nothing to do.</summary>
    None = 0,

    /// <summary>The sending server's own retry is enough.</summary>
    Retry = 1,

    /// <summary>Send slower to this provider.</summary>
    SlowDown = 2,

    /// <summary>Stop, then try a trickle and see.</summary>
    PauseAndProbe = 3,

    /// <summary>Put the address on the do-not-send list.</summary>
    Suppress = 4,

    /// <summary>Check the address before the next send.</summary>
    Revalidate = 5,

    /// <summary>Mend SPF, DKIM, DMARC, reverse DNS or TLS.</summary>
    FixAuthentication = 6,

    /// <summary>Change the message: link, attachment, wording, size.</summary>
    FixContent = 7,

    /// <summary>Change our servers' settings.</summary>
    FixConfiguration = 8,

    /// <summary>Find what lost the trust (list, volume, complaints) before asking for anything.</summary>
    FindCause = 9,

    /// <summary>Ask the named list or provider to lift the block.</summary>
    RequestDelisting = 10,

    /// <summary>Send the same message again later: it was refused for good, but for a passing reason.</summary>
    ResendLater = 11,

    /// <summary>A person should look.</summary>
    Investigate = 12,
}
