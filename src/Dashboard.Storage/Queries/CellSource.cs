using Dashboard.Core.Reporting;
using Dashboard.Storage.Writing;

namespace Dashboard.Storage.Queries;

/// <summary>Which table of cells answers a report, and how its dimensions are reached: the narrowest one that keeps them all.</summary>
internal sealed class CellSource
{
    private static readonly HashSet<Dimension> Free = [Dimension.Provider, Dimension.Category, Dimension.Reason, Dimension.Fault];
    private static readonly HashSet<Dimension> OfStream = [Dimension.Stream, Dimension.Source];
    private static readonly HashSet<Dimension> OfFlow = [Dimension.Campaign, Dimension.Stream, Dimension.Pool, Dimension.Client, Dimension.Source];

    private readonly HashSet<Dimension> _dimensions;
    private readonly bool _isBySource;

    private CellSource(Cube cube, HashSet<Dimension> dimensions, bool isBySource)
    {
        Cube = cube;
        From = $"{cube.Table} c";
        _dimensions = dimensions;
        _isBySource = isBySource;
    }

    /// <summary>Its cells.</summary>
    public Cube Cube { get; }

    /// <summary>The table, to be named <c>c</c>.</summary>
    public string Table => Cube.Table;

    /// <summary>What to read from, named <c>c</c>: the table, or one for the whole days of a range with another for its ends.</summary>
    public string From { get; private init; }

    /// <summary>True when all is read from <see cref="Table"/>.</summary>
    public bool IsOfOneTable => From == $"{Table} c";

    /// <summary>True when a cell covers a day.</summary>
    public bool IsDaily => Cube.IsDaily;

    /// <summary>The SQL of a cell's source id, where the source was asked for.</summary>
    public string SourceId => Has("source_id") ? "c.source_id" : Has("stream_id") ? "s.source_id" : "f.source_id";

    /// <summary>The joins that the dimensions need, routes and classes included.</summary>
    public string Joins => DimensionJoins + ClassJoins;

    /// <summary>The joins that the dimensions need besides what rules decide.</summary>
    public string DimensionJoins => " join routes r on r.route_id = c.route_id" + SenderJoins;

    /// <summary>The joins that conditions alone need.</summary>
    public string ConditionJoins =>
        _dimensions.Overlaps(Classified) ? Joins : _dimensions.Contains(Dimension.Provider) ? DimensionJoins : SenderJoins;

    /// <summary>The ids that grouping by the dimensions needs.</summary>
    public IEnumerable<string> Ids => Cube.Columns.Where(column => column switch
    {
        "route_id" or "template_id" => true,
        "domain_id" => _dimensions.Contains(Dimension.Domain),
        _ => IsOfSender,
    });

    private static IEnumerable<Dimension> Classified => Free.Where(d => d != Dimension.Provider);

    private bool IsOfSender => _isBySource || _dimensions.Any(d => !Free.Contains(d) && d != Dimension.Domain);

    private string ClassJoins =>
        " left join template_classes k on k.template_id = c.template_id and k.provider = r.provider"
        + (_dimensions.Contains(Dimension.Category) ? " join templates t on t.template_id = c.template_id" : "");

    private string SenderJoins =>
        (!IsOfSender ? ""
            : Has("context_id") ? " join contexts x on x.context_id = c.context_id join flows f on f.flow_id = x.flow_id"
            : Has("flow_id") ? " join flows f on f.flow_id = c.flow_id"
            : Has("stream_id") ? " join streams s on s.stream_id = c.stream_id"
            : "")
        + (_dimensions.Contains(Dimension.Source) ? $" join sources o on o.id = {SourceId}" : "")
        + (_dimensions.Contains(Dimension.Domain) ? " join domains d on d.domain_id = c.domain_id" : "");

