using Dashboard.Core.Replies;
using Npgsql;
using NpgsqlTypes;

namespace Dashboard.Storage.Writing;

/// <summary>The SQL that gives names their row ids: insert what is new, then read all ids back in the order asked.</summary>
internal static class NameStorage
{
    public static Task<int[]> DomainsAsync(IReadOnlyList<string> rows, NpgsqlConnection connection, CancellationToken cancellationToken) =>
        StoreAsync(
            connection,
            "insert into domains (name) select unnest(@name) on conflict do nothing",
            "select d.domain_id from unnest(@name) with ordinality as n(name, i) join domains d using (name) order by i",
            [Texts("name", rows)],
            cancellationToken);

    public static Task<int[]> StreamsAsync(
        IReadOnlyList<string> rows, int sourceId, NpgsqlConnection connection, CancellationToken cancellationToken) =>
        StoreAsync(
            connection,
            "insert into streams (source_id, name) select @source, unnest(@name) on conflict do nothing",
            """
            select s.stream_id from unnest(@name) with ordinality as n(name, i)
            join streams s using (name) where s.source_id = @source order by i
            """,
            [new("source", sourceId), Texts("name", rows)],
            cancellationToken);

    public static Task<int[]> RoutesAsync(IReadOnlyList<RouteRow> rows, NpgsqlConnection connection, CancellationToken cancellationToken) =>
        StoreAsync(
            connection,
            "insert into routes (name, by_domain, provider) select * from unnest(@name, @by_domain, @provider) on conflict do nothing",
            """
            select r.route_id from unnest(@name, @by_domain) with ordinality as n(name, by_domain, i)
            join routes r using (name, by_domain) order by i
            """,
            [Texts("name", rows.Select(r => r.Name)), new("by_domain", rows.Select(r => r.ByDomain).ToArray()), Texts("provider", rows.Select(r => r.Provider))],
            cancellationToken);

    public static Task<int[]> RelaysAsync(
        IReadOnlyList<RelayRow> rows, Func<int, int> routeId, NpgsqlConnection connection, CancellationToken cancellationToken) =>
        StoreAsync(
            connection,
            "insert into relays (host, route_id) select * from unnest(@host, @route) on conflict do nothing",
            "select r.relay_id from unnest(@host) with ordinality as n(host, i) join relays r using (host) order by i",
            [Texts("host", rows.Select(r => r.Host)), Ids("route", rows.Select(r => routeId(r.Route)))],
            cancellationToken);

    public static Task<int[]> FlowsAsync(
        IReadOnlyList<FlowRow> rows, int sourceId, NpgsqlConnection connection, CancellationToken cancellationToken) =>
        StoreAsync(
            connection,
            """
            insert into flows (source_id, client, campaign, stream, pool)
            select @source, * from unnest(@client, @campaign, @stream, @pool) on conflict do nothing
            """,
            """
            select f.flow_id from unnest(@client, @campaign, @stream, @pool) with ordinality as n(client, campaign, stream, pool, i)
            join flows f using (client, campaign, stream, pool) where f.source_id = @source order by i
            """,
            [
                new("source", sourceId),
                Texts("client", rows.Select(r => r.Client)),
                Texts("campaign", rows.Select(r => r.Campaign)),
                Texts("stream", rows.Select(r => r.Stream)),
                Texts("pool", rows.Select(r => r.Pool)),
            ],
            cancellationToken);

    public static Task<int[]> ContextsAsync(
        IReadOnlyList<ContextRow> rows, Func<int, int> flowId, Func<int, int> streamId, NpgsqlConnection connection, CancellationToken cancellationToken) =>
        StoreAsync(
            connection,
            """
            insert into contexts (flow_id, stream_id, sending_ip, return_path_domain, from_domain, dkim_domain, list_source, segment)
            select * from unnest(@flow, @stream, @ip, @return_path, @from, @dkim, @list, @segment) on conflict do nothing
            """,
            """
            select c.context_id from unnest(@flow, @ip, @return_path, @from, @dkim, @list, @segment)
                with ordinality as n(flow_id, sending_ip, return_path_domain, from_domain, dkim_domain, list_source, segment, i)
            join contexts c using (flow_id, sending_ip, return_path_domain, from_domain, dkim_domain, list_source, segment) order by i
            """,
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
            cancellationToken);

    public static Task<int[]> TemplatesAsync(IReadOnlyList<TemplateRow> rows, NpgsqlConnection connection, CancellationToken cancellationToken) =>
        StoreAsync(
            connection,
            """
            insert into templates (outcome, local, stage, masker_version, code, enhanced, text, sample, first_seen)
            select outcome, local, stage, @version, code, enhanced, text, sample, first_seen
            from unnest(@outcome, @local, @stage, @code, @enhanced, @text, @sample, @first_seen)
                as n(outcome, local, stage, code, enhanced, text, sample, first_seen)
            on conflict do nothing
            """,
            """
            select t.template_id from unnest(@outcome, @local, @stage, @text) with ordinality as n(outcome, local, stage, text, i)
            join templates t using (outcome, local, stage, text) order by i
            """,
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
            cancellationToken);

    private static async Task<int[]> StoreAsync(
        NpgsqlConnection connection, string insert, string select, NpgsqlParameter[] parameters, CancellationToken cancellationToken)
    {
        await using (var inserting = new NpgsqlCommand(insert, connection))
        {
            inserting.Parameters.AddRange(Used(insert, parameters));
            await inserting.ExecuteNonQueryAsync(cancellationToken);
        }

        await using var selecting = new NpgsqlCommand(select, connection);
        selecting.Parameters.AddRange(Used(select, parameters));
        await using var reader = await selecting.ExecuteReaderAsync(cancellationToken);
        var ids = new List<int>();
        while (await reader.ReadAsync(cancellationToken))
        {
            ids.Add(reader.GetInt32(0));
        }

        return [.. ids];
    }

    // A parameter belongs to one command.
    private static NpgsqlParameter[] Used(string sql, NpgsqlParameter[] parameters) =>
        [.. parameters.Where(p => sql.Contains('@' + p.ParameterName, StringComparison.Ordinal)).Select(p => p.Clone())];

    private static NpgsqlParameter Texts(string name, IEnumerable<string> values) =>
        new(name, NpgsqlDbType.Array | NpgsqlDbType.Text) { Value = values.ToArray() };

    private static NpgsqlParameter Ids(string name, IEnumerable<int> values) =>
        new(name, NpgsqlDbType.Array | NpgsqlDbType.Integer) { Value = values.ToArray() };
}
