using Dashboard.Core.Delivery;

namespace Dashboard.Storage.Writing;

/// <summary>An attempt of an import that is being deleted.</summary>
/// <param name="DeliveryKey">Its delivery.</param>
/// <param name="Event">What happened.</param>
/// <param name="HasRelay">True when it names the server that was reached.</param>
/// <param name="HasStage">True when it says where in the conversation the reply came.</param>
/// <param name="HasReplyText">True when the import that keeps it shows the text of the reply.</param>
/// <param name="Heir">The import that has brought it too and keeps it; null: it goes.</param>
internal readonly record struct StoredAttempt(
    long DeliveryKey, DeliveryEvent Event, bool HasRelay, bool HasStage, bool HasReplyText, int? Heir);
