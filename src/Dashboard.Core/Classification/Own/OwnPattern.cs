using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace Dashboard.Core.Classification.Own;

/// <summary>
/// Regular expressions that people type. They run in time that grows with the text alone (no backtracking), are short before they are
/// built, since building is not covered by the match's time limit, and may not count far, since counting multiplies states. How long one
/// takes is tried before it is accepted.
/// </summary>
public static partial class OwnPattern
{
    /// <summary>Longest pattern, in characters.</summary>
    public const int MaxLength = 500;

    /// <summary>Highest count in braces: <c>.{0,200}</c>.</summary>
    public const int MaxCount = 200;

    // Product of all counts of a pattern: nested they multiply, and it is not worth telling nested from not.
    private const long MaxStates = 2_000;

    private static readonly TimeSpan Limit = TimeSpan.FromMilliseconds(100);

    // As long as the longest template; what a pattern counts, it counts in one of these.
    private static readonly string[] Trials =
    [
        new('x', Replies.TemplateMasker.MaxOutputBytes),
        string.Concat(Enumerable.Repeat("550 5.7.1 x user. ", Replies.TemplateMasker.MaxOutputBytes / 18)),
    ];

    /// <summary>Builds a pattern.</summary>
    /// <param name="pattern">As typed.</param>
    /// <param name="regex">The regular expression.</param>
    /// <param name="problem">What is wrong, a sentence.</param>
    /// <param name="at">Where, from 0; null where the whole is meant.</param>
    public static bool TryBuild(string pattern, [NotNullWhen(true)] out Regex? regex, [NotNullWhen(false)] out string? problem, out int? at)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        (regex, problem, at) = (null, null, null);
        if (pattern.Length > MaxLength)
        {
            problem = $"A pattern has at most {MaxLength} characters; this one has {pattern.Length:N0}.";
            return false;
        }

        if (FindLargeCount(pattern) is { } place)
        {
            (problem, at) = ($"A pattern may count to {MaxCount} at most, and several counts together to {MaxStates:N0}: it would need too many states.", place);
            return false;
        }

        try
        {
            regex = new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, Limit);
            problem = regex.IsMatch("") ? "This pattern matches every reply, an empty one too. Ask for at least one character that must occur."
                : !IsInTime(regex) ? "This pattern takes too long on a reply of usual length. Count less far, or ask for fewer things at once."
                : null;
            regex = problem is null ? regex : null;
            return regex is not null;
        }
        catch (RegexParseException mistake)
        {
            at = Math.Clamp(mistake.Offset, 0, pattern.Length);
            problem = $"{Words(mistake.Error)} (at character {at + 1}).";
            return false;
        }
        catch (NotSupportedException)
        {
            at = FindUnsupported(pattern);
            problem = "Look-around, back-references, atomic groups and conditions cannot be used: such a pattern could take forever on one reply.";
            return false;
        }
    }

    // A machine that is busy for a moment, or runs an expression for the first time, is given another chance.
    private static bool IsInTime(Regex regex)
    {
        for (var attempt = 0; attempt < 3; attempt++)
        {
            try
            {
                foreach (var trial in Trials)
                {
                    regex.IsMatch(trial);
                }

                return true;
            }
            catch (RegexMatchTimeoutException)
            {
                // Counted.
            }
        }

        return false;
    }

    private static int? FindLargeCount(string pattern)
    {
        long states = 1;
        foreach (var count in Counts().EnumerateMatches(pattern))
        {
            var digits = pattern.AsSpan(count.Index + 1, count.Length - 1);
            var comma = digits.LastIndexOf(',');
            var last = digits[(comma + 1)..];
            var value = last.IsEmpty ? Value(digits[..comma]) : Value(last);
            states *= Math.Max(1, value);
            if (value > MaxCount || states > MaxStates)
            {
                return count.Index;
            }
        }

        return null;
    }

    private static int Value(ReadOnlySpan<char> digits) =>
        digits.Length > 4 ? int.MaxValue : int.Parse(digits, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture);

    private static int? FindUnsupported(string pattern)
    {
        foreach (var place in Unsupported().EnumerateMatches(pattern))
        {
            return place.Index;
        }

        return null;
    }

    private static string Words(RegexParseError error) => error switch
    {
        RegexParseError.InsufficientClosingParentheses => "A bracket “(” is not closed",
        RegexParseError.InsufficientOpeningParentheses => "A bracket “)” closes nothing",
        RegexParseError.UnterminatedBracket => "A “[” is not closed",
        RegexParseError.QuantifierAfterNothing => "A “*”, “+” or “?” has nothing before it to repeat",
        RegexParseError.NestedQuantifiersNotParenthesized => "Two repetitions follow each other",
        RegexParseError.ReversedCharacterRange => "A range such as “z-a” runs backwards",
        RegexParseError.ReversedQuantifierRange => "A count such as “{9,3}” runs backwards",
        RegexParseError.UnescapedEndingBackslash => "The pattern ends with a lone “\\”",
        RegexParseError.UnrecognizedEscape => "This letter after “\\” means nothing",
        RegexParseError.InvalidGroupingConstruct => "“(?” is followed by something that is no kind of group",
        RegexParseError.UndefinedNumberedReference or RegexParseError.UndefinedNamedReference => "A back-reference names a group that is not there",
        _ => $"The pattern cannot be read: {error}",
    };

    [GeneratedRegex(@"\{[0-9]+(,[0-9]*)?", RegexOptions.NonBacktracking)]
    private static partial Regex Counts();

    [GeneratedRegex(@"\(\?(=|!|<=|<!|>|\()|\\[1-9]|\\k|\\G", RegexOptions.NonBacktracking)]
    private static partial Regex Unsupported();
}
