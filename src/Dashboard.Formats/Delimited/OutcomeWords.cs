using System.Collections.Frozen;
using System.Text;

namespace Dashboard.Formats.Delimited;

/// <summary>
/// Words for what happened to a message, in seven languages. A mapping's own words come first; these serve for words that it does not
/// name, unless a word means different things on different platforms.
/// </summary>
public static class OutcomeWords
{
    private static readonly FrozenDictionary<string, OutcomeMeaning> Certain = Build(CertainTable());
    private static readonly FrozenDictionary<string, OutcomeMeaning> Usual = Build(UsualTable());

    /// <summary>What the word means on every platform; unknown when there is none or when platforms disagree.</summary>
    /// <param name="word">As it stands in the cell; case, accents and signs do not matter.</param>
    public static OutcomeMeaning Find(string word)
    {
        ArgumentNullException.ThrowIfNull(word);
        return Certain.GetValueOrDefault(PlainWord.Of(word));
    }

    /// <summary>The best guess for a person to check: what the word means on most platforms.</summary>
    /// <param name="word">As it stands in the cell, or two words with <c>+</c> between them, outcome and detail.</param>
    public static OutcomeMeaning Guess(string word)
    {
        ArgumentNullException.ThrowIfNull(word);
        var plus = word.IndexOf(" + ", StringComparison.Ordinal);
        if (plus > 0)
        {
            return GuessPair(Guess(word[..plus]), PlainWord.Of(word[(plus + 3)..]));
        }
        var plain = PlainWord.Of(word);
        return Certain.TryGetValue(plain, out var meaning) || Usual.TryGetValue(plain, out meaning) ? meaning : OutcomeMeaning.Unknown;
    }

    /// <summary>The word that a quarantined row's reason says nobody knows; null for other reasons. Long words are cut and end with an ellipsis.</summary>
    public static string? UnknownIn(string reason)
    {
        ArgumentNullException.ThrowIfNull(reason);
        return reason.StartsWith('“') && reason.EndsWith(DelimitedOutcome.UnknownWord, StringComparison.Ordinal)
            ? reason[1..^DelimitedOutcome.UnknownWord.Length]
            : null;
    }

    internal static OutcomeMeaning Find(ReadOnlySpan<byte> word) => word.Length > 200 ? OutcomeMeaning.Unknown : Find(Encoding.UTF8.GetString(word));

    /// <summary>True for the second word of an outcome: hard, soft, permanent, temporary and the like.</summary>
    internal static bool IsDetail(string word) => PlainWord.Of(word) is var plain
        && (IsTemporary(plain) || IsSoft(plain) || IsHard(plain) || IsSuppressed(plain) || plain is "undetermined" or "blocked" or "block" or "technical" or "general");

    private static OutcomeMeaning GuessPair(OutcomeMeaning outcome, string detail)
    {
        if (outcome is not (OutcomeMeaning.Bounced or OutcomeMeaning.SoftBounced or OutcomeMeaning.Unknown))
        {
            return outcome;
        }
        return detail switch
        {
            _ when IsSuppressed(detail) => OutcomeMeaning.Suppressed,
            _ when IsTemporary(detail) => OutcomeMeaning.Deferred,
            _ when IsSoft(detail) => OutcomeMeaning.SoftBounced,
            _ when IsHard(detail) => OutcomeMeaning.Bounced,
            _ => outcome,
        };
    }

    private static bool IsTemporary(string plain) => plain is "temporary" or "temp" or "temporaire" or "temporal" or "temporaneo" or "temporario" or "temporar" or "tijdelijk" or "vorubergehend";

    // Amazon SES says "Transient" of a bounce that it has given up on.
    private static bool IsSoft(string plain) => plain is "s" or "soft" or "softbounce" or "softbounced" or "transient" or "weich" or "suave" or "blando" or "leggero" or "zacht" or "undetermined";

    private static bool IsHard(string plain) => plain is "h" or "hard" or "hardbounce" or "hardbounced" or "permanent" or "hart" or "dur" or "duro" or "permanente" or "harde" or "dauerhaft";

    private static bool IsSuppressed(string plain) => plain is "suppressed" or "onaccountsuppressionlist" or "suppressbounce" or "suppresscomplaint" or "suppressunsubscribe" or "suppressionlist" or "suppression";

