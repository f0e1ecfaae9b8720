using Dashboard.Core.Reporting;
using Dashboard.Web.Reporting;

namespace Dashboard.Web.Endpoints;

/// <summary>The filter words as parameters of a call: the range, and each dimension to include or exclude.</summary>
public static class FilterParameters
{
    private const string TimeForms =
        "A date (2026-09-11), a time of the workspace (2026-09-11T09:00) or a time with offset (2026-09-11T09:00:00Z).";

    public static ApiParameter From { get; } = new("from", $"Start, included. {TimeForms} Default: fourteen days that hold data.")
    {
        Form = ParameterForm.Time,
    };

    public static ApiParameter To { get; } = new("to", "End, not included. Written like “from”.") { Form = ParameterForm.Time };

    public static IReadOnlyList<ApiParameter> All { get; } =
    [
        From,
        To,
        .. Enum.GetValues<Dimension>().SelectMany(d => new[]
        {
            new ApiParameter(d.Word(), $"Only mail with this {Noun(d)}; several values: any of them. The empty text is “not known”.") { IsRepeated = true },
            new ApiParameter("not." + d.Word(), $"Only mail without this {Noun(d)}.") { IsRepeated = true },
        }),
    ];

    /// <summary>Reads the filter of a call. The range is the given one where <c>from</c> and <c>to</c> are absent.</summary>
    public static async Task<ReportFilter> FilterAsync(
        this ApiQuery query, ReportDefaults defaults, (DateTimeOffset From, DateTimeOffset To)? range, CancellationToken cancellationToken) => FilterWords.Read(
        query.Pairs,
        await defaults.ZoneAsync(cancellationToken),
        range ?? await defaults.RangeAsync(cancellationToken),
        query.Problems);

    /// <summary>What a dimension is called in a sentence.</summary>
    public static string Noun(Dimension dimension) => dimension switch
    {
        Dimension.Provider => "provider (mailbox provider or gateway family)",
        Dimension.Domain => "recipient domain",
        Dimension.Campaign => "campaign",
        Dimension.Stream => "stream",
        Dimension.Pool => "pool",
        Dimension.Ip => "sending IP",
        Dimension.FromDomain => "From domain",
        Dimension.ReturnPathDomain => "return-path domain",
        Dimension.DkimDomain => "DKIM domain",
        Dimension.ListSource => "list source",
        Dimension.Segment => "segment",
        Dimension.Client => "client (the brand or customer it is sent for)",
        Dimension.Source => "source of logs",
        Dimension.Category => "category (outcome and reason)",
        Dimension.Reason => "reason",
        Dimension.Fault => "fault (recipient, sender, provider, local, none)",
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
