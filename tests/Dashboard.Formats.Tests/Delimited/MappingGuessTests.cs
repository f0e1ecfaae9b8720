using Dashboard.Formats.Delimited;

namespace Dashboard.Formats.Tests.Delimited;

/// <summary>Exports as senders have them, made up, each with the reading that a person would choose.</summary>
public class MappingGuessTests
{
    [Fact]
    public void Generic_export_of_a_platform() => Expect(
        """
        Event Time,Event,Recipient Email,Campaign Name,Bounce Reason,SMTP Code,Sending IP,Message ID
        2026-01-05 22:00:13,delivered,ann@example.com,Winter,250 2.0.0 Ok,250,192.0.2.10,a1
        2026-01-05 22:00:14,bounced,bob@example.net,Winter,550 5.1.1 No such user,550,192.0.2.10,a2
        2026-01-05 22:00:15,deferred,cid@example.org,Winter,421 4.7.0 Try again later,421,192.0.2.11,a3
        2026-01-05 22:00:16,opened,ann@example.com,Winter,,,192.0.2.10,a1
        """,
        "EventTime Outcome Recipient Campaign ReplyText ReplyCode SendingIp MessageId",
        "delivered=Accepted bounced=Bounced deferred=Deferred opened=NotDelivery",
        DeliveryKeyKind.MessageId);

    [Fact]
    public void German_export() => Expect(
        """
        Zeit (MEZ);Empfänger;Zustellstatus;Kampagne;Fehlermeldung;Absender;Nachrichten-ID
        05.01.2026 22:00:13;ann@example.com;zugestellt;Wintermailing;;news@shop.example;n1
        05.01.2026 22:00:14;bob@example.net;unzustellbar;Wintermailing;550 5.1.1 Empfänger unbekannt;news@shop.example;n2
        05.01.2026 22:00:15;cid@example.org;Softbounce;Wintermailing;452 4.2.2 Postfach voll;news@shop.example;n3
        06.01.2026 08:00:15;dora@example.org;verzögert;Wintermailing;421 später;news@shop.example;n4
        """,
        "EventTime Recipient Outcome Campaign ReplyText Sender MessageId",
        "zugestellt=Accepted unzustellbar=Bounced Softbounce=SoftBounced verzögert=Deferred",
        DeliveryKeyKind.MessageId,
        DateOrder.Dmy,
        "Europe/Berlin");

    [Fact]
    public void French_export() => Expect(
        """
        Date de l'événement;Destinataire;Statut;Campagne;Message d'erreur
        13/01/2026 10:00;ann@example.com;Distribué;Hiver;
        13/01/2026 10:01;bob@example.net;Rebond dur;Hiver;550 5.1.1 inconnu
        """,
        "EventTime Recipient Outcome Campaign ReplyText",
        "Distribué=Accepted Rebond_dur=Bounced",
        DeliveryKeyKind.CampaignAndRecipient,
        DateOrder.Dmy);

    [Fact]
    public void Spanish_export() => Expect(
        """
        Fecha y hora,Correo electrónico,Estado de entrega,Campaña,Motivo del rebote
        13/01/2026 10:00,ann@example.com,Entregado,Invierno,
        13/01/2026 10:01,bob@example.net,Rebotado,Invierno,550 5.1.1 usuario desconocido
        """,
        "EventTime Recipient Outcome Campaign ReplyText",
        "Entregado=Accepted Rebotado=Bounced",
        DeliveryKeyKind.CampaignAndRecipient,
        DateOrder.Dmy);

    [Fact]
    public void SendGrid_like_events() => Expect(
        """
        processed,message_id,event,email,reason,status,sg_event_id,category,ip
        2026-01-05T22:00:13Z,m1,processed,ann@example.com,,,e1,receipt,192.0.2.1
        2026-01-05T22:00:14Z,m1,delivered,ann@example.com,250 OK,,e2,receipt,192.0.2.1
        2026-01-05T22:00:15Z,m2,bounce,bob@example.net,550 5.1.1 unknown user,5.1.1,e3,receipt,192.0.2.1
        2026-01-05T22:00:16Z,m3,dropped,cid@example.net,Bounced Address,5.0.0,e4,receipt,192.0.2.1
        2026-01-05T22:00:17Z,m4,spamreport,dan@example.net,,,e5,receipt,192.0.2.1
        """,
        "EventTime MessageId Outcome Recipient ReplyText EnhancedCode EventId Stream SendingIp",
        "processed=NotDelivery delivered=Accepted bounce=Bounced dropped=Suppressed spamreport=Complaint",
        DeliveryKeyKind.MessageId);

