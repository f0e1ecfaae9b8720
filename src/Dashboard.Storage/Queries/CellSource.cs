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
        _dimensions = dimensions;
        _isBySource = isBySource;
    }

    /// <summary>Its cells.</summary>
    public Cube Cube { get; }

    /// <summary>Their table.</summary>
    public string Table => Cube.Table;

    /// <summary>What to read from, named <c>c</c>.</summary>
    public string From => $"{Table} c";

    /// <summary>True when a cell covers a day.</summary>
    public bool IsDaily => Cube.IsDaily;

    /// <summary>The SQL of a cell's source id, where the source was asked for.</summary>
    public string SourceId => Has("stream_id") ? "s.source_id" : "f.source_id";

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

    /// <summary>The same cells for other dimensions of the same report.</summary>
    public CellSource With(IEnumerable<Dimension> dimensions, bool isBySource) => new(Cube, [.. dimensions], isBySource);

    /// <summary>The SQL of a dimension, as text.</summary>
    public string Column(Dimension dimension) =>
        dimension == Dimension.Stream && Has("stream_id") ? "s.name" : DimensionSql.Column(dimension);

    private static HashSet<Dimension> SenderSide(IEnumerable<Dimension> dimensions) =>
        [.. dimensions.Where(d => !Free.Contains(d) && d != Dimension.Domain)];

    private bool Has(string column) => Cube.Columns.Contains(column);
}
