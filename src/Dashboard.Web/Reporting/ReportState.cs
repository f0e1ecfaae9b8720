using Dashboard.Core.Reporting;
using Dashboard.Storage.Queries;

namespace Dashboard.Web.Reporting;

/// <summary>
/// What a report page is asked to show: filter, clock, comparison. Read from the address and written back to it by
/// <see cref="DashboardUrls"/>, so that a copied link shows the same view.
/// </summary>
/// <param name="Filter">Which mail; its range lies on whole hours of the workspace.</param>
/// <param name="Zone">The workspace's zone, in whose hours and days reports are counted.</param>
public sealed record ReportState(ReportFilter Filter, TimeZoneInfo Zone)
{
    public const string ClockWord = "clock";
    public const string CompareWord = "compare";
    private const string CompareOff = "none";

    /// <summary>True when the address names the range; else it is the default one and links do not pin it.</summary>
    public bool HasOwnRange { get; init; }

    /// <summary>The clock that was chosen; null leaves it to the page.</summary>
    public Clock? ChosenClock { get; init; }

    /// <summary>Whether figures stand beside those of the period before.</summary>
    public bool IsCompared { get; init; } = true;

    /// <summary>What could not be read and was left out.</summary>
    public IReadOnlyList<FilterProblem> Problems { get; init; } = [];

    /// <summary>True when anything but the default view is asked for.</summary>
    public bool IsNarrowed => HasOwnRange || Filter.Conditions.Count > 0;

    /// <summary>Dimensions of which every included value is excluded as well: nothing can match.</summary>
    public IReadOnlyList<Dimension> Contradictions =>
    [
        .. from included in Filter.Conditions
           join excluded in Filter.Conditions on included.Dimension equals excluded.Dimension
           where !included.IsExcluded && excluded.IsExcluded && !included.Values.Except(excluded.Values).Any()
           select included.Dimension,
    ];

    public TimeSpan Length => Filter.To - Filter.From;

    /// <summary>
    /// The same conditions in the period before. Whole days are as many days before, also where the clocks changed in between.
    /// </summary>
    public ReportFilter PreviousFilter
    {
        get
        {
            if (ZoneTime.Floor(Filter.From, Zone, true) != Filter.From || ZoneTime.Floor(Filter.To, Zone, true) != Filter.To)
            {
                var previous = Filter.Previous;
                return previous with { From = ZoneTime.Floor(previous.From, Zone, false) };
            }

            var (first, end) = (ZoneTime.DayOf(Filter.From, Zone), ZoneTime.DayOf(Filter.To, Zone));
            return Filter with { From = ZoneTime.StartOf(first.AddDays(first.DayNumber - end.DayNumber), Zone), To = Filter.From };
        }
    }

    /// <summary>Reads the words of an address.</summary>
    public static ReportState Read(
        IEnumerable<KeyValuePair<string, string?>> words, TimeZoneInfo zone, (DateTimeOffset From, DateTimeOffset To) defaultRange)
    {
        var problems = new List<FilterProblem>();
        Clock? clock = null;
        var isCompared = true;
        var hasRange = false;
        var filterWords = new List<KeyValuePair<string, string?>>();
        foreach (var word in words)
        {
            if (FilterWords.IsWord(word.Key))
            {
                hasRange |= FilterWords.IsRange(word.Key);
                filterWords.Add(word);
            }
            else if (word.Key.Equals(ClockWord, StringComparison.OrdinalIgnoreCase))
            {
                clock = ReadClock(word.Value, problems);
            }
            else if (word.Key.Equals(CompareWord, StringComparison.OrdinalIgnoreCase))
            {
                isCompared = !string.Equals(word.Value, CompareOff, StringComparison.OrdinalIgnoreCase);
            }
            else if (!PageWords.All.Contains(word.Key))
            {
                problems.Add(new FilterProblem(word.Key, "This word means nothing here."));
            }
        }

        var filter = FilterWords.Read(filterWords, zone, defaultRange, problems);
        if (filter.To <= filter.From)
        {
            filter = filter with { From = defaultRange.From, To = defaultRange.To };
            hasRange = false;
        }

        return new ReportState(Align(filter, zone, problems), zone)
        {
            HasOwnRange = hasRange && (filter.From, filter.To) != defaultRange,
            ChosenClock = clock,
            IsCompared = isCompared,
            Problems = problems,
        };
    }

