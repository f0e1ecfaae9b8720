using Dashboard.Core.Delivery;
using Dashboard.Core.Replies;

namespace Dashboard.Core.Classification;

/// <summary>What a classification depends on, and nothing else does: two events with equal facts are classified alike.</summary>
/// <param name="Template">The masked reply (<see cref="TemplateMasker"/>), with its codes.</param>
/// <param name="Code">Reply code; null when there is none.</param>
/// <param name="Enhanced">Enhanced status code, the reply's own before the log's; null when there is none.</param>
/// <param name="ProviderId">Provider; <c>other</c> when not known.</param>
/// <param name="Stage">Where in the conversation.</param>
/// <param name="Type">What the log says happened.</param>
/// <param name="IsLocal">True when our own side wrote the text, false when a server replied; null when that is not known.</param>
public readonly record struct ReplyFacts(
    string Template,
    int? Code,
    EnhancedStatusCode? Enhanced,
    string ProviderId,
    Stage Stage,
    EventType Type,
    bool? IsLocal);
