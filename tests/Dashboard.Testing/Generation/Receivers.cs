namespace Dashboard.Testing.Generation;

/// <summary>The receivers of the generated world.</summary>
public static class Receivers
{
    private const string Success = "2.0.0 (success)";
    private const string NoMailbox = "5.1.1 (bad destination mailbox address)";
    private const string Security = "4.7.0 (other or undefined security status)";

    private static readonly ReplyText Queued = new(Success, "250 2.0.0 Ok: queued as {h11}");
    private static readonly ReplyText Unknown = new(NoMailbox, "550 5.1.1 <{rcpt}>: Recipient address rejected: User unknown");
    private static readonly ReplyText Busy = new("4.3.2 (undefined status)", "451 4.3.2 {host} is busy, please try again later ({n6})");

    public static readonly Receiver Gmail = new()
    {
        Name = "gmail",
        Hosts = ["gmail-smtp-in.l.google.com", "alt1.gmail-smtp-in.l.google.com"],
        Accepts = new ReplyText(Success, "250 2.0.0 OK {unix} {h13}si{n7}plb.{n3} - gsmtp"),
        NoSuchUser = new ReplyText(
            NoMailbox,
            "550-5.1.1 The email account that you tried to reach does not exist. Please check \"{rcpt}\" 550-5.1.1 for typos, spaces and dots. 550 5.1.1 https://support.google.com/mail/?p=NoSuchUser {h12} - gsmtp"),
        Throttles = new ReplyText(
            "4.7.28 (other or undefined security status)",
            "421-4.7.28 Mail from {ip} arrives at an unusual rate and was limited for now. 421 4.7.28 https://support.google.com/mail/?p=UnsolicitedRateLimitError {h12} - gsmtp"),
        ThrottleShare = 0.008,
    };

    public static readonly Receiver Yahoo = new()
    {
        Name = "yahoo",
        Hosts = ["mta5.am0.yahoodns.net", "mta6.am0.yahoodns.net", "mta7.am0.yahoodns.net"],
        Accepts = new ReplyText(Success, "250 ok dirdel"),
        NoSuchUser = new ReplyText(
            "5.0.0 (undefined status)", "554 delivery error: dd This user doesn't have a {domain} account ({rcpt}) [-5] - mta{n4}.mail.gq1.yahoo.com"),
        Throttles = new ReplyText(
            Security, "421 4.7.0 [TSS04] Messages from {ip} are deferred for now because of unexpected volume or complaints - 4.16.55.1; see https://postmaster.yahooinc.com/error-codes"),
        ThrottleShare = 0.018,
        HasFeedbackLoop = true,
    };

    public static readonly Receiver Microsoft = new()
    {
        Name = "microsoft",
        Hosts = ["{domain}.olc.protection.outlook.com"],
        Accepts = new ReplyText(
            "2.6.0 (success)", "250 2.6.0 <{h12}@mail.harbour.example> [InternalId={n14}, Hostname={h10}.namprd{n2}.prod.outlook.com] {n5} bytes in 0.{n3}, {n2}.{n3} KB/sec Queued mail for delivery"),
        NoSuchUser = new ReplyText(
            "5.5.0 (undefined status)", "550 5.5.0 Requested action not taken: mailbox unavailable (S2017062302). [{h10}.eop-nam{n2}.prod.protection.outlook.com {n13}]"),
        Throttles = new ReplyText(
            "4.7.650 (other or undefined security status)", "451 4.7.650 The mail server [{ip}] is limited for now because of IP reputation. See https://aka.ms/postmaster (S77{n1}) [{h10}.eop-nam{n2}.prod.protection.outlook.com]"),
        ThrottleShare = 0.015,
        HasFeedbackLoop = true,
    };

    public static readonly Receiver Microsoft365 = Microsoft with
    {
        Name = "microsoft365",
        Hosts = ["{domain}.mail.protection.outlook.com"],
        NoSuchUser = new ReplyText(
            "5.4.1 (undefined status)", "550 5.4.1 Recipient address rejected: Access denied. See https://aka.ms/EXOSmtpErrors [{h10}.eur01.prod.protection.outlook.com]"),
        HasFeedbackLoop = false,
    };

    public static readonly Receiver Workspace = Gmail with { Name = "google-workspace", Hosts = ["aspmx.l.google.com", "alt1.aspmx.l.google.com"] };

    public static readonly Receiver Apple = new()
    {
        Name = "apple", Hosts = ["mx01.mail.icloud.com", "mx02.mail.icloud.com"], Accepts = Queued, NoSuchUser = Unknown, Throttles = Busy,
    };

    public static readonly Receiver Comcast = new()
    {
        Name = "comcast",
        Hosts = ["mx1.comcast.net", "mx2.comcast.net"],
        Accepts = new ReplyText(Success, "250 2.0.0 {h16} mail accepted for delivery"),
        NoSuchUser = new ReplyText(NoMailbox, "550 5.1.1 <{rcpt}> recipient not found"),
        Throttles = new ReplyText("4.1.0 (undefined status)", "421 4.1.0 {ip} Throttled - try again later. RL000{n3}"),
        HasFeedbackLoop = true,
    };

    public static readonly Receiver Gmx = new()
    {
        Name = "gmx",
        Hosts = ["mx00.gmx.net", "mx01.gmx.net"],
        Accepts = new ReplyText(Success, "250 Requested mail action okay, completed: id={h10}"),
        NoSuchUser = new ReplyText("5.0.0 (undefined status)", "550 Requested action not taken: mailbox unavailable"),
        Throttles = new ReplyText("4.0.0 (undefined status)", "421 {host} Service closing transmission channel, too many mails from {ip}"),
    };

    public static readonly Receiver Orange = new()
    {
        Name = "orange",
        Hosts = ["smtp-in.orange.fr"],
        Accepts = new ReplyText(Success, "250 2.0.0 {h14} mail accepted for delivery"),
        NoSuchUser = new ReplyText(NoMailbox, "550 5.1.1 <{rcpt}> adresse inconnue, OFR_416 [416]"),
        Throttles = new ReplyText("4.0.0 (undefined status)", "421 {host} Trop de connexions, veuillez verifier votre configuration. OFR004_104 [104]"),
        ThrottleShare = 0.03,
    };

    /// <summary>Companies with a server of their own.</summary>
    public static readonly Receiver Own = new()
    {
        Name = "own", Hosts = ["mx1.{host}", "mx2.{host}"], Accepts = Queued, NoSuchUser = Unknown, Throttles = Busy, GreylistShare = 0.12,
    };

    public static readonly ReplyText Greylisted =
        new("4.2.0 (undefined status)", "450 4.2.0 <{rcpt}>: Recipient address rejected: Greylisted, come back in {n3} seconds");

    public static readonly ReplyText Unauthenticated = new(
        "5.7.26 (other or undefined security status)",
        "550-5.7.26 This mail was refused because its sender is not authenticated. 550-5.7.26 SPF or DKIM must pass. 550 5.7.26 https://support.google.com/mail/answer/81126#authentication {h12} - gsmtp");
}
