using Dashboard.Storage;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Dashboard.Migrations;

/// <summary>
/// The tables that carry volume: names given numbers, attempts, deliveries, cells, latency. They are no EF entities, so the model
/// snapshot does not know them. Rules that hold for all of them: no foreign keys, no triggers, keys that a distributed
/// PostgreSQL could use; a count of zero is NULL (a null costs no byte).
/// </summary>
[DbContext(typeof(DashboardDbContext))]
[Migration("20261126223000_Store")]
public sealed class Store : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql(Names);
        migrationBuilder.Sql(Attempts);
        migrationBuilder.Sql(Deliveries);
        migrationBuilder.Sql(Cells);
        migrationBuilder.Sql(Writer);
    }

    /// <inheritdoc/>
    protected override void Down(MigrationBuilder migrationBuilder) =>
        migrationBuilder.Sql(
            """
            drop table if exists store_lease, coverage, stream_latencies, flow_latencies, stream_cells, flow_cells, context_cells, domain_cells, domain_day_cells, deliveries,
                attempts, template_classes, templates, contexts, flows, streams, relays, routes, domains;
            """);

    private const string Names =
        """
        create table domains (
            domain_id int generated always as identity primary key,
            name text not null unique);
        comment on table domains is 'Recipient domains, lower case, A-labels.';

        create table routes (
            route_id int generated always as identity primary key,
            name text not null,
            by_domain boolean not null,
            provider text not null,
            unique (name, by_domain));
        comment on table routes is 'How mail reached a receiver: a group of relay hosts, or (by_domain) the recipient domain where no relay was reached. The provider is an opinion, recomputed when the directory changes.';

        create table relays (
            relay_id int generated always as identity primary key,
            host text not null unique,
            route_id int not null);

        create table streams (
            stream_id int generated always as identity primary key,
            name text not null unique);

        create table flows (
            flow_id int generated always as identity primary key,
            source_id int not null,
            client text not null,
            campaign text not null,
            stream text not null,
            pool text not null,
            unique (source_id, campaign, stream, pool, client));
        comment on table flows is 'The sender-side dimensions that most questions ask for. Empty text: the log does not say.';

        create table contexts (
            context_id int generated always as identity primary key,
            flow_id int not null,
            stream_id int not null,
            sending_ip text not null,
            return_path_domain text not null,
            from_domain text not null,
            dkim_domain text not null,
            list_source text not null,
            segment text not null,
            unique (flow_id, sending_ip, return_path_domain, from_domain, dkim_domain, list_source, segment));
        comment on table contexts is 'All sender-side dimensions as one number.';

        create table templates (
            template_id int generated always as identity primary key,
            outcome smallint not null,
            local boolean not null,
            stage smallint not null,
            masker_version smallint not null,
            code smallint,
            enhanced text,
            text text not null,
            sample text not null,
            first_seen timestamptz not null,
            unique (text, outcome, local, stage));
        comment on table templates is 'Replies with their variable parts masked; sample is one of them as received.';

        create table template_classes (
            template_id int not null,
            provider text not null,
            reason smallint not null,
            bucket smallint not null,
            sub_reason text,
            fault smallint not null,
            tier smallint not null,
            actions smallint[] not null,
            rule_id text not null,
            ruleset_version text not null,
            primary key (template_id, provider));
        comment on table template_classes is 'What a template means at a provider, by the current rules. Rewritten when rules change; attempts and cells never are.';
        """;

    private const string Attempts =
        """
        create table attempts (
            occurred_at timestamptz not null,
            event_key bigint not null,
            delivery_key bigint not null,
            queued_at timestamptz,
            import_id int not null,
            template_id int not null,
            context_id int not null,
            domain_id int not null,
            route_id int not null,
            relay_id int,
            type smallint not null,
            has_reply boolean not null,
            recipient text not null,
            message_id text,
            reply text,
            unique (occurred_at, event_key)
        ) partition by range (occurred_at);
        create index attempts_not_accepted_by_template on attempts (template_id, occurred_at) where type <> 0;
        comment on table attempts is 'Every event, one partition a UTC day. reply is the raw text and is kept where the delivery was not accepted. Each partition gets an index by delivery when the first import that filled it ends: loading into it costs more than building it.';
        """;

    private const string Deliveries =
        """
        create table deliveries (
            delivery_key bigint primary key,
            first_event_at timestamptz not null,
            last_event_at timestamptz not null,
            state smallint not null,
            history bytea not null);
        comment on table deliveries is 'Deliveries that are anything else than one acceptance; that one needs no row, its state is its attempt. history is the set of its events as they were counted, so that a new event can be folded in without searching the attempts.';
        """;

    // Three groups of counters: att_* attempts by event hour; fin_* final events by event hour; the rest deliveries by cohort hour
    // (the hour of the first event). first_* belong to both clocks: the first event's hour is the cohort hour.
    private const string Measures =
        """
            att_accepted int, att_deferred int, att_rejected int, att_no_reply int,
            fin_accepted int, fin_rejected int, fin_expired int,
            attempted int, first_deferred int, ever_deferred int, retry_succeeded int,
            accepted int, rejected int, expired int, bounced_later int, complained int,
        """;

    private const string Cells =
        $"""
        create table stream_cells (
            hour timestamptz not null, stream_id int not null, route_id int not null, template_id int not null,
        {Measures}
            primary key (hour, stream_id, route_id, template_id));
        create table flow_cells (
            hour timestamptz not null, flow_id int not null, route_id int not null, template_id int not null,
        {Measures}
            primary key (hour, flow_id, route_id, template_id));
        create table context_cells (
            hour timestamptz not null, context_id int not null, route_id int not null, template_id int not null,
        {Measures}
            primary key (hour, context_id, route_id, template_id));
        create table domain_cells (
            hour timestamptz not null, domain_id int not null, route_id int not null, stream_id int not null, template_id int not null,
        {Measures}
            primary key (hour, domain_id, route_id, stream_id, template_id));
        create index domain_cells_by_domain on domain_cells (domain_id, hour);
        create table domain_day_cells (
            hour timestamptz not null, domain_id int not null, route_id int not null, context_id int not null, template_id int not null,
        {Measures}
            primary key (hour, domain_id, route_id, context_id, template_id));
        comment on table domain_day_cells is 'Domain with sender-side dimensions, a day at a time; hour is the first hour of the workspace''s day.';

        create table stream_latencies (
            hour timestamptz not null, by_cohort boolean not null, stream_id int not null, route_id int not null,
            total bytea, queue bytea, receiver bytea,
            primary key (hour, by_cohort, stream_id, route_id));
        create table flow_latencies (
            hour timestamptz not null, by_cohort boolean not null, flow_id int not null, route_id int not null,
            total bytea, queue bytea, receiver bytea,
            primary key (hour, by_cohort, flow_id, route_id));
        comment on table stream_latencies is 'Time to acceptance as mergeable histograms; by_cohort: the hour of the first event, else the hour of the acceptance.';
        comment on table flow_latencies is 'The same with campaign, pool and client, a day at a time; hour is the first hour of the workspace''s day.';
        """;

    private const string Writer =
        """
        create table coverage (
            source_id int not null, hour timestamptz not null, import_id int not null,
            primary key (source_id, hour, import_id));
        comment on table coverage is 'Which import brought events of which hour: elsewhere nothing can be a duplicate.';

        create table store_lease (
            id int primary key check (id = 1), token bigint not null, holder text not null, expires_at timestamptz not null);
        insert into store_lease values (1, 0, '', 'epoch');
        comment on table store_lease is 'The one writer. Every batch checks its token in its own transaction.';
        """;
}
