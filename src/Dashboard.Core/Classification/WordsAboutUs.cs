namespace Dashboard.Core.Classification;

/// <summary>
/// Words that speak of the sending side. A refusal that says "no such user" and speaks of us as well may be about us: servers write what
/// they like. Such a reply alone never condemns an address.
/// </summary>
internal static class WordsAboutUs
{
    private static readonly string[] Words =
    [
        "your ip", "your server", "your mail server", "your host", "your network", "your isp", "your account", "your domain", "your address",
        "your organi", "sender", "from address", "from: address", "return path", "return-path", "mail from", "helo host", "helo name", "ehlo name", "authenticat",
        "password", "login", "log in", "sasl", "header", "spf", "dkim", "dmarc", "reputation", "blacklist", "blocklist", "black list",
        "block list", "blocked", "banned", "spam", "abuse", "policy", "permission", "whitelist", "allowed senders", "too many", "per hour",
        "this hour", "rate limit", "virus", "sending", "send mail", "to send",
        "relaying", "to relay", "relay denied", "relay access", "verify failed", "sender verif", "authoriz", "authoris",
        "reverse dns", "rdns", "ptr", "hostname", "temporar", "try again", "complain", "is blocked", "block you", "quota",
        "unusual", "excessive", "harvest", "invalid recipients", "suspicious", "firewall", "credential",
        "certificate", "your mail address", "your email address", "your e-mail address", "absender", "expéditeur", "expediteur", "émetteur",
        "remitente", "mittente", "remetente", "afzender", "nadawc", "odesílatel", "отправител", "发件", "寄件", "送信者", "送信元", "ihr konto", "ihre ip",
        "votre compte", "votre adresse", "su cuenta", "su ip", "tuo account", "sua conta", "uw account", "twoje konto", "ваш аккаунт",
        "発信", "发信", "認証", "ログイン", "登录", "登入", "身份验证", "授权", "wysył", "versand", "all'invio", "de envío", "de envio", "отправк",
        "access list", "allow list", "ldap", "lookup failed", "server down", "server is down", "this relay",
        "ваша учетн", "ваша учётн", "ваш ip", "ваш сервер", "ваш домен", "您的帐", "您的账", "您的ip", "您的域",
    ];

    /// <summary>True when the reply speaks of us.</summary>
    public static bool AreIn(string template) => Array.Exists(Words, word => template.Contains(word, StringComparison.OrdinalIgnoreCase));
}
