using Dashboard.Core.Delivery;
using Dashboard.Core.Reporting;
using Npgsql;
using NpgsqlTypes;

namespace Dashboard.Storage.Queries;

/// <summary>Which events to list.</summary>
public sealed record AttemptsRequest
{
    /// <summary>Which mail.</summary>
    public required ReportFilter Filter { get; init; }

    /// <summary>Only these types; empty for all.</summary>
    public IReadOnlyList<EventType> Types { get; init; } = [];

    /// <summary>Only this reply template; null for all.</summary>
    public int? TemplateId { get; init; }

    /// <summary>Only what this import brought; null for all.</summary>
    public int? ImportId { get; init; }

    /// <summary>Only this envelope recipient, case does not matter; null for all.</summary>
    public string? Recipient { get; init; }

    /// <summary>Continue after this row; null from the newest.</summary>
    public AttemptCursor? After { get; init; }

    /// <summary>Rows wanted, 1 to 1,000.</summary>
    public int Limit { get; init; } = 50;
}

/// <summary>The place of a row in the list.</summary>
public sealed record AttemptCursor(DateTimeOffset OccurredAt, long EventKey);

/// <summary>Rows and where to go on; <paramref name="Next"/> is null at the end.</summary>
public sealed record AttemptsResult(IReadOnlyList<AttemptRow> Rows, AttemptCursor? Next);

/// <summary>Raw events, newest first, page by page.</summary>
public sealed class AttemptsQuery(NpgsqlDataSource dataSource)
{
    /// <summary>Reads one page.</summary>
    public async Task<AttemptsResult> ReadAsync(AttemptsRequest request, CancellationToken cancellationToken)
    {
        using var measured = QueryMetrics.Measure("attempts");
        await using var command = dataSource.CreateCommand();
        var where = Where(request, command.Parameters);
        command.Parameters.AddWithValue("limit", request.Limit + 1);
        // The page of rows is found first, by their own columns; names are joined to that page only.
        command.CommandText =
            $"""
            with a as materialized (
                select * from attempts a
                where {where}
                order by a.occurred_at desc, a.event_key desc
                limit @limit)
            select {AttemptRow.Columns}
            from a
            {AttemptRow.Joins}
            order by a.occurred_at desc, a.event_key desc
            """;
        var rows = new List<AttemptRow>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(AttemptRow.Read(reader));
        }

        if (rows.Count <= request.Limit)
        {
            return new AttemptsResult(rows, null);
        }

        rows.RemoveAt(request.Limit);
        return new AttemptsResult(rows, new AttemptCursor(rows[^1].OccurredAt, rows[^1].EventKey));
    }

    private static string Where(AttemptsRequest request, NpgsqlParameterCollection parameters)
    {
        FilterSql.AddRange(request.Filter, parameters);
        List<string> conditions = ["a.occurred_at >= @from", "a.occurred_at < @to"];
        conditions.AddRange(request.Filter.Conditions.Select((c, i) => EventFilterSql.Condition(c, i, "a", parameters)));
        if (request.Types.Count > 0)
        {
            parameters.AddWithValue("types", request.Types.Select(t => (short)t).ToArray());
            conditions.Add("a.type = any(@types)");
            if (!request.Types.Contains(EventType.Accepted))
            {
                // Said again as a constant, so that the partial index of what was not accepted can serve.
                conditions.Add("a.type <> 0");
            }
        }

        if (request.TemplateId is { } templateId)
        {
            parameters.AddWithValue("template", templateId);
            conditions.Add("a.template_id = @template");
        }

        if (request.ImportId is { } importId)
        {
            parameters.AddWithValue("import", importId);
            conditions.Add("a.import_id = @import");
        }

        if (request.Recipient is { Length: > 0 } recipient)
        {
            conditions.Add(EventFilterSql.Recipient(recipient, parameters));
        }

        if (request.After is { } after)
        {
            parameters.AddWithValue("after_at", NpgsqlDbType.TimestampTz, after.OccurredAt.UtcDateTime);
            parameters.AddWithValue("after_key", after.EventKey);
            conditions.Add("(a.occurred_at, a.event_key) < (@after_at, @after_key) and a.occurred_at <= @after_at");
        }

        return string.Join(" and ", conditions);
    }
}
