using Npgsql;

namespace Dashboard.Storage.Tests.Embedded;

/// <summary>One statement on a connection of its own.</summary>
internal static class Sql
{
    /// <returns>The first value of the first row; null when there is none.</returns>
    public static async Task<object?> RunAsync(string connectionString, string sql, CancellationToken cancellationToken)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync(cancellationToken);
    }
}