    /// <summary>The words that <see cref="Read"/> reads.</summary>
    public IEnumerable<KeyValuePair<string, string>> Words() =>
    [
        .. HasOwnRange ? FilterWords.Write(Filter, Zone) : FilterWords.WriteConditions(Filter),
        .. ChosenClock is { } clock ? [new(ClockWord, clock == Clock.Cohort ? "cohort" : "event")] : Array.Empty<KeyValuePair<string, string>>(),
        .. IsCompared ? Array.Empty<KeyValuePair<string, string>>() : [new(CompareWord, CompareOff)],
    ];

    public Clock ClockOr(Clock otherwise) => ChosenClock ?? otherwise;

    public ReportState Between(DateTimeOffset from, DateTimeOffset to) =>
        this with { Filter = Filter with { From = from, To = to }, HasOwnRange = true };

    /// <summary>The same view narrowed to one value.</summary>
    public ReportState With(Dimension dimension, string value) => this with { Filter = Filter.With(dimension, value) };

    public ReportState Without(Dimension dimension) => this with { Filter = Filter.Without(dimension) };

    /// <summary>The same view with a value added to what is included or excluded; taken out of the other side.</summary>
    public ReportState Adding(Dimension dimension, string value, bool isExcluded) =>
        Removing(dimension, value, !isExcluded).Change(dimension, isExcluded, values => values.Contains(value) ? values : [.. values, value]);

    /// <summary>The same view without a value.</summary>
    public ReportState Removing(Dimension dimension, string value, bool isExcluded) =>
        Change(dimension, isExcluded, values => [.. values.Where(v => v != value)]);

    /// <summary>The whole default view.</summary>
    public ReportState Cleared((DateTimeOffset From, DateTimeOffset To) defaultRange) => new(new ReportFilter(defaultRange.From, defaultRange.To, []), Zone);

    /// <summary>The same view widened to whole days where these dimensions, together with its conditions, are kept per day.</summary>
    public ReportState ForDimensions(params IEnumerable<Dimension> dimensions)
    {
        if (!MetricsQuery.IsKeptPerDay([.. Filter.Dimensions, .. dimensions]))
        {
            return this;
        }

        var (from, to) = (ZoneTime.Floor(Filter.From, Zone, true), ZoneTime.Ceiling(Filter.To, Zone, true));
        return (from, to) == (Filter.From, Filter.To) ? this : Between(from, to);
    }

    private ReportState Change(Dimension dimension, bool isExcluded, Func<IReadOnlyList<string>, IReadOnlyList<string>> change)
    {
        var condition = Filter.Conditions.FirstOrDefault(c => c.Dimension == dimension && c.IsExcluded == isExcluded);
        var values = change(condition?.Values ?? []);
        var others = Filter.Conditions.Where(c => c != condition);
        return this with
        {
            Filter = Filter with { Conditions = values.Count == 0 ? [.. others] : [.. others, new FilterCondition(dimension, values, isExcluded)] },
        };
    }

    private static Clock? ReadClock(string? value, List<FilterProblem> problems)
    {
        if (Enum.TryParse<Clock>(value, ignoreCase: true, out var clock) && Enum.IsDefined(clock) && !int.TryParse(value, out _))
        {
            return clock;
        }

        problems.Add(new FilterProblem(ClockWord, "“event” or “cohort”."));
        return null;
    }

    // Counts are kept by the hour, some by the day: a range that cuts one would count nothing rightly.
    private static ReportFilter Align(ReportFilter filter, TimeZoneInfo zone, List<FilterProblem> problems)
    {
        var byDay = MetricsQuery.IsKeptPerDay(filter.Dimensions);
        var aligned = filter with { From = ZoneTime.Floor(filter.From, zone, byDay), To = ZoneTime.Ceiling(filter.To, zone, byDay) };
        if (aligned.From != filter.From || aligned.To != filter.To)
        {
            problems.Add(new FilterProblem("from", byDay
                ? "Whole days: recipient domains together with campaigns, pools and the like are counted per day. The range was widened to whole days."
                : "Whole hours. The range was widened to whole hours."));
        }

        return aligned;
    }
}
