using System.Globalization;
using Dashboard.Core.Delivery;

namespace Dashboard.Formats.Delimited;

/// <summary>How well one column, with the recipient, names deliveries (or, for an event id, events).</summary>
/// <param name="Field"><see cref="ColumnField.MessageId"/>, <see cref="ColumnField.Campaign"/> or <see cref="ColumnField.EventId"/>.</param>
/// <param name="Column">The column's name in the file.</param>
/// <param name="Rows">Rows looked at that are events.</param>
/// <param name="Distinct">Different values among them.</param>
/// <param name="MostRows">Rows of the most frequent value.</param>
/// <param name="TwoFinals">Deliveries that would have two final results; for an event id: ids that stand in rows that differ.</param>
/// <param name="EmptyShare">Share of rows without a value, 0 to 1.</param>
/// <param name="WhyNot">A sentence when it does not fit; null when it does.</param>
public sealed record KeyCandidate(
    ColumnField Field, string Column, long Rows, long Distinct, long MostRows, long TwoFinals, double EmptyShare, string? WhyNot)
{
    /// <summary>True when it may be used.</summary>
    public bool IsFit => WhyNot is null;

    /// <summary>Rows for each value, on average; 0 without values.</summary>
    public double RowsPerValue => Distinct == 0 ? 0 : Rows * (1 - EmptyShare) / Distinct;
}

/// <summary>Which columns of a file can name its deliveries, by looking at its rows. Memory is bounded: at most 200,000 rows are looked at.</summary>
/// <param name="Candidates">One for each of the mapping's columns of message id, campaign and event id.</param>
/// <param name="Suggested">The best key that fits.</param>
public sealed record KeyProfile(IReadOnlyList<KeyCandidate> Candidates, DeliveryKeyKind Suggested)
{
    private const int MaxRows = 200_000;

    /// <summary>Looks at a sample.</summary>
    public static KeyProfile Make(DelimitedSample sample, ColumnMapping mapping)
    {
        ArgumentNullException.ThrowIfNull(sample);
        return Make(sample.Open(), mapping, CancellationToken.None);
    }

    /// <summary>Looks at decompressed text, up to 200,000 rows; the stream is disposed.</summary>
    public static KeyProfile Make(Stream stream, ColumnMapping mapping, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(mapping);
        // Where nobody knows yet which is the day, either way of reading tells rows apart.
        var trial = mapping with { DeliveryKey = DeliveryKeyKind.None, DateOrder = mapping.DateOrder ?? DateOrder.Dmy };
        using var reader = DelimitedReader.Open(stream, new LogReaderOptions { Mapping = trial });
        var counts = ((ColumnField[])[ColumnField.MessageId, ColumnField.Campaign, ColumnField.EventId])
            .Where(mapping.Has).Select(field => new KeyCount(field)).ToList();
        var target = new LogEvent();
        for (var row = 0; row < MaxRows && reader.Read(target) is not LineKind.End and var kind; row++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (kind == LineKind.Event)
            {
                counts.ForEach(count => count.Take(reader.Cell(count.Field), target));
            }
        }
        var candidates = counts.Select(count => Judge(count, mapping.ColumnsOf(count.Field).First())).ToList();
        return new KeyProfile(candidates, Suggest(candidates));
    }

    private static DeliveryKeyKind Suggest(List<KeyCandidate> candidates)
    {
        if (candidates.Exists(candidate => candidate is { Field: ColumnField.MessageId, IsFit: true }))
        {
            return DeliveryKeyKind.MessageId;
        }
        return candidates.Exists(candidate => candidate is { Field: ColumnField.Campaign, IsFit: true }) ? DeliveryKeyKind.CampaignAndRecipient : DeliveryKeyKind.None;
    }

    private static KeyCandidate Judge(KeyCount count, string column)
    {
        var candidate = new KeyCandidate(
            count.Field, column, count.Rows, count.Distinct, count.MostRows, count.TwoFinals, count.Rows == 0 ? 0 : (double)count.Empty / count.Rows, null);
        return candidate with { WhyNot = WhyNot(candidate, count) };
    }

    private static string? WhyNot(KeyCandidate candidate, KeyCount count)
    {
        var column = candidate.Column;
        if (count.Rounded > 0)
        {
            return $"The numbers in “{column}” were rounded by a spreadsheet ({count.RoundedExample}): many messages share one. Export again without opening the file in a spreadsheet.";
        }
        if (candidate.Distinct == 0)
        {
            return $"“{column}” is empty in all rows.";
        }
        // What is never empty in one file of a platform may well be in the next; a fifth is a column for something else.
        if (candidate.EmptyShare > 0.2)
        {
            return string.Create(CultureInfo.InvariantCulture, $"“{column}” is empty in {candidate.EmptyShare:P0} of the rows.");
        }
        if (count.Field == ColumnField.MessageId && candidate.Rows >= 50 && candidate.RowsPerValue >= 20 && count.Deliveries > candidate.Distinct * 10)
        {
            return string.Create(
                CultureInfo.InvariantCulture, $"“{column}” has {Values(candidate.Distinct)} in {candidate.Rows:N0} rows: it names campaigns, not messages.");
        }
        // A message id may be damaged here and there; a campaign that reaches a few people twice in a sample reaches many in a year.
        if (candidate.TwoFinals * (count.Field == ColumnField.Campaign ? 1000 : 100) <= count.Deliveries)
        {
            return null;
        }
        return count.Field switch
        {
            ColumnField.EventId => string.Create(
                CultureInfo.InvariantCulture, $"{candidate.TwoFinals:N0} values of “{column}” stand in rows that differ: it does not name events."),
            ColumnField.Campaign => string.Create(
                CultureInfo.InvariantCulture, $"With “{column}” and recipient, {candidate.TwoFinals:N0} messages would have two final results: people get a campaign more than once."),
            _ => string.Create(
                CultureInfo.InvariantCulture, $"With “{column}” and recipient, {candidate.TwoFinals:N0} messages would have two final results: it does not name messages."),
        };
    }

    private static string Values(long count) => count == 1 ? "1 value" : string.Create(CultureInfo.InvariantCulture, $"{count:N0} values");
}