    [Fact]
    public void Mailgun_like_events() => Expect(
        """
        timestamp,event,severity,recipient,delivery-status.code,delivery-status.message,message-id,tags,mailing-list
        1767650413.25,accepted,,ann@example.com,,,x1@shop.example,promo,
        1767650414.50,delivered,,ann@example.com,250,OK,x1@shop.example,promo,
        1767650415.75,failed,temporary,bob@example.net,421,Try again later,x2@shop.example,promo,
        1767650416.75,failed,permanent,bob@example.net,550,No such mailbox here,x2@shop.example,promo,
        """,
        "EventTime Outcome OutcomeDetail Recipient ReplyCode ReplyText MessageId Stream ListSource",
        "accepted=NotDelivery delivered=Accepted failed+temporary=Deferred failed=Bounced",
        DeliveryKeyKind.MessageId);

    [Fact]
    public void Postmark_like_bounces() => Expect(
        """
        ID,Type,MessageID,Email,From,BouncedAt,Details,Tag,Subject
        692560173,HardBounce,883953f4,ann@example.com,shop@shop.example,2026-01-05T16:28:50.3963933-04:00,smtp;550 5.1.1 The account does not exist,invitation,Hello
        692560174,SoftBounce,883953f5,bob@example.com,shop@shop.example,2026-01-05T16:28:51.3963933-04:00,smtp;452 4.2.2 over quota,invitation,Hello
        692560175,SpamComplaint,883953f6,cid@example.com,shop@shop.example,2026-01-05T16:28:52.3963933-04:00,,invitation,Hello
        """,
        "None Outcome MessageId Recipient Sender EventTime ReplyText Stream Campaign",
        "HardBounce=Bounced SoftBounce=SoftBounced SpamComplaint=Complaint",
        DeliveryKeyKind.MessageId);

    [Fact]
    public void Amazon_like_events() => Expect(
        """
        eventType,mail.timestamp,mail.messageId,recipient,bounceType,bounceSubType,diagnosticCode,configurationSet
        Delivery,2026-01-05T22:00:13.001Z,0100-1,ann@example.com,,,250 ok,main
        Bounce,2026-01-05T22:00:14.001Z,0100-2,bob@example.com,Permanent,General,smtp; 550 5.1.1 user unknown,main
        Bounce,2026-01-05T22:00:15.001Z,0100-3,cid@example.com,Transient,MailboxFull,smtp; 452 4.2.2 full,main
        Bounce,2026-01-05T22:00:16.001Z,0100-4,dan@example.com,Permanent,OnAccountSuppressionList,,main
        Complaint,2026-01-05T22:00:17.001Z,0100-1,ann@example.com,,,,main
        """,
        "Outcome EventTime MessageId Recipient OutcomeDetail BounceCategory ReplyText Pool",
        "Delivery=Accepted Bounce=Bounced Bounce+Transient=SoftBounced Complaint=Complaint",
        DeliveryKeyKind.MessageId);

    [Fact]
    public void Bounces_only_without_a_column_of_the_outcome()
    {
        var guess = Expect(
            """
            Email Address,Bounce Date,SMTP Code,Bounce Description,List
            ann@example.com,2026-01-05 22:00:13,550,No such user,Main
            bob@example.net,2026-01-05 22:00:14,552,Mailbox full,Main
            cid@example.net,2026-01-05 22:00:15,421,Try again later,Main
            """,
            "Recipient EventTime ReplyCode ReplyText ListSource",
            "",
            DeliveryKeyKind.None);

        Assert.Equal(OutcomeMeaning.Bounced, guess.Mapping.EveryRowIs);
    }

    [Fact]
    public void Hard_and_soft_are_the_outcome_when_nothing_else_is() => Expect(
        """
        email,bounce type,bounced at,reason
        ann@example.com,hard,2026-01-05 22:00,user unknown here
        bob@example.net,soft,2026-01-05 22:01,mailbox is full
        """,
        "Recipient Outcome EventTime ReplyText",
        "hard=Bounced soft=SoftBounced",
        DeliveryKeyKind.None);

