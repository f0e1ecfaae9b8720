using Dashboard.Core.Delivery;
using Dashboard.Core.Providers;
using Dashboard.Core.Replies;

namespace Dashboard.Core.Classification;

/// <summary>Everything that can be said about a raw reply.</summary>
/// <param name="Code">Reply code; null when the text has none.</param>
/// <param name="Enhanced">Enhanced status code; null when the text has none.</param>
/// <param name="Template">The masked reply.</param>
/// <param name="Provider">Who replied; <see cref="Provider.Other"/> when not known.</param>
/// <param name="Type">Accepted, deferred or rejected, from the code.</param>
/// <param name="Category">Outcome and reason.</param>
/// <param name="Classification">The meaning and the rule that gave it.</param>
public sealed record ClassifiedReply(
    int? Code,
    EnhancedStatusCode? Enhanced,
    string Template,
    Provider Provider,
    EventType Type,
    Category Category,
    Classification Classification);
