namespace Dashboard.Core.Classification.Own;

/// <summary>
/// The section <c>&lt;bounce-category-patterns&gt;</c> of a PowerMTA configuration: lines <c>/regular expression/ category</c>, the first
/// that matches decides (PowerMTA user's guide, bounce categories).
/// </summary>
internal static class PowerMtaPatterns
{
    private const string Section = "bounce-category-patterns";

    /// <summary>Reads a whole configuration, or such lines alone.</summary>
    public static ForeignRules Read(string text)
    {
        var patterns = new List<ForeignPattern>();
        var problems = new List<ForeignProblem>();
        var hasSection = text.Contains($"<{Section}>", StringComparison.OrdinalIgnoreCase);
        var isInside = !hasSection;
        var number = 0;
        foreach (var raw in text.Split('\n'))
        {
            number++;
            var line = raw.Trim();
            if (line.StartsWith('<'))
            {
                isInside = line.Equals($"<{Section}>", StringComparison.OrdinalIgnoreCase);
            }
            else if (isInside && line.Length > 0 && line[0] != '#')
            {
                if (Pattern(number, line) is { } pattern)
                {
                    patterns.Add(pattern);
                }
                else
                {
                    problems.Add(new ForeignProblem(number, ForeignRules.Cut(line), "Expected /regular expression/ category."));
                }
            }
        }

        return new ForeignRules(patterns, problems);
    }

    private static ForeignPattern? Pattern(int number, string line)
    {
        var end = line.LastIndexOf('/');
        var category = line[(end + 1)..].Split('#')[0].Trim();
        return line[0] == '/' && end > 1 && category.Length > 0 && !category.Any(char.IsWhiteSpace)
            ? new ForeignPattern(number, category, line[1..end].Replace("\\/", "/", StringComparison.Ordinal))
            : null;
    }
}
