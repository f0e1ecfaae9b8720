using Dashboard.Core.Metrics;
using Dashboard.Core.Reporting;
using Dashboard.Storage.Queries;
using Dashboard.Web.Reporting;

namespace Dashboard.Web.Endpoints;

/// <summary>The order of a report's rows, as its call writes it: <c>sort=-failures</c>, the most failures first.</summary>
public static class MetricsSort
{
    private const char HighestFirst = '-';

    private static readonly (string Word, Count[] Counts)[] OfCounts =
    [
        ("attempts", [Count.AttemptsAccepted, Count.AttemptsDeferred, Count.AttemptsRejected]),
        ("failures", [Count.AttemptsDeferred, Count.AttemptsRejected]),
        ("attempted", [Count.Attempted]),
        ("accepted", [Count.Accepted]),
    ];

    /// <summary>The parameter.</summary>
    public static ApiParameter Parameter { get; } = new(
        "sort",
        "Order of the rows by one figure, “-” before it: highest first. attempts and failures (deferred and refused) count tries, attempted and " +
        "accepted count deliveries; the others are rates, where rows without a value come last. Ties, and rows without sort: by time and keys.")
    {
        Form = ParameterForm.Word,
        Words = [.. OfCounts.Select(c => c.Word).Concat(RateDefinitions.All.Select(r => r.Id)).SelectMany(word => new[] { word, HighestFirst + word })],
    };

    /// <summary>The query's order; null where none was asked for, or where it was refused.</summary>
    public static MetricsOrder? Read(ApiQuery query, Clock clock, IEnumerable<Dimension> dimensions)
    {
        if (query.Word(Parameter) is not { } word)
        {
            return null;
        }

        var descending = word[0] == HighestFirst;
        var name = word.TrimStart(HighestFirst);
        if (RateDefinitions.Find(name) is not { } rate)
        {
            return new MetricsOrder(Array.Find(OfCounts, c => c.Word == name).Counts, null, descending);
        }

        if (!rate.IsDefinedOn(clock))
        {
            query.Problems.Add(new FilterProblem(Parameter.Name, $"“{rate.Id}” exists on the cohort clock only: ask for it with clock=cohort."));
            return null;
        }

        if (dimensions.Any(d => d.IsClassified()))
        {
            query.Problems.Add(new FilterProblem(Parameter.Name, "There are no rates by category, reason or fault: sort by a count."));
            return null;
        }

        return MetricsOrder.By(rate, clock, descending);
    }
}
