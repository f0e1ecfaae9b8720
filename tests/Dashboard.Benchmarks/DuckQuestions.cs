using System.Globalization;

namespace Dashboard.Benchmarks;

/// <summary>The six questions as an analyst asks DuckDB, over <c>acct</c>, be that the file or a table.</summary>
internal static class DuckQuestions
{
    /// <summary>The columns that the questions need, made of the file's text; the provider by the host that answered, else by nobody.</summary>
    public static string Columns(string csv) =>
        $"""
        select type, cast(timeLogged[:19] as timestamp) as occurred, cast(timeQueued[:19] as timestamp) as queued,
            split_part(rcpt, '@', 1) as local, split_part(rcpt, '@', 2) as domain, envId as message, jobId as campaign,
            "header_X-Stream" as stream, vmtaPool as pool, dlvSourceIp as ip, dsnDiag as reply,
            case when dsnMta like '%.l.google.com%' then 'google' when dsnMta like '%.yahoodns.net%' then 'yahoo'
                when dsnMta like '%.olc.protection.outlook.com%' then 'microsoft' when dsnMta like '%.protection.outlook.com%' then 'm365'
                when dsnMta like '%.icloud.com%' then 'apple' when dsnMta like '%.comcast.net%' then 'comcast'
                when dsnMta like '%.gmx.net%' then 'gmx' when dsnMta like '%.orange.fr%' then 'orange' else 'other' end as provider
        from read_csv('{csv}', header = true, all_varchar = true)
        """;

    /// <param name="question">Which.</param>
    /// <param name="i">Which of its variants: another campaign, another domain and day.</param>
    /// <param name="task">Of which log.</param>
    public static string Sql(Question question, int i, DuckTask task) => question switch
    {
        Question.DailyRates =>
            """
            select date_trunc('day', occurred) as day, count(*) filter (type = 'd'), count(*) filter (type = 't'), count(*) filter (type = 'b')
            from acct group by day order by day
            """,
        Question.TopDomains => "select domain, count(*) as n from acct where type in ('t', 'b') group by domain order by n desc limit 50",
        Question.Campaign =>
            $"""
            select provider, date_trunc('hour', occurred) as hour, count(*) filter (type = 'd'), count(*) filter (type = 't'), count(*) filter (type = 'b')
            from acct where campaign = '{Questions.CampaignOf(i)}' group by provider, hour order by provider, hour
            """,
        Question.Replies =>
            $"""
            select regexp_replace(reply, '<[^>]*>|[0-9a-z]*[0-9]{"{5,}"}[0-9a-z]*', '*', 'g') as template, count(*) as n, any_value(reply)
            from acct where domain = '{Questions.DomainOf(i)}' and type in ('t', 'b') and occurred >= '{Day(task, i)}' and occurred < '{Day(task, i, 1)}'
            group by template order by n desc limit 100
            """,
        Question.TimeToAcceptance =>
            """
            select provider, date_trunc('hour', occurred) as hour, quantile_disc(epoch(occurred) - epoch(queued), [0.5, 0.95])
            from acct where type = 'd' group by provider, hour order by provider, hour
            """,
        Question.RetrySuccess =>
            """
            select domain, count(*), count(*) filter (accepted) from (
                select domain, message, bool_or(type = 'd') as accepted from acct group by domain, message having bool_or(type = 't'))
            group by domain order by domain
            """,
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static string Day(DuckTask task, int i, int after = 0) =>
        Questions.DayOf(task.Start, task.Days, i).AddDays(after).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
