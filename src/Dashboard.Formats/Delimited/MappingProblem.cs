namespace Dashboard.Formats.Delimited;

/// <summary>What is wrong with a mapping, or with the file for any mapping.</summary>
public enum MappingProblemKind
{
    /// <summary>There are no rows, or none that can be told apart.</summary>
    NoRows,

    /// <summary>The file holds totals, not one row per message: no mapping helps.</summary>
    Totals,

    /// <summary>The file holds addresses alone: no mapping helps.</summary>
    AddressList,

    /// <summary>No column says when.</summary>
    NoEventTime,

    /// <summary>Nothing says what happened.</summary>
    NoOutcome,

    /// <summary>No column says to whom.</summary>
    NoRecipient,

    /// <summary>Day and month cannot be told apart.</summary>
    DateOrder,

    /// <summary>Times name no zone, and one was assumed.</summary>
    TimeZone,

    /// <summary>The mapping's zone is none.</summary>
    UnknownTimeZone,

    /// <summary>Times are days only.</summary>
    DaysOnly,

    /// <summary>Words of the outcome column that nobody knows.</summary>
    OutcomeWords,

    /// <summary>What names the delivery does not, or nothing does.</summary>
    DeliveryKey,

    /// <summary>The event id is none.</summary>
    EventId,

    /// <summary>A column that the mapping names is not in the file.</summary>
    MissingColumn,

    /// <summary>Many rows would go to quarantine.</summary>
    UnreadableRows,
}

/// <summary>Something a person should know, or must decide, before rows are read through a mapping.</summary>
/// <param name="Kind">What it is about.</param>
/// <param name="Sentence">For a person who knows marketing, not file formats.</param>
/// <param name="Column">The column it is about, or null.</param>
/// <param name="Blocks">True when nothing should be imported before a person has answered.</param>
public sealed record MappingProblem(MappingProblemKind Kind, string Sentence, string? Column, bool Blocks);
