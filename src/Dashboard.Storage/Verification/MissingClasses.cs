using Npgsql;

namespace Dashboard.Storage.Verification;

/// <summary>Is everything that is counted classified? What is not would be in no category, whatever its counts say.</summary>
internal static class MissingClasses
{
    public static async Task CompareAsync(Findings findings, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            select shown.template_id, shown.provider
            from (select distinct c.template_id, r.provider from source_day_cells c join routes r using (route_id)) shown
            where not exists (
                select from template_classes k where k.template_id = shown.template_id and k.provider = shown.provider)
            order by shown.template_id, shown.provider
            """,
            connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            findings.Add($"Template {reader.GetInt32(0)} is counted at provider {reader.GetString(1)}, and nothing says what it means there.");
        }
    }
}
