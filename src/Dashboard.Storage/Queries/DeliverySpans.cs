using Dashboard.Core.Reporting;
using Dashboard.Storage.Writing;
using Npgsql;

namespace Dashboard.Storage.Queries;

/// <summary>
/// In which stretches of time a view has deliveries, newest first. The counts know it, so that a search for a small domain reads its
/// own hours and not those of everybody else.
/// </summary>
public sealed class DeliverySpans(NpgsqlDataSource dataSource, WorkspaceZone zone)
{
    /// <summary>Longer than any range: do not split.</summary>
    public static readonly TimeSpan Whole = TimeSpan.FromDays(36_500);

    // A page of rows is usually full after the first stretch, and a search can stop between two of them.
    private static readonly TimeSpan Longest = TimeSpan.FromHours(6);

    /// <summary>A range in pieces, newest first.</summary>
    public static IReadOnlyList<(DateTimeOffset From, DateTimeOffset To)> Split(ReportFilter filter, TimeSpan longest)
    {
        var pieces = new List<(DateTimeOffset, DateTimeOffset)>();
        for (var to = filter.To; to > filter.From;)
        {
            var from = to - filter.From > longest ? to - longest : filter.From;
            pieces.Add((from, to));
            to = from;
        }

        return pieces;
    }

    /// <summary>The stretches of a filter's range in which deliveries begin that fit its conditions.</summary>
    public async Task<IReadOnlyList<(DateTimeOffset From, DateTimeOffset To)>> ReadAsync(ReportFilter filter, CancellationToken cancellationToken)
    {
        // What any later reply of a delivery means says nothing about the hour in which it began.
        var began = filter with
        {
            Conditions =
            [
                .. filter.Conditions.Where(c => c.Dimension is not (Dimension.Category or Dimension.Reason or Dimension.Fault)).Select(EventFilterSql.OfCounts),
            ],
        };
        if (began.Conditions.Count == 0)
        {
            return Split(filter, Longest);
        }

        var source = CellSource.For(began.Dimensions);
        var hours = new WorkspaceHours(await zone.ReadAsync(cancellationToken));
        var first = source.IsDaily ? hours.DayOf(filter.From.UtcDateTime) : hours.HourOf(filter.From.UtcDateTime);
        var length = source.IsDaily ? TimeSpan.FromHours(25) : TimeSpan.FromHours(1);
        await using var command = dataSource.CreateCommand();
        var where = FilterSql.Where(source, began with { From = first }, command.Parameters);
        command.CommandText =
            $"""
            select distinct c.hour from {source.From}{source.DimensionJoins}
            where {where} and c.attempted is not null
            order by 1 desc
            """;
        var found = new List<(DateTimeOffset From, DateTimeOffset To)>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var hour = reader.GetFieldValue<DateTimeOffset>(0);
            Add(found, Later(hour, filter.From), Earlier(hour + length, filter.To));
        }

        return [.. found.SelectMany(span => Split(filter with { From = span.From, To = span.To }, Longest))];
    }

    private static void Add(List<(DateTimeOffset From, DateTimeOffset To)> spans, DateTimeOffset from, DateTimeOffset to)
    {
        if (spans.Count > 0 && spans[^1].From <= to)
        {
            spans[^1] = (from, spans[^1].To);
        }
        else
        {
            spans.Add((from, to));
        }
    }

    private static DateTimeOffset Later(DateTimeOffset left, DateTimeOffset right) => left > right ? left : right;

    private static DateTimeOffset Earlier(DateTimeOffset left, DateTimeOffset right) => left < right ? left : right;
}