    /// <summary>Chooses the table.</summary>
    /// <param name="asked">Every dimension that is grouped or filtered by.</param>
    /// <param name="isBySource">Whether <see cref="SourceId"/> is needed too.</param>
    public static CellSource For(IEnumerable<Dimension> asked, bool isBySource = false)
    {
        var dimensions = asked.ToHashSet();
        var senderSide = SenderSide(dimensions);
        return (dimensions.Contains(Dimension.Domain), senderSide) switch
        {
            (false, _) when senderSide.IsSubsetOf(OfStream) => new(Cube.Stream, dimensions, isBySource),
            (false, _) when senderSide.IsSubsetOf(OfFlow) => new(Cube.Flow, dimensions, isBySource),
            (false, _) => new(Cube.Context, dimensions, isBySource),
            (true, _) when senderSide.IsSubsetOf(OfStream) => new(Cube.Domain, dimensions, isBySource),
            (true, _) => new(Cube.DomainDay, dimensions, isBySource),
        };
    }

    /// <summary>Chooses the tables for a range that is not split by hour: its whole days are kept by day too, for most dimensions.</summary>
    /// <param name="asked">Every dimension that is grouped or filtered by.</param>
    /// <param name="isBySource">Whether <see cref="SourceId"/> is needed too.</param>
    /// <param name="range">The range.</param>
    public static CellSource For(IEnumerable<Dimension> asked, bool isBySource, DayRange range)
    {
        var hourly = For(asked, isBySource);
        var isBySourceOnly = SenderSide(hourly._dimensions).All(d => d == Dimension.Source);
        var (days, ends) = hourly.Table switch
        {
            "stream_cells" when isBySourceOnly => (Cube.SourceDay, Cube.Stream),
            "stream_cells" or "flow_cells" => (Cube.FlowDay, Cube.Flow),
            "domain_cells" when isBySourceOnly => (Cube.SourceDomainDay, Cube.Domain),
            _ => ((Cube?)null, (Cube?)null),
        };
        return days is null || ends is null || !range.HasDays
            ? hourly
            : new CellSource(days, hourly._dimensions, isBySource) { From = range.IsOfDays ? $"{days.Table} c" : $"({Union(days, ends)}) c" };
    }

    /// <summary>Reaches the dimensions of a table of histograms, which has the key of a cube without the template.</summary>
    /// <param name="latencies">The table.</param>
    /// <param name="asked">Every dimension that is grouped or filtered by.</param>
    /// <param name="isBySource">Whether <see cref="SourceId"/> is needed too.</param>
    public static CellSource For(LatencyTable latencies, IEnumerable<Dimension> asked, bool isBySource) =>
        new(Cube.All.First(cube => cube.Columns[0] == latencies.Column), [.. asked], isBySource);

    /// <summary>The same cells for other dimensions of the same report.</summary>
    public CellSource With(IEnumerable<Dimension> dimensions, bool isBySource) => new(Cube, [.. dimensions], isBySource) { From = From };

    /// <summary>The SQL of a dimension, as text.</summary>
    public string Column(Dimension dimension) =>
        dimension == Dimension.Stream && Has("stream_id") ? "s.name" : DimensionSql.Column(dimension);

    private static HashSet<Dimension> SenderSide(IEnumerable<Dimension> dimensions) =>
        [.. dimensions.Where(d => !Free.Contains(d) && d != Dimension.Domain)];

    private static string Union(Cube days, Cube ends)
    {
        var ids = string.Join(", ", days.Columns);
        var streams = days.Columns.Contains("source_id") ? " join streams using (stream_id)" : "";
        return $"""
            select hour, {ids}, {CellStorage.MeasureColumns} from {days.Table} where hour >= @first_day and hour < @end_day
            union all select hour, {ids}, {CellStorage.MeasureColumns} from {ends.Table}{streams} where hour >= @from and hour < @first_day
            union all select hour, {ids}, {CellStorage.MeasureColumns} from {ends.Table}{streams} where hour >= @end_day and hour < @to
            """;
    }

    private bool Has(string column) => Cube.Columns.Contains(column);
}
