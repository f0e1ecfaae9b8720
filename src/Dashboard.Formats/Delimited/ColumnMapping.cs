using System.Text.Json;
using System.Text.Json.Serialization;

namespace Dashboard.Formats.Delimited;

/// <summary>
/// How the rows of one source are read. Separator, encoding and place of the header belong to the file and are found in each
/// (<see cref="DelimitedLayout"/>). Stored as JSON.
/// </summary>
public sealed record ColumnMapping
{
    /// <summary>The version that is written.</summary>
    public const int CurrentVersion = 1;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>Version of the stored form.</summary>
    public int Version { get; init; } = CurrentVersion;

    /// <summary>What the columns hold, by name (case does not matter). Columns that are not named here are <see cref="ColumnField.None"/>.</summary>
    public IReadOnlyDictionary<string, ColumnField> Columns { get; init; } = new Dictionary<string, ColumnField>();

    /// <summary>
    /// What the words of the outcome column mean; case does not matter. With a detail column, <c>failed + temporary</c> counts before
    /// <c>failed</c>. Words that are not named here are read by the product's own list (<see cref="OutcomeWords"/>).
    /// </summary>
    public IReadOnlyDictionary<string, OutcomeMeaning> Outcomes { get; init; } = new Dictionary<string, OutcomeMeaning>();

    /// <summary>
    /// The outcome of every row, for files without a column of it: an export of bounces. Null: the outcome column tells, and where there
    /// is none, the codes.
    /// </summary>
    public OutcomeMeaning? EveryRowIs { get; init; }

    /// <summary>Zone of times that name none (IANA id). An hour that the clock shows twice is read as the first.</summary>
    public string TimeZone { get; init; } = "UTC";

    /// <summary>Order of dates made of numbers. Null: nobody knows yet, and rows with such dates go to quarantine.</summary>
    public DateOrder? DateOrder { get; init; }

    /// <summary>Which columns name the delivery.</summary>
    public DeliveryKeyKind DeliveryKey { get; init; }

    /// <summary>Character between columns where a person overruled what is found; null: found in each file.</summary>
    public char? Separator { get; init; }

    /// <summary>Encoding where a person overruled what is found; null: found in each file.</summary>
    public DelimitedEncoding? Encoding { get; init; }

    /// <summary>The columns that hold a field, in no order.</summary>
    public IEnumerable<string> ColumnsOf(ColumnField field) => Columns.Where(column => column.Value == field).Select(column => column.Key);

    /// <summary>True when a column holds the field.</summary>
    public bool Has(ColumnField field) => Columns.Values.Contains(field);

    /// <summary>The stored form.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Json);

    /// <summary>Reads the stored form.</summary>
    /// <exception cref="JsonException">Not a mapping, or of a version that is newer than the program.</exception>
    public static ColumnMapping FromJson(string json)
    {
        var mapping = JsonSerializer.Deserialize<ColumnMapping>(json, Json) ?? throw new JsonException("There is no mapping.");
        if (mapping.Version is < 1 or > CurrentVersion || mapping.Columns is null || mapping.Outcomes is null || mapping.TimeZone is null)
        {
            throw new JsonException($"Version {mapping.Version} of the column mapping cannot be read.");
        }
        return mapping;
    }
}
