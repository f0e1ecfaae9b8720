using System.Text.Json;
using System.Text.Json.Nodes;
using Dashboard.Formats;
using Dashboard.Formats.Delimited;

namespace Dashboard.Web.Imports;

/// <summary>How the files of one source are read: what the logs do not say themselves. Kept as JSON with the source and with each import.</summary>
public sealed record SourceReading
{
    private const string MappingName = "mapping";
    private const string PowerMtaName = "powermta";
    private const string TimesChangedName = "timesChanged";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new System.Text.Json.Serialization.JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>Nothing said: every format's own defaults.</summary>
    public static SourceReading Default { get; } = new();

    /// <summary>Which column of a delimited export is what; null: nobody has said.</summary>
    public ColumnMapping? Mapping { get; init; }

    /// <summary>What PowerMTA accounting files leave open; null: the defaults.</summary>
    public PowerMtaReading? PowerMta { get; init; }

    /// <summary>
    /// True when events were counted whose times were read otherwise than now: the same rows may be stored at other times, and are looked
    /// for there.
    /// </summary>
    public bool TimesChanged { get; init; }

    /// <summary>The reading with another mapping.</summary>
    /// <param name="mapping">The mapping from now on.</param>
    /// <param name="hasEvents">Whether events were counted through the mapping so far.</param>
    public SourceReading With(ColumnMapping mapping, bool hasEvents) => this with
    {
        Mapping = mapping,
        TimesChanged = TimesChanged || (hasEvents && Mapping is not null && !ReadsTimesAs(Mapping, mapping)),
    };

    /// <summary>Reads the stored form; null gives <see cref="Default"/>.</summary>
    /// <exception cref="JsonException">Not a reading, or one of a newer version.</exception>
    public static SourceReading FromJson(string? json)
    {
        if (json is null || JsonNode.Parse(json) is not JsonObject stored)
        {
            return Default;
        }

        return new SourceReading
        {
            Mapping = stored[MappingName] is { } mapping ? ColumnMapping.FromJson(mapping.ToJsonString()) : null,
            PowerMta = stored[PowerMtaName]?.Deserialize<PowerMtaReading>(Json),
            TimesChanged = stored[TimesChangedName]?.GetValue<bool>() ?? false,
        };
    }

    /// <summary>The stored form.</summary>
    public string ToJson()
    {
        var stored = new JsonObject();
        if (Mapping is not null)
        {
            stored[MappingName] = JsonNode.Parse(Mapping.ToJson());
        }

        if (PowerMta is not null)
        {
            stored[PowerMtaName] = JsonSerializer.SerializeToNode(PowerMta, Json);
        }

        if (TimesChanged)
        {
            stored[TimesChangedName] = true;
        }

        return stored.ToJsonString();
    }

    private static bool ReadsTimesAs(ColumnMapping before, ColumnMapping after) =>
        before.TimeZone == after.TimeZone && before.DateOrder == after.DateOrder && TimeColumns(before).SetEquals(TimeColumns(after));

    // The queued time stands in where the event's own is empty.
    private static HashSet<(string, ColumnField)> TimeColumns(ColumnMapping mapping) =>
    [
        .. mapping.Columns
            .Where(c => c.Value is ColumnField.EventTime or ColumnField.EventClock or ColumnField.QueuedTime)
            .Select(c => (c.Key.ToUpperInvariant(), c.Value)),
    ];
}

/// <summary>What PowerMTA accounting files do not say themselves.</summary>
public sealed record PowerMtaReading
{
    /// <summary>Minutes east of UTC of times that name no offset.</summary>
    public int OffsetMinutes { get; init; }

    /// <summary>Header of files that carry none; null: such files cannot be read.</summary>
    public string? HeaderLine { get; init; }

    /// <summary>Columns that are used otherwise than their names say.</summary>
    public IReadOnlyDictionary<string, LogField> Columns { get; init; } = new Dictionary<string, LogField>();
}
