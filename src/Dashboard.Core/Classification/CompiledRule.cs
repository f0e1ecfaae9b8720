namespace Dashboard.Core.Classification;

/// <summary>A rule with its literals as numbers of the scanner.</summary>
internal sealed class CompiledRule
{
    private readonly int[] _contains;
    private readonly int[] _any;
    private readonly int[] _not;

    private CompiledRule(ClassificationRule rule, int[] contains, int[] any, int[] not)
    {
        Rule = rule;
        _contains = contains;
        _any = any;
        _not = not;
    }

    public ClassificationRule Rule { get; }

    /// <summary>Compiles a rule; new literals get the next numbers.</summary>
    public static CompiledRule Of(ClassificationRule rule, Dictionary<string, int> literals) =>
        new(rule, Number(rule.PatternLiteral is { } letters ? [.. rule.Contains, letters] : rule.Contains, literals), Number(rule.Any, literals), Number(rule.Not, literals));

    /// <summary>True when the text holds what the rule asks and nothing it excludes.</summary>
    public bool MatchesLiterals(ReadOnlySpan<ulong> found)
    {
        foreach (var literal in _contains)
        {
            if (!Has(found, literal))
            {
                return false;
            }
        }

        return (_any.Length == 0 || HasOneOf(found, _any)) && !HasOneOf(found, _not);
    }

    /// <summary>Literals of which one occurs whenever the rule matches; empty when codes alone decide.</summary>
    /// <param name="usage">How many rules name each literal.</param>
    public int[] Keys(int[] usage) => _contains.Length > 0 ? [_contains.MinBy(literal => usage[literal])] : _any;

    /// <summary>The rule's literals that were found, in its order, without those that are part of another: the words that decide.</summary>
    public IReadOnlyList<string> Words(ReadOnlySpan<ulong> found)
    {
        var words = new List<string>();
        Collect(_contains, Rule.Contains, found, words);
        Collect(_any, Rule.Any, found, words);
        return words.Count < 2
            ? words
            : [.. words.Where(word => !words.Exists(other => other.Length > word.Length && other.Contains(word, StringComparison.Ordinal)))];
    }

    /// <summary>Counts the literals by which the rule can be found.</summary>
    public void Count(int[] usage)
    {
        foreach (var literal in _contains.Concat(_any).Distinct())
        {
            usage[literal]++;
        }
    }

    private static void Collect(int[] literals, IReadOnlyList<string> texts, ReadOnlySpan<ulong> found, List<string> words)
    {
        for (var i = 0; i < literals.Length; i++)
        {
            if (Has(found, literals[i]) && !words.Contains(texts[i]))
            {
                words.Add(texts[i]);
            }
        }
    }

    private static bool HasOneOf(ReadOnlySpan<ulong> found, int[] literals)
    {
        foreach (var literal in literals)
        {
            if (Has(found, literal))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Has(ReadOnlySpan<ulong> found, int literal) => (found[literal >> 6] & (1UL << (literal & 63))) != 0;

    private static int[] Number(IReadOnlyList<string> texts, Dictionary<string, int> literals) =>
        [.. texts.Select(text => literals.TryGetValue(text, out var number) ? number : literals[text] = literals.Count)];
}
