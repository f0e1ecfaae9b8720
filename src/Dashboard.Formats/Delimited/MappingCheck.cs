using System.Globalization;

namespace Dashboard.Formats.Delimited;

/// <summary>Says whether a mapping is good enough to read a file with, and whether it fits another file than the one it was made for.</summary>
/// <param name="Problems">Those that block first.</param>
public sealed record MappingCheck(IReadOnlyList<MappingProblem> Problems)
{
    private const int MaxWordsNamed = 5;

    /// <summary>True when nothing blocks: the file may be imported without asking.</summary>
    public bool IsGoodEnough => !Problems.Any(problem => problem.Blocks);

    /// <summary>Checks the mapping against the columns of a file, without looking at rows.</summary>
    public static MappingCheck Make(DelimitedLayout layout, ColumnMapping mapping)
    {
        ArgumentNullException.ThrowIfNull(layout);
        ArgumentNullException.ThrowIfNull(mapping);
        return Of(ByColumns(layout, mapping));
    }

    /// <summary>Checks the mapping against the columns and rows of a sample.</summary>
    public static MappingCheck Make(DelimitedSample sample, ColumnMapping mapping)
    {
        ArgumentNullException.ThrowIfNull(sample);
        ArgumentNullException.ThrowIfNull(mapping);
        var problems = ByColumns(sample.Layout, mapping).ToList();
        if (RefusedFile.NoRows(sample) is { } noRows)
        {
            problems.Add(noRows);
        }
        else if (!problems.Exists(problem => problem.Blocks))
        {
            problems.AddRange(ByDates(sample, mapping));
            if (!problems.Exists(problem => problem.Blocks))
            {
                problems.AddRange(ByRows(sample, mapping));
            }
        }
        return Of(problems);
    }

    private static MappingCheck Of(IEnumerable<MappingProblem> problems) => new([.. problems.OrderByDescending(problem => problem.Blocks)]);

