using Dashboard.Core.Reporting;

namespace Dashboard.Storage.Queries;

/// <summary>
/// Where each dimension stands, with the tables always named alike: routes r, domains d, flows f, contexts x, sources o,
/// templates t, template_classes k.
/// </summary>
internal static class DimensionSql
{
    /// <summary>The expression of a dimension, as text.</summary>
    public static string Column(Dimension dimension) => dimension switch
    {
        Dimension.Provider => "r.provider",
        Dimension.Domain => "d.name",
        Dimension.Campaign => "f.campaign",
        Dimension.Stream => "f.stream",
        Dimension.Pool => "f.pool",
        Dimension.Client => "f.client",
        Dimension.Source => "o.name",
        Dimension.Ip => "x.sending_ip",
        Dimension.FromDomain => "x.from_domain",
        Dimension.ReturnPathDomain => "x.return_path_domain",
        Dimension.DkimDomain => "x.dkim_domain",
        Dimension.ListSource => "x.list_source",
        Dimension.Segment => "x.segment",
        Dimension.Category => ClassSql.Category("t.outcome", "k.reason"),
        Dimension.Reason => ClassSql.Reason("k.reason"),
        Dimension.Fault => ClassSql.Fault("k.fault"),
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
