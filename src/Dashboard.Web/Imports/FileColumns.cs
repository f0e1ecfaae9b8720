using Dashboard.Core.Delivery;
using Dashboard.Formats.Delimited;

namespace Dashboard.Web.Imports;

/// <summary>A word of the outcome column.</summary>
/// <param name="Word">As it stands in the file.</param>
/// <param name="Rows">Rows of the sample that have it.</param>
/// <param name="Meaning">What the mapping takes it for.</param>
public sealed record OutcomeWordView(string Word, int Rows, OutcomeMeaning Meaning);

/// <summary>One way to name a delivery.</summary>
/// <param name="Kind">Which columns.</param>
/// <param name="Refusal">Why it cannot be used, a sentence; null: it can.</param>
/// <param name="Facts">What its values look like.</param>
public sealed record KeyView(DeliveryKeyKind Kind, string? Refusal, string Facts);

/// <summary>What comes of a file under a mapping.</summary>
public sealed record MappingView(
    IReadOnlyList<MappingProblem> Problems, IReadOnlyList<OutcomeWordView> OutcomeWords, int RowsLookedAt, IReadOnlyList<KeyView> Keys,
    IReadOnlyList<PreviewRow> Preview);

/// <summary>The columns of a stored export, for a person to say what they hold.</summary>
public sealed class FileColumns
{
    private const int MostWords = 40;

    private readonly DelimitedSample _sample;
    private readonly IReadOnlyList<string> _waitingWords;

    private FileColumns(DelimitedSample sample, IReadOnlyList<string> waitingWords) => (_sample, _waitingWords) = (sample, waitingWords);

    /// <summary>How the file lays its table out.</summary>
    public DelimitedLayout Layout => _sample.Layout;

    /// <summary>Reads the beginning of a stored file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="waitingWords">Outcome words of its quarantined rows: they may stand far behind the beginning.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="InvalidDataException">It is no delimited export; the message says what it is.</exception>
    public static async Task<FileColumns> ReadAsync(string path, IReadOnlyList<string> waitingWords, CancellationToken cancellationToken)
    {
        var look = await FileLook.AtAsync(path, cancellationToken);
        return new FileColumns(
            look.Sample ?? throw new InvalidDataException(look.Problem ?? "Its format names its columns itself."), waitingWords);
    }

    /// <summary>The values of a column in the first rows.</summary>
    public IEnumerable<string> Values(int place) => _sample.Rows.Select(r => r.Cells[place]);

    /// <summary>True when a mapping made for other files fits this one.</summary>
    public bool Fits(ColumnMapping mapping) => MappingCheck.Make(_sample, mapping).IsGoodEnough;

    /// <summary>A first mapping.</summary>
    /// <param name="timeZone">Zone of times that name none.</param>
    public ColumnMapping Guess(string timeZone) => MappingGuess.Make(_sample, new MappingDefaults { TimeZone = timeZone }).Mapping;

    /// <summary>What comes of the file under a mapping.</summary>
    public MappingView View(ColumnMapping mapping) => new(
        MappingCheck.Make(_sample, mapping).Problems, Words(mapping), _sample.Rows.Count, Keys(mapping), MappingPreview.Make(_sample, mapping));

    private List<OutcomeWordView> Words(ColumnMapping mapping)
    {
        var outcome = PlaceOf(mapping, ColumnField.Outcome);
        var detail = PlaceOf(mapping, ColumnField.OutcomeDetail);
        if (outcome < 0)
        {
            return [];
        }

        var counted = _sample.Rows
            .Select(row => detail >= 0 && row.Cells[detail].Length > 0 ? $"{row.Cells[outcome]} + {row.Cells[detail]}" : row.Cells[outcome])
            .Where(word => word.Length > 0)
            .GroupBy(word => word, StringComparer.OrdinalIgnoreCase)
            .OrderByDescending(g => g.Count())
            .Take(MostWords)
            .Select(g => new OutcomeWordView(g.Key, g.Count(), MeaningOf(g.Key, mapping)))
            .ToList();
        var waiting = _waitingWords
            .Where(word => !counted.Exists(w => w.Word.Equals(word, StringComparison.OrdinalIgnoreCase)))
            .Select(word => new OutcomeWordView(word, 0, MeaningOf(word, mapping)));
        return [.. waiting, .. counted];
    }

    private static OutcomeMeaning MeaningOf(string word, ColumnMapping mapping)
    {
        var said = new Dictionary<string, OutcomeMeaning>(mapping.Outcomes, StringComparer.OrdinalIgnoreCase);
        var first = word.Split(" + ")[0];
        return said.TryGetValue(word, out var meaning) || said.TryGetValue(first, out meaning) ? meaning : OutcomeWords.Find(first);
    }

    private List<KeyView> Keys(ColumnMapping mapping)
    {
        var candidates = KeyProfile.Make(_sample, mapping).Candidates;
        return
        [
            Key(DeliveryKeyKind.MessageId, ColumnField.MessageId, "No column holds a message id."),
            Key(DeliveryKeyKind.CampaignAndRecipient, ColumnField.Campaign, "No column holds a campaign."),
            new KeyView(DeliveryKeyKind.None, null, "Retries of a message cannot be told from new messages."),
        ];

        KeyView Key(DeliveryKeyKind kind, ColumnField field, string missing) => candidates.FirstOrDefault(c => c.Field == field) is { } candidate
            ? new KeyView(kind, candidate.WhyNot, Facts(candidate))
            : new KeyView(kind, missing, "");
    }

    private static string Facts(KeyCandidate key) => string.Create(
        System.Globalization.CultureInfo.InvariantCulture,
        $"“{key.Column}”: {(key.Distinct == 1 ? "1 value" : $"{key.Distinct:N0} different values")} in {key.Rows:N0} rows, {key.RowsPerValue:0.#} rows each, at most {key.MostRows:N0}; {key.TwoFinals:N0} with two final results");

    private int PlaceOf(ColumnMapping mapping, ColumnField field) =>
        mapping.ColumnsOf(field).Select(Layout.PlaceOf).FirstOrDefault(place => place >= 0, -1);
}
