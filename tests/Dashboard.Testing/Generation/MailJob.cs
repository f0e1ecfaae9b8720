namespace Dashboard.Testing.Generation;

/// <summary>A campaign or a standing job of the generated sender.</summary>
/// <param name="Name">jobId.</param>
/// <param name="Stream">header_X-Stream.</param>
/// <param name="Pool">Which addresses it leaves from.</param>
/// <param name="Messages">How many in all.</param>
/// <param name="StartMinute">Minute of the period at which a campaign is released; null for a job that runs all the time.</param>
public sealed record MailJob(string Name, string Stream, SendingPool Pool, double Messages, int? StartMinute)
{
    public const string ThrottledJob = "c001-promotional";
    public const string BadListJob = "c002-promotional";
    public const string BadList = "l07";

    private const double MeanMinutes = 40;

    /// <summary>A list all recipients come from, or null: any list.</summary>
    public string? List { get; init; }

    /// <summary>How many messages on average in a minute of the period.</summary>
    public double Rate(int minute, int days)
    {
        if (StartMinute is not { } start)
        {
            return Messages / days * DayShare(minute % 1440);
        }
        var age = minute - start;
        return age is < 0 or > 400 ? 0 : Messages * (Math.Exp(-age / MeanMinutes) - Math.Exp(-(age + 1) / MeanMinutes));
    }

    /// <summary>The jobs of a period; their messages sum up to <paramref name="messages"/>.</summary>
    public static IReadOnlyList<MailJob> Plan(
        double messages, PowerMtaLogOptions options, IReadOnlyList<Incident> incidents, SplitMix random)
    {
        var jobs = new List<MailJob>
        {
            new("order-receipt", "transactional", SendingPool.Transactional, messages * 0.07, null),
            new("shipping-notice", "transactional", SendingPool.Transactional, messages * 0.06, null),
            new("sign-in-code", "security", SendingPool.Transactional, messages * 0.03, null),
            new("password-reset", "security", SendingPool.Transactional, messages * 0.01, null),
            new("welcome", "lifecycle", SendingPool.News, messages * 0.08, null),
            new("abandoned-basket", "lifecycle", SendingPool.News, messages * 0.06, null),
        };
        var days = options.Days;
        AddCampaigns(jobs, "promotional", SendingPool.Promotional, messages * 0.47, days * 3, days, random);
        AddCampaigns(jobs, "newsletter", SendingPool.News, messages * 0.20, days * 2, days, random);
        AddCampaigns(jobs, "winback", SendingPool.Warming, messages * 0.02, days, days, random);
        var start = options.Start.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
        foreach (var incident in incidents)
        {
            // The biggest promotion's launch is the first incident; the second biggest goes to the bought list.
            var from = (int)(incident.From - start).TotalMinutes;
            if (incident.Kind == IncidentKind.Throttled)
            {
                Change(jobs, ThrottledJob, job => job with { StartMinute = from });
            }
            else if (incident.Kind == IncidentKind.BadList)
            {
                Change(jobs, BadListJob, job => job with { StartMinute = from + (10 * 60), List = BadList });
            }
        }
        return jobs;
    }

    private static void Change(List<MailJob> jobs, string name, Func<MailJob, MailJob> change)
    {
        var at = jobs.FindIndex(job => job.Name == name);
        jobs[at] = change(jobs[at]);
    }

    private static void AddCampaigns(List<MailJob> jobs, string stream, SendingPool pool, double messages, int count, int days, SplitMix random)
    {
        var sum = Enumerable.Range(1, count).Sum(rank => Math.Pow(rank, -0.8));
        var before = jobs.Count(job => job.StartMinute is not null);
        for (var rank = 1; rank <= count; rank++)
        {
            // Released on the quarter of an hour between 6 and 19.
            var start = (random.Below(days) * 1440) + (6 * 60) + (random.Below(13 * 4) * 15);
            jobs.Add(new MailJob($"c{before + rank:d3}-{stream}", stream, pool, messages * Math.Pow(rank, -0.8) / sum, start));
        }
    }

    private static double DayShare(int minute) => (1 + (0.9 * Math.Sin((minute - 480) * Math.PI / 720))) / 1440;
}