    [Fact]
    public void Postfix_log_put_into_a_table() => Expect(
        """
        date|qid|to|relay|delay|dsn|status|message
        2026-01-05 22:00:13|4XyZ1|ann@example.com|mx.example.com[192.0.2.7]:25|1.2|2.0.0|sent|250 2.0.0 Ok: queued as 1
        2026-01-05 22:00:14|4XyZ2|bob@example.net|mx.example.net[192.0.2.8]:25|0.8|5.1.1|bounced|host mx.example.net said: 550 5.1.1 unknown
        2026-01-05 22:00:15|4XyZ3|cid@example.org|none|30|4.4.1|deferred|connect to mx.example.org: Connection timed out
        2026-01-06 22:00:15|4XyZ3|cid@example.org|none|30|4.4.1|expired|returned to sender
        """,
        "EventTime MessageId Recipient Relay None EnhancedCode Outcome ReplyText",
        "sent=Accepted bounced=Bounced deferred=Deferred expired=Expired",
        DeliveryKeyKind.MessageId);

    [Fact]
    public void Codes_tell_where_no_column_does()
    {
        var guess = Expect(
            "time\trcpt\tsmtp status\tdsn\n"
            + "1767650413\tann@example.com\t250\t2.0.0\n"
            + "1767650414\tbob@example.net\t550\t5.1.1\n"
            + "1767650415\tcid@example.org\t421\t4.7.0\n",
            "EventTime Recipient ReplyCode EnhancedCode",
            "",
            DeliveryKeyKind.None);

        Assert.Null(guess.Mapping.EveryRowIs);
        Assert.True(guess.IsGoodEnough);
    }

    [Fact]
    public void A_status_column_of_codes_is_no_outcome() => Expect(
        """
        timestamp,email,status,code,type
        2026-01-05 22:00:13,ann@example.com,2.0.0,250,delivered
        2026-01-05 22:00:14,bob@example.net,5.1.1,550,bounced
        """,
        "EventTime Recipient EnhancedCode ReplyCode Outcome",
        "delivered=Accepted bounced=Bounced",
        DeliveryKeyKind.None);

    [Fact]
    public void Spreadsheet_that_has_eaten_codes_and_ids()
    {
        var guess = Expect(
            """
            sep=;
            Bericht Januar;;;;;
            ;;;;;
            Datum;Uhrzeit;E-Mail;Status;DSN;Message-ID
            13.01.2026;22:00:13;ann@example.com;bounced;05.01.2001;1,23E+17
            13.01.2026;22:00:14;bob@example.net;bounced;5. Jan;1,23E+17
            13.01.2026;22:00:15;cid@example.org;delivered;;1,23E+17
            Summe;;;3;;
            """,
            "EventTime EventClock Recipient Outcome EnhancedCode MessageId",
            "bounced=Bounced delivered=Accepted",
            DeliveryKeyKind.None,
            DateOrder.Dmy);

        Assert.Contains(guess.Problems, problem => problem.Kind == MappingProblemKind.DeliveryKey && problem.Sentence.Contains("1,23E+17", StringComparison.Ordinal));
    }

    [Fact]
    public void A_file_without_a_header_is_read_by_its_values()
    {
        var guess = Expect(
            """
            2026-01-05 22:00:13,ann@example.com,delivered,smtp;250 2.0.0 Ok
            2026-01-05 22:00:14,bob@example.net,bounced,smtp;550 5.1.1 unknown
            """,
            "EventTime Recipient Outcome ReplyText",
            "delivered=Accepted bounced=Bounced",
            DeliveryKeyKind.None);

        Assert.Equal("Column 1", guess.Columns[0].Name);
        Assert.True(guess.IsGoodEnough);
    }

    [Fact]
    public void Brevo_like_log() => Expect(
        """
        st_text,ts,sub,frm,email,tag,mid,link
        Delivered,05-01-2026 22:00:13,Winter,news@shop.example,ann@example.com,promo,<2601.1@relay.example>,NA
        Hard bounce,15-01-2026 22:00:14,Winter,news@shop.example,bob@example.com,promo,<2601.2@relay.example>,NA
        First opening,15-01-2026 22:00:15,Winter,news@shop.example,ann@example.com,promo,<2601.1@relay.example>,NA
        Blocked,15-01-2026 22:00:15,Winter,news@shop.example,cid@example.com,promo,<2601.3@relay.example>,NA
        """,
        "Outcome EventTime Campaign Sender Recipient Stream MessageId None",
        "Delivered=Accepted Hard_bounce=Bounced First_opening=NotDelivery Blocked=Suppressed",
        DeliveryKeyKind.MessageId,
        DateOrder.Dmy);

