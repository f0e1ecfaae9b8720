using System.Collections.Frozen;
using System.Text.Json;

namespace Dashboard.Core.Classification;

/// <summary>The kebab-case names of reasons, faults, actions and tiers in files, API and URLs (<c>fix-authentication</c>).</summary>
public static class WireNames
{
    /// <summary>The name of a value.</summary>
    /// <exception cref="KeyNotFoundException">The value is not a member of its enum.</exception>
    public static string Of<TEnum>(TEnum value)
        where TEnum : struct, Enum => Names<TEnum>.ByValue[value];

    /// <summary>Reads a name, exactly as written by <see cref="Of"/>.</summary>
    public static bool TryParse<TEnum>(string? name, out TEnum value)
        where TEnum : struct, Enum
    {
        value = default;
        return name is not null && Names<TEnum>.ByName.TryGetValue(name, out value);
    }

    private static class Names<TEnum>
        where TEnum : struct, Enum
    {
        public static readonly FrozenDictionary<TEnum, string> ByValue =
            Enum.GetValues<TEnum>().ToFrozenDictionary(value => value, value => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString()));

        public static readonly FrozenDictionary<string, TEnum> ByName =
            ByValue.ToFrozenDictionary(pair => pair.Value, pair => pair.Key, StringComparer.Ordinal);
    }
}
