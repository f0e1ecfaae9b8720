using Dashboard.Core.Metrics;
using Dashboard.Core.Reporting;
using Dashboard.Storage.Queries;

namespace Dashboard.Web.Reporting;

/// <summary>The order of a breakdown, as a word of the address: <c>block</c> (highest first), <c>block.asc</c>.</summary>
/// <param name="Column">One of <see cref="Columns"/>.</param>
/// <param name="Descending">Highest first.</param>
public sealed record BreakdownSort(string Column, bool Descending)
{
    public const string Name = "name";
    public const string Attempted = "attempted";
    private const string AscendingSuffix = ".asc";

    private static readonly Count[] AttemptedCount = [Count.Attempted];

    /// <summary>What can be sorted by: nothing else from an address ever reaches a query.</summary>
    public static IReadOnlyList<string> Columns { get; } = [Name, Attempted, .. RateDefinitions.All.Select(r => r.Id)];

    public static BreakdownSort Default { get; } = new(Attempted, true);

    /// <summary>The word of the address; null for the default order.</summary>
    public string? Word => this == Default ? null : Column + (Descending || Column == Name ? "" : AscendingSuffix);

    /// <summary>Reads a word; what is none is the default order.</summary>
    public static BreakdownSort Read(string? word)
    {
        var ascending = word?.EndsWith(AscendingSuffix, StringComparison.OrdinalIgnoreCase) == true;
        var column = Columns.FirstOrDefault(c => c.Equals(ascending ? word![..^AscendingSuffix.Length] : word, StringComparison.OrdinalIgnoreCase));
        return column is null ? Default : new BreakdownSort(column, !ascending && column != Name);
    }

    /// <summary>The order when a column's heading is clicked: turned round where it is already sorted by. Names always go up.</summary>
    public BreakdownSort Toggled(string column) => new(column, column != Name && (column != Column || !Descending));

    /// <summary>The query's order; null is by name.</summary>
    public MetricsOrder? Order(Clock clock)
    {
        if (Column == Name)
        {
            return null;
        }

        var rate = RateDefinitions.Find(Column);
        return rate is null || !rate.IsDefinedOn(clock)
            ? new MetricsOrder(AttemptedCount, null, Descending)
            : MetricsOrder.By(rate, clock, Descending);
    }
}
