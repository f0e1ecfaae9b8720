using System.Collections.Frozen;

namespace Dashboard.Formats.Delimited;

/// <summary>A field that a column's name speaks for.</summary>
/// <param name="Field">The field.</param>
/// <param name="Weight">1 for a name that means nothing else, 0.6 for a usual one, 0.3 for one that the values must confirm.</param>
internal readonly record struct NameHint(ColumnField Field, double Weight);

/// <summary>
/// What names of columns mean, in seven languages. Names are compared without case, accents, blanks and signs. A name may speak for
/// several fields; the values decide then.
/// </summary>
internal static class HeaderSynonyms
{
    private const double Strong = 1;
    private const double Usual = 0.6;
    private const double Poor = 0.4;
    private const double Weak = 0.3;

    private static readonly FrozenDictionary<string, NameHint[]> Names = Build();

    /// <summary>The fields a name speaks for, strongest first; empty when it says nothing.</summary>
    public static IReadOnlyList<NameHint> Find(string name)
    {
        var plain = PlainWord.Of(WithoutComment(name));
        if (Names.TryGetValue(plain, out var hints) || Names.TryGetValue(PlainWord.Of(name), out hints))
        {
            return hints;
        }
        // "msg.email", "event:type", "header_X-Campaign-ID" and "X-Message-ID" are known by their ends.
        var path = name.LastIndexOfAny(['.', ':', '/']);
        if (path >= 0 && Names.TryGetValue(PlainWord.Of(name[(path + 1)..]), out hints))
        {
            return hints;
        }
        foreach (var prefix in (ReadOnlySpan<string>)["headerx", "header", "x", "event", "bounce", "smtp", "delivery", "mail", "last"])
        {
            if (plain.Length > prefix.Length && plain.StartsWith(prefix, StringComparison.Ordinal) && Names.TryGetValue(plain[prefix.Length..], out hints))
            {
                return hints;
            }
        }
        return [];
    }

    public static bool IsKnown(string name) => name.Length > 0 && Find(name).Count > 0;

    // "Date (UTC)", "Zeit [MEZ]"
    private static string WithoutComment(string name)
    {
        var at = name.IndexOfAny(['(', '[']);
        return at > 0 ? name[..at] : name;
    }