    [Fact]
    public void Exchange_like_tracking_log_with_its_header_in_a_comment() => Expect(
        """
        #Software: A mail server
        #Version: 15.02
        #Fields: date-time,client-ip,server-hostname,source,event-id,message-id,recipient-address,recipient-status,message-subject,sender-address
        2026-01-05T22:00:13.123Z,192.0.2.1,mx.example.com,SMTP,SENDEXTERNAL,<a1@shop.example>,ann@example.com,250 2.1.5 Ok,Hello,news@shop.example
        2026-01-05T22:00:14.123Z,192.0.2.1,mx.example.com,DSN,FAIL,<a2@shop.example>,bob@example.com,550 5.1.1 unknown,Hello,news@shop.example
        2026-01-05T22:00:15.123Z,192.0.2.1,mx.example.com,SMTP,DEFER,<a3@shop.example>,cid@example.com,450 4.7.1 later,Hello,news@shop.example
        """,
        "EventTime None None ListSource Outcome MessageId Recipient ReplyText Campaign Sender",
        "SENDEXTERNAL=Accepted FAIL=Bounced DEFER=Deferred",
        DeliveryKeyKind.MessageId);

    [Fact]
    public void Each_outcome_may_have_a_time_of_its_own_and_a_subject_names_no_delivery()
    {
        var guess = Expect(
            """
            Recipient,Subject,Status,Delivered At,Bounced At,Error
            ann@example.com,Hello,delivered,2026-01-05 22:00:13,,
            bob@example.com,Hello,bounced,,2026-01-05 22:00:14,550 no such user
            """,
            "Recipient Campaign Outcome EventTime EventTime ReplyText",
            "delivered=Accepted bounced=Bounced",
            DeliveryKeyKind.None);

        Assert.Contains(
            guess.Problems,
            problem => problem.Sentence.StartsWith("No column names the message; “Subject” with the recipient could, if nobody gets the same twice.", StringComparison.Ordinal));
    }

    [Fact]
    public void Italian_export_with_points_in_the_time_of_day() => Expect(
        """
        Data;Ora;Destinatario;Esito;Risposta SMTP;Campagna
        13/01/2026;22.00.13;ann@example.com;Consegnato;250 ok;Inverno
        13/01/2026;22.00.14;bob@example.com;Rimbalzato;550 5.1.1 utente sconosciuto;Inverno
        """,
        "EventTime EventClock Recipient Outcome ReplyText Campaign",
        "Consegnato=Accepted Rimbalzato=Bounced",
        DeliveryKeyKind.CampaignAndRecipient,
        DateOrder.Dmy);

    [Fact]
    public void Bounced_yes_or_no() => Expect(
        """
        mail;datum;bounced;sign-up date
        ann@example.com;2026-01-05 22:00;nein;2020-01-01 10:00
        bob@example.com;2026-01-05 22:01;ja;2020-01-01 10:00
        """,
        "Recipient EventTime Outcome None",
        "nein=Accepted ja=Bounced",
        DeliveryKeyKind.None);

    private static MappingGuess Expect(
        string text, string fields, string outcomes, DeliveryKeyKind key, DateOrder order = DateOrder.Ymd, string zone = "UTC")
    {
        Assert.Equal(new Detection(LogFormat.Delimited, null), ReaderCatalog.Detect(System.Text.Encoding.UTF8.GetBytes(text)));

        var guess = DelimitedLines.Guess(text);

        Assert.Equal(fields, string.Join(' ', guess.Columns.Select(column => column.Field)));
        Assert.Equal(
            string.Join(' ', outcomes.Split(' ').Order(StringComparer.Ordinal)),
            string.Join(' ', guess.Mapping.Outcomes.Select(word => $"{word.Key.Replace(" + ", "+", StringComparison.Ordinal).Replace(' ', '_')}={word.Value}").Order(StringComparer.Ordinal)));
        Assert.Equal(key, guess.Mapping.DeliveryKey);
        Assert.Equal(order, guess.Mapping.DateOrder);
        Assert.Equal(zone, guess.Mapping.TimeZone);
        return guess;
    }
}
