using Dashboard.Core.Reporting;

namespace Dashboard.Storage.Queries;

/// <summary>Which table of cells answers a report, and how its dimensions are reached: the narrowest one that keeps them all.</summary>
internal sealed class CellSource
{
    private static readonly HashSet<Dimension> Free = [Dimension.Provider, Dimension.Category, Dimension.Reason, Dimension.Fault];
    private static readonly HashSet<Dimension> OfStream = [Dimension.Stream, Dimension.Source];
    private static readonly HashSet<Dimension> OfFlow = [Dimension.Campaign, Dimension.Stream, Dimension.Pool, Dimension.Client, Dimension.Source];

    private readonly HashSet<Dimension> _dimensions;

    private readonly bool _isBySource;

    private CellSource(string table, HashSet<Dimension> dimensions, bool isDaily, bool isBySource)
    {
        Table = table;
        _dimensions = dimensions;
        IsDaily = isDaily;
        _isBySource = isBySource;
    }

    /// <summary>The table, to be named <c>c</c>.</summary>
    public string Table { get; }

    /// <summary>True when a cell covers a day.</summary>
    public bool IsDaily { get; }

    private bool IsOfStream => Table is "stream_cells" or "domain_cells";

    /// <summary>The SQL of a cell's source id, where the source was asked for.</summary>
    public string SourceId => IsOfStream ? "s.source_id" : "f.source_id";

    /// <summary>The joins that the dimensions need, routes and classes included.</summary>
    public string Joins =>
        DimensionJoins
        + " left join template_classes k on k.template_id = c.template_id and k.provider = r.provider"
        + (_dimensions.Contains(Dimension.Category) ? " join templates t on t.template_id = c.template_id" : "");

    /// <summary>The joins that the dimensions need besides what rules decide.</summary>
    public string DimensionJoins =>
        "join routes r on r.route_id = c.route_id"
        + Table switch
        {
            "context_cells" or "domain_day_cells" =>
                " join contexts x on x.context_id = c.context_id join flows f on f.flow_id = x.flow_id",
            "flow_cells" => " join flows f on f.flow_id = c.flow_id",
            _ => _isBySource || _dimensions.Overlaps(OfStream) ? " join streams s on s.stream_id = c.stream_id" : "",
        }
        + (_dimensions.Contains(Dimension.Source) ? $" join sources o on o.id = {SourceId}" : "")
        + (_dimensions.Contains(Dimension.Domain) ? " join domains d on d.domain_id = c.domain_id" : "");

    /// <summary>Chooses the table.</summary>
    /// <param name="asked">Every dimension that is grouped or filtered by.</param>
    /// <param name="isBySource">Whether <see cref="SourceId"/> is needed too.</param>
    public static CellSource For(IEnumerable<Dimension> asked, bool isBySource = false)
    {
        var dimensions = asked.ToHashSet();
        var senderSide = dimensions.Where(d => !Free.Contains(d) && d != Dimension.Domain).ToHashSet();
        return (dimensions.Contains(Dimension.Domain), senderSide) switch
        {
            (false, _) when senderSide.IsSubsetOf(OfStream) => new("stream_cells", dimensions, false, isBySource),
            (false, _) when senderSide.IsSubsetOf(OfFlow) => new("flow_cells", dimensions, false, isBySource),
            (false, _) => new("context_cells", dimensions, false, isBySource),
            (true, _) when senderSide.IsSubsetOf(OfStream) => new("domain_cells", dimensions, false, isBySource),
            (true, _) => new("domain_day_cells", dimensions, true, isBySource),
        };
    }

    /// <summary>The SQL of a dimension, as text.</summary>
    public string Column(Dimension dimension) =>
        dimension == Dimension.Stream && IsOfStream ? "s.name" : DimensionSql.Column(dimension);
}
