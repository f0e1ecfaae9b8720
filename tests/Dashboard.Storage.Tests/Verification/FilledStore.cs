using Dashboard.Storage.Tests.Writing;
using Dashboard.Testing;

namespace Dashboard.Storage.Tests.Verification;

internal static class FilledStore
{
    /// <summary>A database filled by overlapping files in any order.</summary>
    public static async Task<TestDatabase> CreateAsync(PostgresServer server, string zone, int mostInBatch, CancellationToken cancellationToken)
    {
        var database = await server.CreateDatabaseAsync(cancellationToken);
        await database.ExecuteAsync($"update workspaces set time_zone = '{zone}'", cancellationToken);
        var random = new Random(17);
        var events = RandomSender.Events(17, 400).ToArray();
        random.Shuffle(events);
        using var store = new Store(database);
        foreach (var file in events.Chunk(150).Append(events[100..350]))
        {
            await store.ImportAsync(file, () => random.Next(20, mostInBatch), cancellationToken);
        }

        return database;
    }
}
