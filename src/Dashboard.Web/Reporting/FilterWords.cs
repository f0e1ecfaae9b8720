using System.Globalization;
using Dashboard.Core.Reporting;

namespace Dashboard.Web.Reporting;

/// <summary>A parameter that cannot be read.</summary>
/// <param name="Field">The parameter's name.</param>
/// <param name="Expected">A sentence that says what is expected.</param>
public sealed record FilterProblem(string Field, string Expected);

/// <summary>
/// A report's filter as the words of a query string, the same for page addresses and the API: <c>from</c>, <c>to</c>, a dimension's
/// word to include (<c>provider=yahoo&amp;provider=gmail</c>) and <c>not.</c> before it to exclude (<c>not.stream=promotional</c>).
/// </summary>
public static class FilterWords
{
    private const int MostValues = 100;
    private const int LongestValue = 512;
    private const string Not = "not.";

    private static readonly string[] LocalFormats = ["yyyy-MM-dd", "yyyy-MM-ddTHH:mm", "yyyy-MM-ddTHH:mm:ss", "yyyy-MM-ddTHH"];

    /// <summary>Reads a filter.</summary>
    /// <param name="words">Names and values of the query string; names that are no filter words are left alone.</param>
    /// <param name="zone">Zone in which times without offset are meant.</param>
    /// <param name="defaultRange">Range where <c>from</c> and <c>to</c> are absent.</param>
    /// <param name="problems">Takes everything that cannot be read.</param>
    public static ReportFilter Read(
        IEnumerable<KeyValuePair<string, string?>> words, TimeZoneInfo zone, (DateTimeOffset From, DateTimeOffset To) defaultRange,
        ICollection<FilterProblem> problems)
    {
        var (from, to) = defaultRange;
        var conditions = new Dictionary<(Dimension, bool), List<string>>();
        foreach (var (name, value) in words)
        {
            if (name.Equals("from", StringComparison.OrdinalIgnoreCase))
            {
                from = ReadTime(name, value, zone, problems) ?? from;
            }
            else if (name.Equals("to", StringComparison.OrdinalIgnoreCase))
            {
                to = ReadTime(name, value, zone, problems) ?? to;
            }
            else if (TryReadDimension(name, out var key))
            {
                Add(conditions, key, name, value ?? "", problems);
            }
        }

        if (to <= from)
        {
            problems.Add(new FilterProblem("to", "A time later than “from”."));
        }

        return new ReportFilter(from, to, [.. conditions.Select(c => new FilterCondition(c.Key.Item1, c.Value, c.Key.Item2))]);
    }

    /// <summary>True for a name that <see cref="Read"/> reads.</summary>
    public static bool IsWord(string name) => IsRange(name) || TryReadDimension(name, out _);

    /// <summary>True for the names of the range's ends.</summary>
    public static bool IsRange(string name) =>
        name.Equals("from", StringComparison.OrdinalIgnoreCase) || name.Equals("to", StringComparison.OrdinalIgnoreCase);

    /// <summary>Writes a filter as names and values, times in the given zone without offset.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Write(ReportFilter filter, TimeZoneInfo zone) =>
    [
        new("from", WriteTime(filter.From, zone)),
        new("to", WriteTime(filter.To, zone)),
        .. WriteConditions(filter),
    ];

    /// <summary>Writes the conditions alone.</summary>
    public static IEnumerable<KeyValuePair<string, string>> WriteConditions(ReportFilter filter) =>
        filter.Conditions.OrderBy(c => c.Dimension).ThenBy(c => c.IsExcluded)
            .SelectMany(c => c.Values.Select(v => new KeyValuePair<string, string>((c.IsExcluded ? Not : "") + c.Dimension.Word(), v)));

    private static bool TryReadDimension(string name, out (Dimension, bool) key)
    {
        var excluded = name.StartsWith(Not, StringComparison.OrdinalIgnoreCase);
        var known = Dimensions.TryParse(excluded ? name[Not.Length..] : name, out var dimension);
        key = (dimension, excluded);
        return known;
    }

    private static void Add(
        Dictionary<(Dimension, bool), List<string>> conditions, (Dimension, bool) key, string name, string value, ICollection<FilterProblem> problems)
    {
        if (value.Length > LongestValue || value.Contains('\0', StringComparison.Ordinal))
        {
            problems.Add(new FilterProblem(name, $"Text of at most {LongestValue} characters."));
            return;
        }

        if (!conditions.TryGetValue(key, out var values))
        {
            conditions[key] = values = [];
        }

        if (values.Count == MostValues)
        {
            problems.Add(new FilterProblem(name, $"At most {MostValues} values."));
        }
        else if (!values.Contains(value))
        {
            values.Add(value);
        }
    }

    private static DateTimeOffset? ReadTime(string name, string? value, TimeZoneInfo zone, ICollection<FilterProblem> problems)
    {
        if (DateTime.TryParseExact(value, LocalFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local) && IsSensible(local))
        {
            return ToUtc(local, zone);
        }

        // A plus sign that was not encoded arrives as a space.
        if (value is { Length: > 11 }
            && DateTimeOffset.TryParse(value.Replace(' ', '+'), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant)
            && IsSensible(instant.DateTime))
        {
            return instant.ToUniversalTime();
        }

        problems.Add(new FilterProblem(
            name, "A date (2026-09-11), a time of the workspace (2026-09-11T09:00) or a time with offset (2026-09-11T09:00:00Z), from 2000 to 2099."));
        return null;
    }

    // Nearer to the ends of the calendar, arithmetic with ranges and zones leaves it.
    private static bool IsSensible(DateTime time) => time.Year is >= 2000 and < 2100;

    private static DateTimeOffset ToUtc(DateTime local, TimeZoneInfo zone)
    {
        // An hour that the clocks skip begins when they do.
        while (zone.IsInvalidTime(local))
        {
            local = local.AddMinutes(15);
        }

        return new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime();
    }

    private static string WriteTime(DateTimeOffset time, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(time, zone);
        if (zone.IsAmbiguousTime(local.DateTime))
        {
            return time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
        }

        return local.TimeOfDay == TimeSpan.Zero
            ? local.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
            : local.ToString("yyyy-MM-ddTHH:mm", CultureInfo.InvariantCulture);
    }
}
