namespace Dashboard.Core.Replies;

/// <summary>Words of a notice that delivery goes on (RFC 3464 <c>Action: delayed</c>): nothing is lost yet, whatever the reason.</summary>
internal static class DelayNotice
{
    private static readonly string[] Words =
    [
        "has been delayed", "message delayed", "is delayed", "action: delayed", "delay reason", "still awaiting delivery", "will continue trying",
        "delivery attempts will continue", "attempts will continue to be made", "warning message only", "this is a warning only",
        "not yet been delivered", "will be retried until", "will retry for", "will keep trying", "you do not need to resend",
        "delivery incomplete", "not yet received your message", "wird weiterhin versucht", "verzögert", "livraison est retardée",
        "sera retenté", "se ha retrasado", "è stata ritardata", "zustellung verzögert", "a été retardée", "entrega retrasada", "se retrasó",
        "consegna ritardata", "entrega atrasada", "está atrasad", "foi adiada", "is vertraagd", "levering vertraagd", "opóźnion", "opóźnieni",
        "доставка задерж", "задерживается", "отложен", "配信が遅れ", "配信が遅延", "配送が遅延", "投递延迟", "延迟投递", "延遲",
    ];

    /// <summary>True when the text is such a notice.</summary>
    public static bool IsIn(string text) => Array.Exists(Words, word => text.Contains(word, StringComparison.OrdinalIgnoreCase));
}
