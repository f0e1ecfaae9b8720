using Dashboard.Core.Metrics;
using Dashboard.Core.Reporting;
using Dashboard.Storage.Queries;
using Dashboard.Storage.Rules;
using Dashboard.Web.Accounts;
using Dashboard.Web.Reporting;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Dashboard.Web.Endpoints;

/// <summary>Counts and rates by any dimensions over time.</summary>
public static class MetricsEndpoint
{
    private const char CursorLetter = 'm';
    private const int MostDimensions = 3;

    private static readonly ApiParameter IntervalWord = new("interval", "How finely to split in time, on the workspace’s clock.")
    {
        Form = ParameterForm.Word, Words = Lower<Interval>(), Default = "none",
    };

    private static readonly ApiParameter GroupBy = new("groupBy", "What to split by, comma separated.")
    {
        Form = ParameterForm.Words, Words = [.. Enum.GetValues<Dimension>().Select(d => d.Word())], Maximum = MostDimensions,
    };

    private static readonly ApiParameter ClockWord = new(
        "clock",
        "“event”: everything in the hour in which it happened. “cohort”: everything in the hour of its delivery’s first attempt, as campaign results are read.")
    {
        Form = ParameterForm.Word, Words = Lower<Clock>(), Default = "event",
    };

    private static readonly ApiParameter Metrics = new("metrics", "Which rates to answer, comma separated. Default: all that exist on the clock.")
    {
        Form = ParameterForm.Words, Words = [.. RateDefinitions.All.Select(r => r.Id), .. TimeRateDefinitions.All.Select(r => r.Id)],
        Maximum = RateDefinitions.All.Count + TimeRateDefinitions.All.Count,
    };

    private static readonly ApiParameter Limit = ApiParameters.Limit(usual: 1000, most: 10_000);

    public static void MapMetrics(this IEndpointRouteBuilder api) =>
        api.MapGet("/metrics", ReadAsync)
            .RequireAuthorization(Policies.ApiRead)
            .Takes([.. FilterParameters.All, IntervalWord, GroupBy, ClockWord, Metrics, MetricsSort.Parameter, Limit, ApiParameters.Cursor])
            .WithTags("Reports")
            .WithName("readMetrics")
            .WithSummary("Counts and rates")
            .WithDescription(
                "Rows by time and keys, or by one figure (sort). Each rate comes with its two counts; where nothing was counted its value is null, never 0. A rate counts " +
                "the mail of those sources that can show it: coverage says how much of all mail that is, notObservable why not all. Grouped or " +
                "filtered by category, reason or fault there are counts and shares instead of rates. Recipient domains together with " +
                "sender-side dimensions are kept per day. maturity: share of the row’s time that is older than 72 hours (cohort clock).");

    private static async Task<Results<Ok<MetricsAnswer>, ValidationProblem>> ReadAsync(
        HttpContext context, MetricsQuery metrics, CompletenessQuery completeness, ReportDefaults defaults, RulesInUse rules, TimeProvider time,
        CancellationToken cancellationToken)
    {
        var query = new ApiQuery(context);
        var clock = Enum.Parse<Clock>(query.Word(ClockWord) ?? "event", ignoreCase: true);
        var rates = Rates(query, clock);
        var cursor = ApiCursor.Read(query, CursorLetter, 1);
        var filter = await query.FilterAsync(defaults, null, cancellationToken);
        Dimension[] groupBy = [.. query.Words(GroupBy).Select(Parse)];
        var request = new MetricsRequest
        {
            Filter = filter,
            Interval = Enum.Parse<Interval>(query.Word(IntervalWord) ?? "none", ignoreCase: true),
            GroupBy = groupBy,
            Clock = clock,
            Order = MetricsSort.Read(query, clock, [.. groupBy, .. filter.Dimensions]),
            Limit = query.Number(Limit),
            Offset = (int)Math.Clamp(cursor?[0] ?? 0, 0, int.MaxValue),
            WithLatency = true,
        };
        if (query.IsRefused(out var refusal))
        {
            return refusal;
        }

        try
        {
            var result = await metrics.ReadAsync(request, cancellationToken);
            var rows = new MetricsRows(request, rates, await defaults.ZoneAsync(cancellationToken), time.GetUtcNow());
            var totals = rows.IsClassified ? await ReadTotalsAsync(metrics, rows.TotalsRequest, cancellationToken) : [];
            var read = request.Offset + result.Rows.Count;
            return TypedResults.Ok(new MetricsAnswer(
                request.Filter.From.UtcDateTime,
                request.Filter.To.UtcDateTime,
                Lower(request.Interval),
                Lower(clock),
                rows.Zone.Id,
                [.. result.Rows.Select(row => rows.Answer(row, totals))],
                result.TotalRows,
                result.Rows.Count > 0 && read < result.TotalRows ? ApiCursor.Write(CursorLetter, read) : null,
                CompletenessAnswer.Of(await completeness.ReadAsync(cancellationToken)),
                RulesVersionAnswer.Of(rules)));
        }
        catch (ReportRefusedException e)
        {
            return ApiProblems.Of(e.Field, e.Message);
        }
    }

    private static AskedRates Rates(ApiQuery query, Clock clock)
    {
        var words = query.Words(Metrics);
        var asked = words.Select(RateDefinitions.Find).OfType<RateDefinition>().ToArray();
        foreach (var rate in asked.Where(rate => !rate.IsDefinedOn(clock)))
        {
            query.Problems.Add(new FilterProblem(Metrics.Name, $"“{rate.Id}” exists on the cohort clock only: ask for it with clock=cohort."));
        }

        return words.Count > 0
            ? new AskedRates(asked, [.. words.Select(TimeRateDefinitions.Find).OfType<TimeRateDefinition>()])
            : new AskedRates([.. RateDefinitions.All.Where(rate => rate.IsDefinedOn(clock))], TimeRateDefinitions.All);
    }

    private static async Task<IReadOnlyList<MetricsRow>> ReadTotalsAsync(
        MetricsQuery metrics, MetricsRequest request, CancellationToken cancellationToken)
    {
        var rows = new List<MetricsRow>();
        MetricsResult page;
        do
        {
            page = await metrics.ReadAsync(request with { Offset = rows.Count }, cancellationToken);
            rows.AddRange(page.Rows);
        }
        while (page.Rows.Count > 0 && rows.Count < page.TotalRows);
        return rows;
    }

    private static Dimension Parse(string word) => Dimensions.TryParse(word, out var dimension) ? dimension : throw new ArgumentException(word, nameof(word));

    private static string[] Lower<T>()
        where T : struct, Enum => [.. Enum.GetValues<T>().Select(Lower)];

    private static string Lower<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}
