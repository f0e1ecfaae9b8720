using Dashboard.Core.Metrics;
using Dashboard.Core.Reporting;
using Npgsql;
using NpgsqlTypes;

namespace Dashboard.Storage.Queries;

/// <summary>
/// How a report's counts are kept apart by what their sources can show. Where all sources in scope are alike there is nothing to keep
/// apart, and the report's SQL stays as it is.
/// </summary>
internal sealed class OriginSplit
{
    // Up to so many each source stands for itself, so that a sentence can name it; more are taken together by what they show.
    private const int MostNamed = 16;

    private static readonly CountOrigin Unknown = new(CapabilitySet.None, []);

    private readonly int[] _sourceIds;
    private readonly int[] _parts;
    private readonly CountOrigin[] _origins;

    private OriginSplit(IReadOnlyList<SourceAbility> sources, Func<SourceAbility, int> keyOf)
    {
        var groups = sources.GroupBy(keyOf).ToArray();
        _origins = [.. groups.Select(g => new CountOrigin(g.First().ShowsOfCounts, [.. g.Select(s => s.Source)]))];
        _sourceIds = [.. groups.SelectMany(g => g.Select(s => s.SourceId))];
        _parts = [.. groups.SelectMany((g, part) => g.Select(_ => part))];
    }

    /// <summary>True when the report has to be split.</summary>
    public bool IsNeeded => _origins.Length > 1;

    /// <summary>Where counts come from that are not split.</summary>
    public CountOrigin Only => _origins.Length == 1 ? _origins[0] : CountOrigin.Everything;

    /// <summary>Makes the split of a report.</summary>
    public static OriginSplit For(ReportFilter filter, IReadOnlyList<SourceAbility> sources)
    {
        var inScope = InScope(filter, sources);
        var isAlike = inScope.Select(s => s.ShowsOfCounts).Distinct().Count() <= 1;
        return new OriginSplit(inScope, isAlike ? _ => 0 : inScope.Count <= MostNamed ? s => s.SourceId : s => s.ShowsOfCounts.Bits);
    }

    /// <summary>The sources whose mail a filter lets through.</summary>
    public static IReadOnlyList<SourceAbility> InScope(ReportFilter filter, IReadOnlyList<SourceAbility> sources) =>
    [
        .. sources.Where(s => filter.Conditions.All(
            c => c.Dimension != Dimension.Source || c.Values.Contains(s.Source.Name, StringComparer.Ordinal) != c.IsExcluded)),
    ];

    /// <summary>The join that gives each cell its part, as <c>p.part</c>.</summary>
    public string Join(CellSource source, NpgsqlParameterCollection parameters)
    {
        parameters.AddWithValue("origin_sources", NpgsqlDbType.Array | NpgsqlDbType.Integer, _sourceIds);
        parameters.AddWithValue("origin_parts", NpgsqlDbType.Array | NpgsqlDbType.Integer, _parts);
        return $" left join unnest(@origin_sources, @origin_parts) as p(source_id, part) on p.source_id = {source.SourceId}";
    }

    /// <summary>The origin of a part; a source that is newer than this split is an unknown one.</summary>
    public CountOrigin Of(int? part) => part is { } number ? _origins[number] : Unknown;

    /// <summary>The origin of one source's counts.</summary>
    public CountOrigin OfSource(int sourceId) => !IsNeeded ? Only : Array.IndexOf(_sourceIds, sourceId) is >= 0 and var at ? _origins[_parts[at]] : Unknown;

    /// <summary>The parts whose sources show what a rate needs.</summary>
    public int[] PartsThatShow(CapabilitySet needs) => [.. Enumerable.Range(0, _origins.Length).Where(i => _origins[i].Shows.Covers(needs))];
}
