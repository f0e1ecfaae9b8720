namespace Dashboard.Formats.Delimited;

/// <summary>Texts that a sending platform writes itself because no server answered.</summary>
internal static class LocalText
{
    private static readonly byte[][] Words =
    [
        .. ((string[])
        [
            "timed out", "timeout", "time out", "connection refused", "connection reset", "connection closed", "connection error", "connection failed", "connection dropped",
            "could not connect", "cannot connect", "unable to connect", "failed to connect", "couldn't connect", "can't connect", "connect error", "lost connection",
            "no route to host", "network is unreachable", "host unreachable", "no answer from host", "no response from",
            "dns error", "dns failure", "dns lookup", "dns query", "dns:", "dns server", "nxdomain", "servfail", "name service error", "name resolution", "name or service not known",
            "host not found", "domain not found", "host or domain name not found", "unknown host", "unresolvable", "could not resolve", "unable to resolve", "cannot resolve", "no mx", "mx lookup",
            "mx record", "unable to get mx", "no a record", "has no mail", "no mail server", "no such domain", "unable to route", "bad destination system",
            "tls handshake", "ssl handshake", "starttls failed", "cannot start tls", "[internal]", "kumomta internal", "message expired", "delivery time expired", "retry timeout", "too old",
            "max retries", "maximum retries", "suppress", "zeituberschreitung", "zeitüberschreitung", "verbindung abgelehnt", "délai dépassé", "tiempo de espera", "tempo scaduto",
        ]).Select(System.Text.Encoding.UTF8.GetBytes),
    ];

    /// <summary>For texts without a reply code of their own: a server's words may speak of its own time-outs too.</summary>
    public static bool Says(ReadOnlySpan<byte> lowerText)
    {
        foreach (var words in Words)
        {
            if (lowerText.IndexOf(words) >= 0)
            {
                return true;
            }
        }
        return false;
    }
}
