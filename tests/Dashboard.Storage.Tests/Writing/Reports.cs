using Dashboard.Storage.Queries;
using Dashboard.Testing;

namespace Dashboard.Storage.Tests.Writing;

/// <summary>The questions that tests ask of one test database.</summary>
internal static class Reports
{
    public static MetricsQuery Metrics(TestDatabase database) => new(
        database.DataSource, new WorkspaceZone(database.Contexts, TimeProvider.System), new LatencyQuery(database.DataSource));
}