    private static FrozenDictionary<string, OutcomeMeaning> Build(IEnumerable<(OutcomeMeaning Meaning, string Words)> table) => table
        .SelectMany(row => row.Words.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries).Select(word => (Word: word, row.Meaning)))
        // Some words are the same in two languages.
        .DistinctBy(pair => pair.Word)
        .ToFrozenDictionary(pair => pair.Word, pair => pair.Meaning, StringComparer.Ordinal);

    private static IEnumerable<(OutcomeMeaning Meaning, string Words)> CertainTable() =>
    [
        (OutcomeMeaning.Accepted, """
            delivered delivery relayed emaildelivered messagedelivered successfullydelivered deliveredtomailbox deliverysuccess deliverysucceeded deliverysuccessful
            zugestellt ausgeliefert erfolgreichzugestellt distribue delivre livre remis entregado entregada consegnato consegnata recapitato entregue afgeleverd bezorgd
            """),
        (OutcomeMeaning.Deferred, """
            deferred deferral defered delayed deliverydelayed deliverydelay delay temporaryfailure temporarilydeferred tempfail tempfailed transientfailure temporaryfail tempfailure
            verzogert zuruckgestellt aufgeschoben differe retarde diferido aplazado retrasado differito ritardato rinviato adiado atrasado uitgesteld vertraagd
            """),
        (OutcomeMeaning.Bounced, """
            bounced bounce hardbounce hardbounced hardbounces emailbounced messagebounced permanentfailure permfail permfailed permanentfail permanentbounce undeliverable undelivered nondelivered notdelivered
            invalidemail invalidrecipient bademailaddress deliveryfailed deliveryfailure
            unzustellbar abgewiesen zuruckgewiesen nichtzugestellt zustellungfehlgeschlagen gebounct gebounced rebond rebonddur rebondi nondistribue nondelivre nonremis rebotado rebote rebotada reboteduro nodelivered noentregado nonconsegnato
            rimbalzato rimbalzata rimbalzo rimbalzohard naoentregue devolvido devolvida nietafgeleverd nietbezorgd onbestelbaar teruggestuurd harderebote
            """),
        (OutcomeMeaning.SoftBounced, """
            softbounce softbounced softbounces transientbounce temporarybounce weicherbounce rebondsouple rebonddoux rebondleger rebotesuave reboteblando rimbalzosoft rimbalzoleggero
            """),
        (OutcomeMeaning.Expired, "expired messageexpired deliveryexpired timedout retrytimeout maxretries retriesexhausted queueexpired abgelaufen aufgegeben zustellungaufgegeben abandonne abandonado abandonnato opgegeven expire expirado caducado scaduto verlopen givenup gaveup"),
        (OutcomeMeaning.Suppressed, """
            dropped drop suppressed suppression skipped suppressedrecipient onsuppressionlist suppressionlist excluded unterdruckt gesperrt nichtversendet ausgeschlossen supprime exclu suprimido
            excluido excluida descartado soppresso escluso onderdrukt overgeslagen notsent neversent blacklisted blocklisted
            """),
        (OutcomeMeaning.BouncedLater, "outofband outofbandbounce outofbandbounced oob oobbounce asyncbounce asynchronousbounce delayedbounce remotebounce latebounce bouncedlater nachtraglichunzustellbar nachtraglichgebounct spaterbounce"),
        (OutcomeMeaning.Complaint, """
            complaint complained spamcomplaint spamcomplaints spamreport spamreported spam abuse fbl feedbackloop markedasspam reportedasspam junk abusecomplaint abusereport
            beschwerde spambeschwerde alsspamgemeldet plainte signalecommespam queja quejaporspam denunciaspam reclamo reclamospam segnalatocomespam reclamacao denunciadespam klacht spamklacht
            """),
        (OutcomeMeaning.NotDelivery, """
            open opened opens uniqueopened uniqueopen firstopening firstopen proxyopen uniqueproxyopen loadedbyproxy click clicked clicks uniqueclick uniqueclicked ampopen ampclick unsubscribe unsubscribed unsub unsubscription groupunsubscribe groupresubscribe
            listunsubscribe linkunsubscribe resubscribe subscribe subscribed subscriptionchange processed request requests requested injection injected received queued enqueued scheduled created sending pending inprogress
            policyrejection generationfailure generationrejection renderingfailure smsstatus outofoffice autoreply autoresponder vacation stored converted conversion forwarded replied initialopen
            geoffnet geklickt abgemeldet abbestellt ausstehend wartend inbearbeitung eingereiht ouvert ouverture clique clic desabonne desinscrit enattente abierto apertura abierta clicado cancelado desuscrito pendiente
            aperto cliccato disiscritto cancellato inattesa aberto aberta clicou descadastrado pendente geopend geklikt afgemeld uitgeschreven inafwachting
            """),
    ];

    // What platforms do not agree on, or single letters.
    private static IEnumerable<(OutcomeMeaning Meaning, string Words)> UsualTable() =>
    [
        (OutcomeMeaning.Accepted, "d accepted angenommen accepte aceptado accettato aceite geaccepteerd sent send success successful succeeded ok 250 done yes complete completed gesendet versendet versandt erfolgreich envoye succes enviado enviada exito exitoso inviato inviata successo spedito sucesso verzonden verstuurd geslaagd expanded filteredasspam sendexternal deliver true ja oui si sim"),
        (OutcomeMeaning.Deferred, "t tq defer transient retry retrying temporary temp 4xx temporaire temporal temporaneo temporario tijdelijk vorubergehend"),
        (OutcomeMeaning.Bounced, """
            b failed failure fail error hard rejected reject permanent invalid blocked block 5xx false no nein non nao nee denied refused fehlgeschlagen fehler abgelehnt ungultig zuruckgewiesen echec echoue erreur rejete refuse invalide bloque fallido fallo error rechazado
            invalido bloqueado fallito errore rifiutato bloccato falhou falha erro rejeitado mislukt fout geweigerd afgewezen geblokkeerd hart dur duro
            """),
        (OutcomeMeaning.SoftBounced, "soft weich suave blando leggero zacht"),
        (OutcomeMeaning.BouncedLater, "rb"),
        (OutcomeMeaning.Complaint, "f feedback"),
        (OutcomeMeaning.NotDelivery, "r p rs receive"),
    ];
}
