namespace Dashboard.Core.Reporting;

/// <summary>Which part of the mail a report is about: a time range and any number of conditions that all hold.</summary>
/// <param name="From">Start, UTC, inclusive.</param>
/// <param name="To">End, UTC, exclusive.</param>
/// <param name="Conditions">At most one of each dimension and direction.</param>
public sealed record ReportFilter(DateTimeOffset From, DateTimeOffset To, IReadOnlyList<FilterCondition> Conditions)
{
    /// <summary>The same conditions over the period of equal length just before.</summary>
    public ReportFilter Previous => this with { From = From - (To - From), To = From };

    /// <summary>The same filter with one more condition; replaces one of the same dimension and direction.</summary>
    public ReportFilter With(FilterCondition condition) => this with
    {
        Conditions = [.. Conditions.Where(c => c.Dimension != condition.Dimension || c.IsExcluded != condition.IsExcluded), condition],
    };

    /// <summary>The same filter with a dimension fixed to one value.</summary>
    public ReportFilter With(Dimension dimension, string value) => With(new FilterCondition(dimension, [value], false));

    /// <summary>The same filter without any condition on a dimension.</summary>
    public ReportFilter Without(Dimension dimension) => this with { Conditions = [.. Conditions.Where(c => c.Dimension != dimension)] };

    /// <summary>The dimensions asked about.</summary>
    public IEnumerable<Dimension> Dimensions => Conditions.Select(c => c.Dimension).Distinct();
}

/// <summary>A dimension is one of some values, or none of them.</summary>
/// <param name="Dimension">What.</param>
/// <param name="Values">At least one; the empty text is "not known".</param>
/// <param name="IsExcluded">True: none of the values.</param>
public sealed record FilterCondition(Dimension Dimension, IReadOnlyList<string> Values, bool IsExcluded);
