using Dashboard.Core.Metrics;
using Dashboard.Core.Reporting;
using Dashboard.Storage.Queries;

namespace Dashboard.Web.Reporting;

/// <summary>Something that stood out, with what is behind it.</summary>
/// <param name="Dimension">What kind of thing: provider or list source.</param>
/// <param name="Rate">Which rate stood out.</param>
/// <param name="Standout">When and how far.</param>
/// <param name="View">The view of exactly that mail.</param>
/// <param name="Reply">The reply behind most of it; null when none was found.</param>
/// <param name="Focus">The one pool, stream or campaign that most of it belongs to, largest part first; empty when it is spread.</param>
public sealed record Finding(
    Dimension Dimension, RateDefinition Rate, Standout Standout, ReportState View, ReplyRow? Reply, IReadOnlyList<FindingFocus> Focus);

/// <summary>A part of the mail that most of a finding belongs to.</summary>
/// <param name="Dimension">Pool, stream or campaign.</param>
/// <param name="Value">Which.</param>
/// <param name="Rate">The rate of that part.</param>
public sealed record FindingFocus(Dimension Dimension, string Value, Rate Rate);
