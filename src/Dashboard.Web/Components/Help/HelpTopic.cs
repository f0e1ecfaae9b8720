using System.Diagnostics.CodeAnalysis;

namespace Dashboard.Web.Components.Help;

/// <summary>One page of the help.</summary>
/// <param name="Id">Its word in the address: <c>powermta</c>.</param>
/// <param name="Group">Under which heading it is listed.</param>
/// <param name="Title">Its heading.</param>
/// <param name="Summary">What it answers, in a line.</param>
/// <param name="Page">The component with its text.</param>
public sealed record HelpTopic(
    string Id, string Group, string Title, string Summary, [property: DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.All)] Type Page)
{
    private const string Export = "How to export from …";
    private const string Reading = "Reading the reports";

    /// <summary>The usual file of this product.</summary>
    public static HelpTopic PowerMta { get; } = new(
        "powermta", Export, "PowerMTA", "The accounting file: which records and fields to write, where the files are, how to send them in.", typeof(PowerMtaHelp));

    /// <summary>Any table.</summary>
    public static HelpTopic Csv { get; } = new(
        "csv", Export, "Any CSV or Excel file", "Which columns are needed, which make the reports better, and an example.", typeof(CsvHelp));

    /// <summary>How numbers are made.</summary>
    public static HelpTopic Numbers { get; } = new(
        "numbers", Reading, "What the numbers mean", "Deliveries and attempts, two clocks, and why 0 % is never shown for “not known”.", typeof(NumbersHelp));

    /// <summary>Every page, in the order of the list.</summary>
    public static IReadOnlyList<HelpTopic> All { get; } =
    [
        PowerMta,
        Csv,
        new("sendgrid", Export, "SendGrid", "Email activity as a CSV file.", typeof(SendGridHelp)),
        new("mailgun", Export, "Mailgun", "Events of the last 30 days at most.", typeof(MailgunHelp)),
        new("ses", Export, "Amazon SES", "Message insights as a CSV file.", typeof(SesHelp)),
        new("postmark", Export, "Postmark", "Messages and bounces by its API.", typeof(PostmarkHelp)),
        new("sparkpost", Export, "SparkPost", "Events by its API, with the servers’ words.", typeof(SparkPostHelp)),
        new("brevo", Export, "Brevo", "Transactional logs as a CSV file.", typeof(BrevoHelp)),
        new("mailjet", Export, "Mailjet", "Messages by its API.", typeof(MailjetHelp)),
        new("postfix", Export, "Postfix", "Its log is not read yet; what to do until then.", typeof(PostfixHelp)),
        new("api", Export, "Sending files by the API", "A key, one call, and how to send every new file by itself.", typeof(ApiHelp)),
        new("attempts", Export, "Your own application", "Attempts by the API as they happen, counted within seconds.", typeof(PostHelp)),
        new("rules", Reading, "Rules of your own for replies", "How a reply gets its category, how to change that, and how to undo it.", typeof(RulesHelp)),
        Numbers,
        new("replies", Reading, "How replies are read", "What servers’ answers mean, which rule decides, how sure it is, and what to do about blocklists.", typeof(RepliesHelp)),
        new("differences", Reading, "Why our numbers differ from your provider’s page", "The usual reasons, and how to find which one it is.", typeof(DifferencesHelp)),
    ];

    /// <summary>Finds a page by its word; null when there is none.</summary>
    public static HelpTopic? Find(string id) => All.FirstOrDefault(topic => topic.Id.Equals(id, StringComparison.OrdinalIgnoreCase));
}
