using System.Text.RegularExpressions;

namespace Dashboard.Core.Classification.Own;

/// <summary>A rule to begin with, made of a reply that somebody wants to classify.</summary>
public static partial class OwnRuleSuggestion
{
    private const int MostWords = 3;
    private const int LongestWords = 120;
    private const int ShortestWords = 6;
    private const int ShortestSentence = 24;
    private const int MostNameWords = 4;

    /// <summary>Fills in what the reply shows: provider, codes, outcome, its unvarying words; what it means is left open.</summary>
    /// <param name="template">The masked reply; text from outside.</param>
    /// <param name="provider">Provider id; <c>other</c> for every provider.</param>
    /// <param name="code">Reply code; null when it has none.</param>
    /// <param name="enhanced">Enhanced status code; null when it has none.</param>
    /// <param name="isFinal">True for a refusal, false for a deferral.</param>
    /// <param name="isLocal">True for our own side's text.</param>
    public static OwnRule Of(string template, string provider, int? code, string? enhanced, bool isFinal, bool isLocal)
    {
        ArgumentNullException.ThrowIfNull(template);
        var codes = Codes().Match(template);
        var text = template[codes.Length..];
        var parts = Masked().Split(text).Select(WithoutOpenBracket).Select(part => part.Trim(' ', '.', ',', ';', ':', '(', ')', '[', ']', '-', '"', '\'', '/'))
            .OrderByDescending(part => part.Length).ToList();
        // A short word tells little, but more than none.
        string[] words = [.. parts.Where((part, i) => part.Length >= (i == 0 ? 2 : ShortestWords)).Take(MostWords).Select(part => Shorten(part.ToLowerInvariant()))];
        var name = Letters().Matches(words.FirstOrDefault() ?? text.ToLowerInvariant()).Take(MostNameWords).Select(m => m.Value);
        return new OwnRule
        {
            Id = string.Join('-', [.. provider == "other" ? [] : new[] { provider.Replace('_', '-') }, .. name, .. name.Any() ? [] : new[] { "reply" }]),
            Provider = provider == "other" ? [] : [provider],
            Code = code is { } known ? [known.ToString(System.Globalization.CultureInfo.InvariantCulture)] : [],
            // Lines of one reply may carry several; its sample, on one line, shows the first.
            Enhanced = enhanced is null || (codes.Groups[1].Success && !codes.Groups[1].Value.EndsWith(enhanced, StringComparison.Ordinal)) ? [] : [enhanced],
            Outcome = isFinal ? "rejected" : "deferred",
            Local = isLocal ? true : null,
            Contains = words,
            Samples = [template],
        };
    }

    // What a bracket opens before something masked belongs to that.
    private static string WithoutOpenBracket(string part)
    {
        var open = part.LastIndexOfAny(['(', '[']);
        return open > 0 && part.IndexOfAny([')', ']'], open) < 0 ? part[..open] : part;
    }

    // A whole sentence where one fits: what follows is told in other words the next time.
    private static string Shorten(string words)
    {
        if (words.Length <= LongestWords)
        {
            return words;
        }

        var sentence = words.LastIndexOf(". ", LongestWords, StringComparison.Ordinal);
        if (sentence >= ShortestSentence)
        {
            return words[..sentence];
        }

        var end = words.LastIndexOf(' ', LongestWords);
        return words[..(end > ShortestWords ? end : LongestWords)];
    }

    [GeneratedRegex(@"^\s*[2-5][0-9][0-9][ -]?(\s*#?[245]\.[0-9]{1,3}\.[0-9]{1,3}\b)?", RegexOptions.NonBacktracking)]
    private static partial Regex Codes();

    [GeneratedRegex("<(address|ip|host|id|number|time)>", RegexOptions.NonBacktracking)]
    private static partial Regex Masked();

    [GeneratedRegex("[a-z0-9]+", RegexOptions.NonBacktracking)]
    private static partial Regex Letters();
}