    private static IEnumerable<MappingProblem> ByColumns(DelimitedLayout layout, ColumnMapping mapping)
    {
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(mapping.TimeZone, out _))
        {
            yield return new MappingProblem(MappingProblemKind.UnknownTimeZone, $"There is no time zone “{mapping.TimeZone}”: choose one of the list.", null, true);
        }
        foreach (var (name, field) in mapping.Columns.Where(column => column.Value is not (ColumnField.None or ColumnField.Ignore)))
        {
            if (layout.PlaceOf(name) < 0)
            {
                yield return new MappingProblem(
                    MappingProblemKind.MissingColumn, $"This file has no column “{name}”, which the mapping names.", name, DelimitedColumns.IsNeeded(field));
            }
        }
        if (!mapping.Has(ColumnField.EventTime))
        {
            yield return new MappingProblem(
                MappingProblemKind.NoEventTime, "No column says when it happened: export the log with the time of each event.", null, true);
        }
        if (!mapping.Has(ColumnField.Recipient))
        {
            yield return new MappingProblem(
                MappingProblemKind.NoRecipient,
                mapping.ColumnsOf(ColumnField.RecipientDomain).FirstOrDefault() is { } domain
                    ? $"The file names only the domains of the recipients (“{domain}”): export it with their addresses, or with a stand-in such as a hash before the @."
                    : "No column holds the recipient's address: export the log with the recipient of each message.",
                null,
                true);
        }
        if (!mapping.Has(ColumnField.Outcome) && mapping.EveryRowIs is null or OutcomeMeaning.Unknown && !HasCodes(mapping))
        {
            yield return new MappingProblem(
                MappingProblemKind.NoOutcome,
                "Nothing says what happened: choose the column with the outcome, or say what every row is (in an export of bounces: bounced).",
                null,
                true);
        }
    }

    private static bool HasCodes(ColumnMapping mapping) =>
        mapping.Has(ColumnField.ReplyCode) || mapping.Has(ColumnField.EnhancedCode) || mapping.Has(ColumnField.ReplyText);

    private static IEnumerable<MappingProblem> ByDates(DelimitedSample sample, ColumnMapping mapping)
    {
        var columns = mapping.ColumnsOf(ColumnField.EventTime).ToList();
        var column = columns[0];
        var dates = DatesInSample.Look(sample, columns);
        if (dates.NeedsOrder && mapping.DateOrder is null)
        {
            yield return new MappingProblem(MappingProblemKind.DateOrder, WhichOrder(dates), column, true);
        }
        if (dates.Contradicts(mapping.DateOrder))
        {
            yield return new MappingProblem(
                MappingProblemKind.DateOrder,
                $"The dates in “{column}” are not in the order that the mapping names ({Words(mapping.DateOrder!.Value)}): choose {Words(dates.Order!.Value)}.",
                column,
                true);
        }
        if (!dates.HaveClock && !mapping.Has(ColumnField.EventClock))
        {
            yield return new MappingProblem(
                MappingProblemKind.DaysOnly, $"“{column}” names days without a time: all events of a day will stand at midnight.", column, false);
        }
    }

    private static string WhichOrder(DatesInSample dates)
    {
        if (dates.Example is null)
        {
            return "Some dates can only be day-month-year and others only month-day-year: the file is put together from two. Divide it.";
        }
        var (first, second) = dates.Numbers;
        var names = CultureInfo.InvariantCulture.DateTimeFormat;
        return string.Create(
            CultureInfo.InvariantCulture, $"“{dates.Example}” could be {first} {names.GetMonthName(second)} or {names.GetMonthName(first)} {second}: choose.");
    }

    private static string Words(DateOrder order) => order switch
    {
        DateOrder.Ymd => "year, month, day",
        DateOrder.Dmy => "day, month, year",
        DateOrder.Mdy => "month, day, year",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static IEnumerable<MappingProblem> ByRows(DelimitedSample sample, ColumnMapping mapping)
    {
        var trial = MappingTrial.Read(sample, mapping);
        if (trial.UnknownWords.Count > 0)
        {
            var named = string.Join(", ", trial.UnknownWords.Take(MaxWordsNamed).Select(word => $"“{word}”"));
            yield return new MappingProblem(
                MappingProblemKind.OutcomeWords,
                trial.UnknownWords.Count == 1 ? $"What does {named} mean? Rows with it wait until you say." : $"What do {named} mean? Rows with them wait until you say.",
                mapping.ColumnsOf(ColumnField.Outcome).FirstOrDefault(),
                trial.UnknownRows * 10 > trial.Rows);
        }
        if (trial.Malformed * 2 > trial.Rows && trial.MalformedReason is { } reason)
        {
            yield return new MappingProblem(
                MappingProblemKind.UnreadableRows,
                string.Create(CultureInfo.InvariantCulture, $"{trial.Malformed:N0} of the first {trial.Rows:N0} rows cannot be read this way. Most often: {reason}"),
                trial.MalformedColumn,
                true);
        }
        var keys = KeyProfile.Make(sample, mapping);
        foreach (var key in keys.Candidates.Where(key => !key.IsFit))
        {
            var isUsed = key.Field switch
            {
                ColumnField.EventId => true,
                ColumnField.MessageId => mapping.DeliveryKey == DeliveryKeyKind.MessageId,
                _ => mapping.DeliveryKey == DeliveryKeyKind.CampaignAndRecipient,
            };
            if (isUsed && key.Rows > 0)
            {
                yield return new MappingProblem(
                    key.Field == ColumnField.EventId ? MappingProblemKind.EventId : MappingProblemKind.DeliveryKey, key.WhyNot!, key.Column, true);
            }
        }
        if (mapping.DeliveryKey == DeliveryKeyKind.None && trial.Rows > 0)
        {
            var why = WhyNoKey(keys);
            yield return new MappingProblem(
                MappingProblemKind.DeliveryKey,
                $"{why} Each final result counts as a message of its own, and retries cannot be followed.",
                null,
                false);
        }
    }

    private static string WhyNoKey(KeyProfile keys)
    {
        if (keys.Candidates.FirstOrDefault(key => key.Field == ColumnField.MessageId) is { } id)
        {
            return id.WhyNot ?? $"“{id.Column}” could name the messages, but is not used for it.";
        }
        return keys.Candidates.FirstOrDefault(key => key is { Field: ColumnField.Campaign, IsFit: true }) is { } campaign
            ? $"No column names the message; “{campaign.Column}” with the recipient could, if nobody gets the same twice."
            : "No column names the message.";
    }
}
