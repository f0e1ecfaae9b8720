using Dashboard.Core.Classification;

namespace Dashboard.Core.Evidence;

/// <summary>Reasons as the tables write them.</summary>
internal static class ReasonNames
{
    public static Reason[] Read(IReadOnlyList<string>? names) =>
        [.. (names ?? []).Select(name => WireNames.TryParse<Reason>(name, out var reason) ? reason : throw new InvalidDataException($"{name} is no reason."))];
}
