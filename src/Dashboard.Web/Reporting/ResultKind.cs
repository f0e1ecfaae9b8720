using Dashboard.Core.Reporting;

namespace Dashboard.Web.Reporting;

/// <summary>What results of sending are reported by: campaigns or streams.</summary>
/// <param name="Dimension">The dimension.</param>
/// <param name="Path">Address of the list.</param>
/// <param name="Title">Heading of the list.</param>
/// <param name="One">One of them, in a sentence.</param>
/// <param name="Parts">What one of them is split by, in the order of the page.</param>
public sealed record ResultKind(Dimension Dimension, string Path, string Title, string One, IReadOnlyList<Dimension> Parts)
{
    public static ResultKind Campaigns { get; } =
        new(Dimension.Campaign, DashboardUrls.Campaigns, "Campaigns", "campaign", [Dimension.Provider, Dimension.ListSource]);

    public static ResultKind Streams { get; } =
        new(Dimension.Stream, DashboardUrls.Streams, "Streams", "stream", [Dimension.Provider, Dimension.Campaign, Dimension.ListSource]);

    /// <summary>The kind a page's address is about.</summary>
    public static ResultKind Of(string address) =>
        new Uri(new Uri("http://localhost"), address).AbsolutePath.StartsWith(DashboardUrls.Streams, StringComparison.OrdinalIgnoreCase) ? Streams : Campaigns;

    /// <summary>The address of one of them.</summary>
    public string Link(string name, ReportState state) =>
        Dimension == Dimension.Stream ? DashboardUrls.Stream(name, state) : DashboardUrls.Campaign(name, state);

    /// <summary>“1 campaign”, “12 campaigns”.</summary>
    public string Counted(long count) => $"{Figures.Count(count)} {One}{(count == 1 ? null : "s")}";
}
