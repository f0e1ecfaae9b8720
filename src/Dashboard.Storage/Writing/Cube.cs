using Dashboard.Core.Delivery;

namespace Dashboard.Storage.Writing;

/// <summary>Key of a cell: a time and up to four ids; unused ids are 0.</summary>
internal readonly record struct CellKey(DateTime Hour, int A, int B, int C, int D) : IComparable<CellKey>
{
    public int CompareTo(CellKey other)
    {
        var order = Hour.CompareTo(other.Hour);
        order = order != 0 ? order : A.CompareTo(other.A);
        order = order != 0 ? order : B.CompareTo(other.B);
        order = order != 0 ? order : C.CompareTo(other.C);
        return order != 0 ? order : D.CompareTo(other.D);
    }

    /// <summary>Writes the time and the first ids.</summary>
    public void WriteTo(BinaryCopy copy, int ids)
    {
        copy.Write(Hour);
        foreach (var id in ((ReadOnlySpan<int>)[A, B, C, D])[..ids])
        {
            copy.Write(id);
        }
    }

    public override int GetHashCode() => (int)Hash(0);

    /// <summary>A hash that is the same in every process.</summary>
    /// <param name="seed">Cells of different tables are to differ.</param>
    public long Hash(uint seed)
    {
        var hash = Mix((ulong)Hour.Ticks ^ ((ulong)seed << 60), (ulong)(uint)A << 32 | (uint)B);
        return (long)Mix(hash, (ulong)(uint)C << 32 | (uint)D);
    }

    private static ulong Mix(ulong hash, ulong part)
    {
        hash = (hash ^ part) * 0x9E3779B97F4A7C15;
        return hash ^ (hash >> 29);
    }
}

/// <summary>One table of counts: which dimensions it keeps and how much time a cell covers.</summary>
/// <param name="Number">Its number among all tables of counts, from 0.</param>
/// <param name="Table">Its table.</param>
/// <param name="Columns">Its key after the hour, in index order.</param>
/// <param name="IsDaily">True when a cell covers a day.</param>
/// <param name="KeyOf">Projects a place onto the key.</param>
internal sealed record Cube(int Number, string Table, string[] Columns, bool IsDaily, Func<DateTime, CellPlace, ContextIds, CellKey> KeyOf)
{
    /// <summary>Narrowest: sources and streams, what the first pages ask.</summary>
    public static readonly Cube Stream = new(
        0, "stream_cells", ["stream_id", "route_id", "template_id"], false,
        (hour, p, c) => new CellKey(hour, c.StreamId, p.RouteId, p.TemplateId, 0));

    /// <summary>Campaigns, pools and clients too.</summary>
    public static readonly Cube Flow = new(
        1, "flow_cells", ["flow_id", "route_id", "template_id"], false,
        (hour, p, c) => new CellKey(hour, c.FlowId, p.RouteId, p.TemplateId, 0));

    /// <summary>All sender-side dimensions.</summary>
    public static readonly Cube Context = new(
        2, "context_cells", ["context_id", "route_id", "template_id"], false,
        (hour, p, _) => new CellKey(hour, p.ContextId, p.RouteId, p.TemplateId, 0));

    /// <summary>Recipient domains.</summary>
    public static readonly Cube Domain = new(
        3, "domain_cells", ["domain_id", "route_id", "stream_id", "template_id"], false,
        (hour, p, c) => new CellKey(hour, p.DomainId, p.RouteId, c.StreamId, p.TemplateId));

    /// <summary>Recipient domains with all sender-side dimensions, a day at a time.</summary>
    public static readonly Cube DomainDay = new(
        4, "domain_day_cells", ["domain_id", "route_id", "context_id", "template_id"], true,
        (hour, p, _) => new CellKey(hour, p.DomainId, p.RouteId, p.ContextId, p.TemplateId));

    /// <summary>Sources alone, a day at a time: what ranges of weeks ask.</summary>
    public static readonly Cube SourceDay = new(
        5, "source_day_cells", ["source_id", "route_id", "template_id"], true,
        (day, p, c) => new CellKey(day, c.SourceId, p.RouteId, p.TemplateId, 0));

    /// <summary>Streams, campaigns, pools and clients, a day at a time.</summary>
    public static readonly Cube FlowDay = new(
        6, "flow_day_cells", ["flow_id", "route_id", "template_id"], true,
        (day, p, c) => new CellKey(day, c.FlowId, p.RouteId, p.TemplateId, 0));

    /// <summary>Recipient domains by source, a day at a time.</summary>
    public static readonly Cube SourceDomainDay = new(
        7, "source_domain_day_cells", ["domain_id", "route_id", "source_id", "template_id"], true,
        (day, p, c) => new CellKey(day, p.DomainId, p.RouteId, c.SourceId, p.TemplateId));

    /// <summary>All cubes; each counts everything once.</summary>
    public static IReadOnlyList<Cube> All { get; } = [Stream, Flow, Context, Domain, DomainDay, SourceDay, FlowDay, SourceDomainDay];
}

/// <summary>Ids that follow from a context.</summary>
internal readonly record struct ContextIds(int FlowId, int StreamId, int SourceId);
