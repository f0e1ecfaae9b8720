using System.Globalization;

namespace Dashboard.Benchmarks;

/// <summary>What an analyst of deliverability asks every day.</summary>
internal enum Question
{
    DailyRates,
    TopDomains,
    Campaign,
    Replies,
    TimeToAcceptance,
    RetrySuccess,
}

/// <summary>The six questions in words, and what they are asked about.</summary>
internal static class Questions
{
    private static readonly string[] Campaigns = ["c001-promotional", "order-receipt", "c002-promotional", "welcome", "shipping-notice"];
    private static readonly string[] Domains = ["gmail.com", "yahoo.com", "hotmail.com", "outlook.com"];

    public static IReadOnlyList<Question> All { get; } = Enum.GetValues<Question>();

    public static string Name(Question question) => question switch
    {
        Question.DailyRates => "Q1 daily rates of the whole time",
        Question.TopDomains => "Q2 the 50 domains with most failures",
        Question.Campaign => "Q3 one campaign by provider and hour",
        Question.Replies => "Q4 replies of one domain on one day, with a sample",
        Question.TimeToAcceptance => "Q5 p50 and p95 of time to acceptance by provider and hour",
        Question.RetrySuccess => "Q6 retry success by domain",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    public static string CampaignOf(int i) => Campaigns[i % Campaigns.Length];

    public static string DomainOf(int i) => Domains[i % Domains.Length];

    public static DateOnly DayOf(DateOnly start, int days, int i) => start.AddDays(i % days);

    /// <summary>The call of the API that answers it.</summary>
    public static string Call(Question question, GeneratedLog log, int i)
    {
        var range = Range(log.Start, log.Start.AddDays(log.Days));
        var day = DayOf(log.Start, log.Days, i);
        return question switch
        {
            Question.DailyRates => $"metrics?{range}&interval=day",
            Question.TopDomains => $"metrics?{range}&groupBy=domain&sort=-failures&limit=50",
            Question.Campaign => $"metrics?{range}&interval=hour&groupBy=provider&campaign={CampaignOf(i)}&metrics=acceptance,deferral,hardBounce,block&limit=10000",
            Question.Replies => $"replies?{Range(day, day.AddDays(1))}&domain={DomainOf(i)}",
            Question.TimeToAcceptance => $"metrics?{range}&interval=hour&groupBy=provider&metrics=acceptance&limit=10000",
            Question.RetrySuccess => $"metrics?{range}&groupBy=domain&clock=cohort&metrics=retrySuccess&limit=10000",
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    private static string Range(DateOnly from, DateOnly to) =>
        string.Create(CultureInfo.InvariantCulture, $"from={from:yyyy-MM-dd}&to={to:yyyy-MM-dd}");
}
