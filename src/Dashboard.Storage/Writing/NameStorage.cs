using Dashboard.Core.Providers;
using Dashboard.Core.Replies;
using Dashboard.Storage.Imports;
using Npgsql;
using NpgsqlTypes;

namespace Dashboard.Storage.Writing;

/// <summary>The table of one kind of names.</summary>
/// <typeparam name="T">What a row holds.</typeparam>
/// <param name="Limit">How many an import may bring that the store has not met.</param>
/// <param name="Insert">Stores rows that are not there yet.</param>
/// <param name="Find">Reads the ids of rows in the order asked, null where there is none.</param>
/// <param name="Parameters">Every parameter of the two; a statement gets those it names.</param>
/// <param name="KeyOf">What makes a row: names with equal keys are one.</param>
/// <param name="OtherOf">The row that a name beyond shares with others; few in number.</param>
internal sealed record NameStorage<T>(
    NewNameLimit Limit, string Insert, string Find, Func<IReadOnlyList<T>, NpgsqlParameter[]> Parameters,
    Func<T, object> KeyOf, Func<T, T> OtherOf)
{
    /// <summary>Stores those that are not there yet.</summary>
    public async Task InsertAsync(IReadOnlyList<T> rows, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = Command(Insert, rows, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Reads their ids; null for one that is not there.</summary>
    public async Task<int?[]> FindAsync(IReadOnlyList<T> rows, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = Command(Find, rows, connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var ids = new int?[rows.Count];
        for (var i = 0; await reader.ReadAsync(cancellationToken); i++)
        {
            ids[i] = reader.IsDBNull(0) ? null : reader.GetInt32(0);
        }

        return ids;
    }

    private NpgsqlCommand Command(string sql, IReadOnlyList<T> rows, NpgsqlConnection connection)
    {
        var command = new NpgsqlCommand(sql, connection);
        command.Parameters.AddRange(Parameters(rows).Where(p => sql.Contains('@' + p.ParameterName, StringComparison.Ordinal)).ToArray());
        return command;
    }
}

/// <summary>The tables of names.</summary>
internal static class NameStorage
{
    public static NameStorage<string> Domains { get; } = new(
        NewNameLimit.Domains,
        "insert into domains (name) select unnest(@name) on conflict do nothing",
        "select d.domain_id from unnest(@name) with ordinality as n(name, i) left join domains d using (name) order by i",
        rows => [Texts("name", rows)],
        name => name,
        _ => NewNames.Other);

    public static NameStorage<RouteRow> Routes { get; } = new(
        NewNameLimit.Routes,
        "insert into routes (name, by_domain, provider) select * from unnest(@name, @by_domain, @provider) on conflict do nothing",
        """
        select r.route_id from unnest(@name, @by_domain) with ordinality as n(name, by_domain, i)
        left join routes r using (name, by_domain) order by i
        """,
        rows =>
        [
            Texts("name", rows.Select(r => r.Name)),
            new("by_domain", rows.Select(r => r.ByDomain).ToArray()),
            Texts("provider", rows.Select(r => r.Provider)),
        ],
        row => (row.Name, row.ByDomain),
        _ => new RouteRow(NewNames.Other, false, Provider.Other.Id));

    public static NameStorage<TemplateRow> Templates { get; } = new(
        NewNameLimit.Templates,
        """
        insert into templates (outcome, local, stage, masker_version, code, enhanced, text, sample, first_seen)
        select outcome, local, stage, @version, code, enhanced, text, sample, first_seen
        from unnest(@outcome, @local, @stage, @code, @enhanced, @text, @sample, @first_seen)
            as n(outcome, local, stage, code, enhanced, text, sample, first_seen)
        on conflict do nothing
        """,
        """
        select t.template_id from unnest(@outcome, @local, @stage, @text) with ordinality as n(outcome, local, stage, text, i)
        left join templates t using (outcome, local, stage, text) order by i
        """,
        rows =>
        [
            new("version", (short)TemplateMasker.Version),
            new("outcome", rows.Select(r => r.Outcome).ToArray()),
            new("local", rows.Select(r => r.Facts.IsLocal == true).ToArray()),
            new("stage", rows.Select(r => (short)r.Facts.Stage).ToArray()),
            new("code", NpgsqlDbType.Array | NpgsqlDbType.Smallint) { Value = rows.Select(r => (short?)r.Facts.Code).ToArray() },
            new("enhanced", NpgsqlDbType.Array | NpgsqlDbType.Text) { Value = rows.Select(r => r.Facts.Enhanced?.ToString()).ToArray() },
            Texts("text", rows.Select(r => r.Facts.Template)),
            Texts("sample", rows.Select(r => r.Sample)),
            new("first_seen", rows.Select(r => r.FirstSeen).ToArray()),
        ],
        row => (row.Facts.Template, row.Outcome, row.Facts.IsLocal, row.Facts.Stage),
        row => row.Shared());

    public static NameStorage<string> Streams(int sourceId) => new(
        NewNameLimit.Streams,
        "insert into streams (source_id, name) select @source, unnest(@name) on conflict do nothing",
        """
        select s.stream_id from unnest(@name) with ordinality as n(name, i)
        left join streams s on s.name = n.name and s.source_id = @source order by i
        """,
        rows => [new("source", sourceId), Texts("name", rows)],
        name => name,
        _ => NewNames.Other);

    public static NameStorage<RelayRow> Relays(Func<int, int> routeId) => new(
        NewNameLimit.Relays,
        "insert into relays (host, route_id) select * from unnest(@host, @route) on conflict do nothing",
        "select r.relay_id from unnest(@host) with ordinality as n(host, i) left join relays r using (host) order by i",
        rows => [Texts("host", rows.Select(r => r.Host)), Ids("route", rows.Select(r => routeId(r.Route)))],
        row => row.Host,
        row => row with { Host = NewNames.Other });

    /// <param name="sourceId">Whose.</param>
    /// <param name="streamOf">The stream under which a flow is counted.</param>
    public static NameStorage<FlowRow> Flows(int sourceId, Func<FlowRow, string> streamOf) => new(
        NewNameLimit.Flows,
        """
        insert into flows (source_id, client, campaign, stream, pool)
        select @source, * from unnest(@client, @campaign, @stream, @pool) on conflict do nothing
        """,
        """
        select f.flow_id from unnest(@client, @campaign, @stream, @pool) with ordinality as n(client, campaign, stream, pool, i)
        left join flows f on f.source_id = @source and (f.client, f.campaign, f.stream, f.pool) = (n.client, n.campaign, n.stream, n.pool)
        order by i
        """,
        rows =>
        [
            new("source", sourceId),
            Texts("client", rows.Select(r => r.Client)),
            Texts("campaign", rows.Select(r => r.Campaign)),
            Texts("stream", rows.Select(streamOf)),
            Texts("pool", rows.Select(r => r.Pool)),
        ],
        row => (row.Client, row.Campaign, streamOf(row), row.Pool),
        row => new FlowRow(NewNames.Other, NewNames.Other, streamOf(row), NewNames.Other));

    public static NameStorage<ContextRow> Contexts(Func<int, int> flowId, Func<int, int> streamId) => new(
        NewNameLimit.Contexts,
        """
        insert into contexts (flow_id, stream_id, sending_ip, return_path_domain, from_domain, dkim_domain, list_source, segment)
        select * from unnest(@flow, @stream, @ip, @return_path, @from, @dkim, @list, @segment) on conflict do nothing
        """,
        """
        select c.context_id from unnest(@flow, @ip, @return_path, @from, @dkim, @list, @segment)
            with ordinality as n(flow_id, sending_ip, return_path_domain, from_domain, dkim_domain, list_source, segment, i)
        left join contexts c using (flow_id, sending_ip, return_path_domain, from_domain, dkim_domain, list_source, segment) order by i
        """,
        rows =>
        [
            Ids("flow", rows.Select(r => flowId(r.Flow))),
            Ids("stream", rows.Select(r => streamId(r.Stream))),
            Texts("ip", rows.Select(r => r.SendingIp)),
            Texts("return_path", rows.Select(r => r.ReturnPathDomain)),
            Texts("from", rows.Select(r => r.FromDomain)),
            Texts("dkim", rows.Select(r => r.DkimDomain)),
            Texts("list", rows.Select(r => r.ListSource)),
            Texts("segment", rows.Select(r => r.Segment)),
        ],
        row => (flowId(row.Flow), row with { Flow = 0, Stream = 0 }),
        row => new ContextRow(
            row.Flow, row.Stream, NewNames.Other, NewNames.Other, NewNames.Other, NewNames.Other, NewNames.Other, NewNames.Other));

    private static NpgsqlParameter Texts(string name, IEnumerable<string> values) =>
        new(name, NpgsqlDbType.Array | NpgsqlDbType.Text) { Value = values.ToArray() };

    private static NpgsqlParameter Ids(string name, IEnumerable<int> values) =>
        new(name, NpgsqlDbType.Array | NpgsqlDbType.Integer) { Value = values.ToArray() };
}
