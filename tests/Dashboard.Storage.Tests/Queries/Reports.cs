using Dashboard.Core.Metrics;
using Dashboard.Core.Reporting;
using Dashboard.Storage.Queries;
using Dashboard.Testing;

namespace Dashboard.Storage.Tests.Queries;

/// <summary>The questions that tests ask of one test database.</summary>
internal static class Reports
{
    public static MetricsQuery Metrics(TestDatabase database) => new(
        database.DataSource,
        new WorkspaceZone(database.Contexts, TimeProvider.System),
        Capabilities(database),
        new LatencyQuery(database.DataSource));

    public static SourceCapabilities Capabilities(TestDatabase database) => new(database.DataSource, TimeProvider.System);

    /// <summary>The only row of a report without splits.</summary>
    public static async Task<MetricsRow> TotalAsync(
        TestDatabase database, ReportFilter filter, Clock clock, CancellationToken token) =>
        Assert.Single((await Metrics(database).ReadAsync(new MetricsRequest { Filter = filter, Clock = clock, WithLatency = true }, token)).Rows);
}