    private static FrozenDictionary<string, NameHint[]> Build()
    {
        var names = new Dictionary<string, List<NameHint>>(StringComparer.Ordinal);
        foreach (var (field, weight, words) in Table())
        {
            foreach (var word in words.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries))
            {
                if (!names.TryGetValue(word, out var hints))
                {
                    names.Add(word, hints = []);
                }
                if (!hints.Exists(hint => hint.Field == field))
                {
                    hints.Add(new NameHint(field, weight));
                }
            }
        }
        return names.ToFrozenDictionary(name => name.Key, name => name.Value.OrderByDescending(hint => hint.Weight).ToArray(), StringComparer.Ordinal);
    }

    private static IEnumerable<(ColumnField Field, double Weight, string Words)> Table() =>
    [
        (ColumnField.EventTime, Strong, """
            timestamp eventtime eventtimestamp eventdate eventdatetime timelogged logged loggedat tsevent occurredat occurred happenedat bouncedate bouncetime bouncezeitpunkt cleantime cleandate
            bouncedat bouncedon deliveredat deliverydate deliverytime deliveredon processedat datetime dateandtime eventts
            zeitstempel ereignisdatum ereigniszeit zeitpunkt datumuhrzeit datumzeit zustellzeit zustelldatum bouncedatum horodatage dateheure dateevenement
            fechahora fechayhora fechaevento fecharebote marcadetiempo dataora dataeora dataevento dataehora datahora tijdstip datumtijd datumentijd tijdstempel
            """),
        (ColumnField.EventTime, Usual, """
            received receiveddate time date ts eventat at created createdat createddate updatedat lastevent lasteventtime logtime logdate logtimestamp datereceived lastattempt lastattemptat
            dategmt dateutc utcdate utctime timeutc day when lastbounce lastbouncedate attemptedat attempttime attemptdate failedat failuretime
            datum zeit uhrzeit heure jour fecha hora dia data ora giorno tijd dag
            """),
        (ColumnField.EventTime, Weak, "sentat sentdate senttime sendtime senddate senton sent versanddatum versandzeit sendedatum datedenvoi dateenvoi fechaenvio fechadeenvio datainvio datadiinvio datadeenvio dataenvio verzenddatum verzendtijd tsepoch"),
        (ColumnField.EventClock, Usual, "time uhrzeit zeit heure hora ora tijd clock timeofday eventtime"),
        (ColumnField.QueuedTime, Strong, "timequeued queuedat queuedtime queuetimestamp queuedate injected injectedat injectiontime submitted submittedat submittime acceptedat arrivaldate enqueuedat eingereiht eingangszeit requestedat"),
        (ColumnField.QueuedTime, Usual, "sentat sentdate senttime sendtime senddate senton createdtime created createdat queued versanddatum versandzeit sendedatum datedenvoi dateenvoi fechaenvio fechadeenvio datainvio datadiinvio datadeenvio dataenvio verzenddatum verzendtijd processed processedat"),
        (ColumnField.Outcome, Strong, """
            event eventtype eventname deliverystatus deliveryevent messagestatus emailstatus mailstatus sendstatus recordtype notificationtype outcome disposition dsnaction evt deliverystate
            deliveryresult lastevent lasteventtype eventstatus ereignis ereignistyp zustellstatus versandstatus zustellergebnis mailingstatus evenement typeevenement statutlivraison statutdelivrance evento tipoevento tipodeevento
            estadoentrega estadodeentrega estadodelenvio estadoenvio statoconsegna statoinvio tipodievento statusdaentrega statusentrega statusdeentrega estadodaentrega gebeurtenis afleverstatus bezorgstatus verzendstatus
            """),
        (ColumnField.Outcome, Usual, "status state result type action finalstatus laststatus ergebnis resultat zustand statut etat estado resultado tipo stato esito risultato situacao toestand resultaat typ soort sttext"),
        (ColumnField.Outcome, Weak, "eventid bounced bouncetype bounce bouncestatus delivered success category message reason failuretype bouncetyp typebounce tipobounce tipodebounce tiporebote tipoderebote tipodirimbalzo typerebond typederebond hardsoft hardorsoft"),
        (ColumnField.OutcomeDetail, Strong, "severity bouncetype bouncesubtype bounceseverity permanence failuretype subtype eventsubtype substatus hardsoft hardorsoft bouncetyp bounceart typebounce tipobounce tipodebounce tiporebote tipoderebote tipodirimbalzo typerebond typederebond"),
        (ColumnField.OutcomeDetail, Weak, "type typ category classification reason bounce"),
        (ColumnField.Recipient, Strong, """
            rcpt rcptto recipient recipientemail recipientaddress recipients emailaddress email mailaddress emailadresse mailadresse finalrecipient originalrecipient mailto useremail
            contactemail subscriberemail toaddress toemail emailto envelopeto deliveredto toaddr recipientemailaddress emailrecipient smtpto
            empfanger empfangeradresse empfangeremail empfangermail adresseemail adressemail courriel destinataire adressedestinataire emaildestinataire correo correoelectronico destinatario
            direccioncorreo direcciondecorreo emaildestinatario indirizzoemail indirizzo enderecodeemail ontvanger emailadres eadres emailontvanger
            """),
        (ColumnField.Recipient, Usual, "to address subscriber contact destination mail user username customeremail an adresse kontakt abonnent abonne contacto contatto contato suscriptor abonnee a aan para account failedrecipient"),
        (ColumnField.RecipientDomain, Strong, "recipientdomain rcptdomain todomain emaildomain routingdomain destinationdomain destdomain maildomain domaine empfangerdomain emailisp dominiodestinatario domainedestinataire ontvangerdomein"),
        (ColumnField.RecipientDomain, Usual, "domain isp dominio domein"),
        (ColumnField.Provider, Strong, "mailboxprovider recipientprovider mxprovider receiver mbp inboxprovider emailprovider postfachanbieter"),
        (ColumnField.Provider, Usual, "provider isp group esp fai proveedor anbieter fournisseur"),
        (ColumnField.Sender, Strong, "orig mailfrom envelopefrom envelopesender returnpath originalmailfrom smtpfrom bounceaddress senderaddress senderemail absenderadresse"),
        (ColumnField.Sender, Usual, "from sender fromaddress fromemail emailfrom msgfrom absender frm mailer von expediteur remitente mittente da de remetente afzender van"),
        (ColumnField.FromDomain, Strong, "fromdomain senderdomain sendingdomain headerfrom friendlyfrom fromheader sendingdomainname absenderdomain versanddomain dominiomittente domaineexpediteur dominioremitente"),
        (ColumnField.FromDomain, Weak, "from sender fromaddress fromemail"),
        (ColumnField.DkimDomain, Strong, "dkimdomain dkimd dkimsigningdomain signingdomain dkim"),
        (ColumnField.ReplyCode, Strong, "smtpcode smtpstatus smtpstatuscode smtpresponsecode replycode smtpreplycode responsecode smtperrorcode diagnosticstatus bouncecode antwortcode coderetour codesmtp codigosmtp codicesmtp"),
        (ColumnField.ReplyCode, Usual, "code statuscode errorcode resultcode dsncode returncode fehlercode codeerreur codigodeerror codigoerror codiceerrore codigodeerro codigoerro foutcode statuscodes"),
        (ColumnField.ReplyCode, Weak, "status error dsn reply response reason"),
        (ColumnField.EnhancedCode, Strong, "dsnstatus enhancedcode enhancedstatuscode enhancedstatus enhancedsmtpcode extcode extendedcode extendedstatus xyz esc dsncode erweiterterstatus erweitertercode"),
        (ColumnField.EnhancedCode, Usual, "dsn statuscode smtpstatus smtpenhancedcode bouncecode"),
        (ColumnField.EnhancedCode, Weak, "status code deliverystatus errorcode smtpcode"),
        (ColumnField.ReplyText, Strong, """
            dsndiag diag diagnostic diagnosticcode diagnosticmessage diagnosticinfo rawreason smtpresponse smtpreply smtpmessage smtperror smtptext serverresponse remoteresponse mtaresponse bouncereason
            bouncemessage bouncetext bouncedescription bouncediagnostic replytext errormessage errortext errordescription lasterror lastresponse rejectreason rejectionreason failurereason failuremessage rawresponse deliverymessage
            fehlermeldung fehlertext serverantwort antwortdesservers antwortserver reponseduserveur respuestadelservidor rispostadelserver bouncegrund ablehnungsgrund fehlerbeschreibung messageerreur messagederreur reponsesmtp reponseserveur raisonrebond
            mensajedeerror mensajeerror respuestasmtp respuestaservidor motivorebote messaggioerrore messaggiodierrore rispostasmtp motivorimbalzo mensagemdeerro mensagemerro respostasmtp foutmelding serverantwoord bouncereden
            """),
        (ColumnField.ReplyText, Usual, "reason response reply message error details detail description comment comments logmessage answer grund antwort meldung beschreibung bemerkung raison motif reponse motivo respuesta descripcion motivazione risposta descrizione resposta descricao reden antwoord omschrijving melding info"),
        (ColumnField.ReplyText, Weak, "status diagnosticstatus dsn deliverydetails notes text result"),
        (ColumnField.Campaign, Strong, """
            campaign campaignid campaignname mailing mailingid mailingname job jobid jobname sendid broadcast broadcastid broadcastname blast newsletter newsletterid newslettername customcampaign mjcampaignid
            singlesendid singlesendname transmissionid utmcampaign marketingcampaignname cleancampaigntitle kampagne kampagnenname kampagnenid mailingtitel aussendung campagne nomcampagne idcampagne nomdelacampagne campana nombrecampana idcampana campanaid
            campagna nomecampagna idcampagna campanha nomecampanha idcampanha campagnenaam nieuwsbrief boletin infolettre envoi invio envio
            """),
        (ColumnField.Campaign, Usual, "template templateid templatename emailname messagename issue vorlage sendname"),
        // A subject names a campaign where nothing better does.
        (ColumnField.Campaign, Poor, "subject messagesubject emailsubject sub betreff sujet objet asunto oggetto assunto onderwerp"),
        (ColumnField.Stream, Strong, "stream messagestream streamname mailclass mailtype messagetype mailart versandart typeofmail emailtype mailstream"),
        (ColumnField.Stream, Usual, "category categories tag tags kategorie categorie categoria label labels topic kennzeichen etiquette etiqueta"),
        (ColumnField.ListSource, Strong, "listsource acquisitionsource source leadsource signupsource optinsource quelle herkunft fuente fonte bron"),
        (ColumnField.ListSource, Usual, "list listid listname liste listenname verteiler lista audience adressliste nomliste nombrelista mailinglist lijst audiencename"),
        (ColumnField.Segment, Strong, "segment segmentname segmentid zielgruppe segmento segmentnaam engagementsegment cohort"),
        (ColumnField.Client, Strong, "client clientid clientname brand businessunit subaccount subaccountid tenant customer customername customerid mandant kunde marke marque cliente marca klant merk accountname accountid domainaccount workspace"),
        (ColumnField.Client, Usual, "account program organization organisation organisatie"),
        (ColumnField.MessageId, Strong, """
            messageid msgid smtpid sgmessageid headermessageid messageuuid messageguid emailid mailid envid envelopeid queueid qid spoolid sendmessageid internetmessageid originalmessageid messageidheader mid
            nachrichtenid nachrichtid idmessage idmensaje iddelmensaje idmessaggio idmensagem berichtid
            """),
        (ColumnField.MessageId, Usual, "uuid guid transactionid trackingid deliveryid requestid"),
        (ColumnField.MessageId, Weak, "id message"),
        (ColumnField.EventId, Strong, "eventid sgeventid feedbackid eventuuid logid recordid bounceid ereignisid idevenement idevento gebeurtenisid"),
        (ColumnField.SendingIp, Strong, "sendingip sourceip dlvsourceip outboundip outip localip fromip bindip sesoutgoingip mtaip vmtaip senderip ipaddressused outgoingip versandip absenderip ipenvoi ipenvio ipinvio verzendip sendip sourceaddress"),
        (ColumnField.SendingIp, Usual, "ip ipaddress ipadresse adresseip direccionip indirizzoip"),
        (ColumnField.Pool, Strong, "pool ippool ippoolname vmta virtualmta vmtapool binding bindinggroup egresspool egresssource sendingpool configurationset sesconfigurationset poolname"),
        (ColumnField.Pool, Usual, "mta node route sendinghost"),
        (ColumnField.Relay, Strong, "mx mxhost remotemta dsnmta relay relayhost remotehost remoteserver receivingserver receivingmta mxrecord mxhostname destinationhost mxserver zielserver empfangsserver serveurdistant serverdestino serverdestinazione hostname desthost"),
        (ColumnField.Relay, Usual, "host peer server serveur servidor mtaresponder reportingmta destinationip remoteip dlvdestinationip destip mxip"),
        (ColumnField.BounceCategory, Strong, "bouncecat bouncecategory bounceclass bounceclassification bouncegroup reasoncode bouncekategorie bounceklasse categoriebounce categoriabounce categoriarebote bouncedetail errorcategory bounceclassname bouncesubtype errorrelatedto bouncecategorie"),
        (ColumnField.BounceCategory, Usual, "bouncetype classification failuretype bouncetyp bounceart category kategorie categorie categoria errortype typename"),
        (ColumnField.BounceCategory, Weak, "type name typ reason"),
        (ColumnField.AttemptNumber, Strong, "attempt attempts attemptno attemptnumber retry retries retrycount numretries numattempts deliveryattempts tries deliveryattempt versuch versuche tentative tentatives intento intentos tentativo tentativi tentativas poging pogingen"),
        (ColumnField.Size, Strong, "size bytes dlvsize msgsize messagesize sizebytes grosse taille tamano dimensione tamanho grootte"),
        (ColumnField.FeedbackType, Strong, "feedbacktype fbtype fbltype complainttype complaintfeedbacktype reporttype beschwerdetyp"),
        // Names that mean nothing for us but show that a line is a header.
        (ColumnField.None, Usual, """
            firstname lastname name vorname nachname prenom nom nombre apellido cognome nome sobrenome voornaam achternaam opens opened clicks clicked url useragent link country city device count total number nr no row rownumber
            delay latency queuetime duration processingtime serverid unsubscribed openedat clickedat anzahl nombretotal cantidad numero aantal delivered bounced
            optintime optindate optin signupdate confirmtime lastchanged dateadded birthday birthdate geburtsdatum nexttryon nextattempt startdate enddate exported exportedat exportdate
            """),
    ];
}
