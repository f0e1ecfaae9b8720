namespace Dashboard.Formats.Delimited;

/// <summary>What a guess falls back on.</summary>
public sealed record MappingDefaults
{
    /// <summary>Zone of times where neither they nor the header name one (IANA id).</summary>
    public string TimeZone { get; init; } = "UTC";
}

/// <summary>What a column was taken for.</summary>
/// <param name="Name">The column.</param>
/// <param name="Field">What it seems to hold; <see cref="ColumnField.None"/> when nothing that is used.</param>
/// <param name="Confidence">0 to 1: how well name and values speak for it.</param>
/// <param name="Examples">Up to three different values.</param>
public sealed record GuessedColumn(string Name, ColumnField Field, double Confidence, IReadOnlyList<string> Examples);

/// <summary>The best mapping for a file that nobody has described, and what is doubtful about it.</summary>
/// <param name="Mapping">To be confirmed by a person, or used as it is when nothing blocks.</param>
/// <param name="Columns">All columns in the file's order.</param>
/// <param name="Problems">Those that block first.</param>
public sealed record MappingGuess(ColumnMapping Mapping, IReadOnlyList<GuessedColumn> Columns, IReadOnlyList<MappingProblem> Problems)
{
    /// <summary>True when nothing blocks: the file may be imported without asking.</summary>
    public bool IsGoodEnough => !Problems.Any(problem => problem.Blocks);

    /// <summary>A sentence when no mapping makes the file readable (totals, a list of addresses, no rows); null otherwise.</summary>
    public string? Refusal => Problems
        .FirstOrDefault(problem => problem.Kind is MappingProblemKind.Totals or MappingProblemKind.AddressList or MappingProblemKind.NoRows)?.Sentence;

    /// <summary>Guesses from the names of the columns and from the values below them.</summary>
    public static MappingGuess Make(DelimitedSample sample, MappingDefaults defaults)
    {
        ArgumentNullException.ThrowIfNull(sample);
        ArgumentNullException.ThrowIfNull(defaults);
        var profiles = sample.Layout.Columns.Select((name, place) => ColumnProfile.Make(name, place, sample.Rows)).ToList();
        var chosen = ColumnChoice.Make(profiles);
        var columns = profiles
            .Select(profile => new GuessedColumn(
                profile.Name, chosen.FieldOf(profile.Place), Math.Round(chosen.ConfidenceOf(profile.Place), 2), Examples(sample, profile.Place)))
            .ToList();
        var refusal = RefusedFile.Find(sample, profiles);
        var (mapping, notices) = Complete(sample, defaults, columns, refusal is null);
        columns = [.. columns.Select(column => mapping.Columns.TryGetValue(column.Name, out var field)
            ? column with { Field = field, Confidence = Math.Max(column.Confidence, 0.5) }
            : column with { Field = ColumnField.None, Confidence = 0 })];
        IEnumerable<MappingProblem> problems = refusal is null ? [.. MappingCheck.Make(sample, mapping).Problems, .. notices] : [refusal];
        return new MappingGuess(mapping, columns, [.. problems.OrderByDescending(problem => problem.Blocks)]);
    }

    private static (ColumnMapping Mapping, List<MappingProblem> Notices) Complete(
        DelimitedSample sample, MappingDefaults defaults, List<GuessedColumn> columns, bool isReadable)
    {
        var notices = new List<MappingProblem>();
        var mapping = new ColumnMapping
        {
            Columns = columns.Where(column => column.Field != ColumnField.None).ToDictionary(column => column.Name, column => column.Field),
        };
        mapping = OutcomeGuess.Complete(sample, TimesOfOtherOutcomes(sample, mapping));
        string[] timeColumns = [.. mapping.ColumnsOf(ColumnField.EventTime), .. mapping.ColumnsOf(ColumnField.QueuedTime)];
        var dates = DatesInSample.Look(sample, timeColumns);
        var named = timeColumns.Concat(mapping.ColumnsOf(ColumnField.EventClock)).Select(HeaderZone.Find).FirstOrDefault(zone => zone is not null);
        mapping = mapping with { DateOrder = dates.Order, TimeZone = dates.NameZone ? "UTC" : named ?? defaults.TimeZone };
        if (timeColumns.Length > 0 && !dates.NameZone && named is null)
        {
            notices.Add(new MappingProblem(
                MappingProblemKind.TimeZone, $"The times name no zone: they are read as {mapping.TimeZone}.", timeColumns[0], false));
        }
        if (isReadable && MappingCheck.Make(sample.Layout, mapping).IsGoodEnough)
        {
            mapping = WithKeys(sample, mapping);
        }
        return (mapping, notices);
    }

    // "Delivered at" and "bounced at": each row fills the one that applies to it.
    private static ColumnMapping TimesOfOtherOutcomes(DelimitedSample sample, ColumnMapping mapping)
    {
        if (mapping.ColumnsOf(ColumnField.EventTime).FirstOrDefault() is not { } first)
        {
            return mapping;
        }
        var place = sample.Layout.PlaceOf(first);
        var lacking = sample.Rows.Where(row => row.Cells[place].Length == 0).ToList();
        var columns = new Dictionary<string, ColumnField>(mapping.Columns);
        foreach (var name in sample.Layout.Columns.Where(name => !columns.ContainsKey(name)))
        {
            var other = sample.Layout.PlaceOf(name);
            if (lacking.Exists(row => row.Cells[other].Length > 0)
                && HeaderSynonyms.Find(name).Any(hint => hint is { Field: ColumnField.EventTime, Weight: >= 0.6 })
                && ColumnFit.Of(ColumnProfile.Make(name, other, sample.Rows), ColumnField.EventTime) is not null)
            {
                columns[name] = ColumnField.EventTime;
            }
        }
        return mapping with { Columns = columns };
    }

    // An id that does not name events would make many events one: rather none.
    private static ColumnMapping WithKeys(DelimitedSample sample, ColumnMapping mapping)
    {
        var keys = KeyProfile.Make(sample, mapping);
        var columns = keys.Candidates.Where(key => key is { Field: ColumnField.EventId, IsFit: false })
            .Aggregate(mapping.Columns, (left, key) => left.Where(column => column.Key != key.Column).ToDictionary());
        // The same subject goes to the same people again next month: a person must say that it names messages.
        var isSure = keys.Suggested != DeliveryKeyKind.CampaignAndRecipient
            || mapping.ColumnsOf(ColumnField.Campaign).All(column => HeaderSynonyms.Find(column).Any(hint => hint is { Field: ColumnField.Campaign, Weight: 1 }));
        return mapping with { Columns = columns, DeliveryKey = isSure ? keys.Suggested : DeliveryKeyKind.None };
    }

    private static List<string> Examples(DelimitedSample sample, int place) =>
        [.. sample.Rows.Select(row => row.Cells[place]).Where(cell => cell.Length > 0).Distinct().Take(3)];
}
