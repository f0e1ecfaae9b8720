using Dashboard.Core.Classification;
using Dashboard.Core.Metrics;
using Dashboard.Core.Reporting;
using Dashboard.Storage.Writing;

namespace Dashboard.Storage.Queries;

/// <summary>How each count is added up from cells <c>c</c> with classes <c>k</c>: the one place where counts meet columns.</summary>
internal static class CountSql
{
    /// <summary>The columns of all counts in the order of <see cref="Count"/>, named as the enum.</summary>
    public static string Columns(Clock clock) =>
        string.Join(",\n", Enum.GetValues<Count>().Select(count => $"coalesce({Expression(count, clock)}, 0)::bigint as \"{count}\""));

    /// <summary>The sums of every counter that <see cref="Columns"/> adds up, each under its own name, to be added up again.</summary>
    public static string CounterSums(Clock clock)
    {
        var columns = Columns(clock);
        return string.Join(
            ", ",
            Enum.GetValues<Counter>().Where(c => columns.Contains($"sum({Column(c)})", StringComparison.Ordinal))
                .Select(c => $"sum({Column(c)}) as {CellStorage.ColumnOf(c)}"));
    }

    /// <summary>The names of all columns that <see cref="Columns"/> makes, in its order.</summary>
    public static string Names { get; } = string.Join(", ", Enum.GetValues<Count>().Select(count => $"\"{count}\""));

    /// <summary>A sum of counts over the columns that <see cref="Columns"/> names.</summary>
    public static string SumOf(IEnumerable<Count> counts) => string.Join(" + ", counts.Select(c => $"\"{c}\""));

    private static string Expression(Count count, Clock clock)
    {
        var cohort = clock == Clock.Cohort;
        var rejected = Column(cohort ? Counter.Rejected : Counter.FinallyRejected);
        return count switch
        {
            Count.AttemptsAccepted => Sum(Counter.AttemptsAccepted),
            Count.AttemptsDeferred => Sum(Counter.AttemptsDeferred),
            Count.AttemptsRejected => Sum(Counter.AttemptsRejected),
            Count.AttemptsWithoutReply => Sum(Counter.AttemptsWithoutReply),
            Count.Attempted => Sum(Counter.Attempted),
            Count.FirstDeferred => Sum(Counter.FirstDeferred) + Greylisted(false),
            Count.FirstGreylisted => Sum(Counter.FirstDeferred) + Greylisted(true),
            Count.EverDeferred => cohort ? Sum(Counter.EverDeferred) + Greylisted(false) : "0",
            Count.RetrySucceeded => cohort ? Sum(Counter.RetrySucceeded) + Greylisted(false) : "0",
            Count.Accepted => Sum(cohort ? Counter.Accepted : Counter.FinallyAccepted),
            Count.Hard => $"sum({rejected}) filter (where k.bucket = {(int)FailureBucket.Hard})",
            Count.Block => $"sum({rejected}) filter (where k.bucket = {(int)FailureBucket.Block})",
            Count.Local => $"sum({rejected}) filter (where k.bucket = {(int)FailureBucket.Local})",
            Count.Other => $"sum({rejected}) filter (where k.bucket in ({(int)FailureBucket.Other}, {(int)FailureBucket.None}))",
            Count.Unclassified => $"sum({rejected}) filter (where coalesce(k.bucket, {(int)FailureBucket.Unclassified}) = {(int)FailureBucket.Unclassified})",
            Count.Expired => Sum(cohort ? Counter.Expired : Counter.FinallyExpired),
            Count.BouncedLater => cohort ? Sum(Counter.BouncedLater) : "0",
            Count.BouncedLaterHard => cohort ? $"{Sum(Counter.BouncedLater)} filter (where k.bucket = {(int)FailureBucket.Hard})" : "0",
            Count.Complained => cohort ? Sum(Counter.Complained) : "0",
            Count.Throttled => Sum(Counter.Throttled),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    private static string Greylisted(bool only) =>
        $" filter (where coalesce(k.reason, 0) {(only ? "=" : "<>")} {(int)Reason.Greylisting})";

    private static string Sum(Counter counter) => $"sum({Column(counter)})";

    private static string Column(Counter counter) => "c." + CellStorage.ColumnOf(counter);
}
