namespace Dashboard.Accuracy;

/// <summary>Which labelled replies are judged, and what is listed.</summary>
internal sealed record AccuracyOptions
{
    public const string Usage =
        """
        dotnet run -c Release --project tests/Dashboard.Accuracy -- FILE.tsv [options]
          FILE.tsv            tab-separated, lines that start with # are comments; the first other line names the columns:
                              text and category are needed; id, provider, code, enhanced, kind, trust, source are used where they exist
          --kinds A,B         kinds of rows (reply,doc); "all" for every kind
          --trusts A,B        how far the labels are trusted (A,B); "all" for every one
          --fold F            all, dev or held (all): whole sources fall into one half or the other by a hash of the source's name
          --unclassified      rows labelled ...-unclassified too: what is right there is that no rule claims them
          --text-only         the text alone: no provider, no codes from their columns
          --wrong             lists the rows that are wrong
        """;

    public required string File { get; init; }

    /// <summary>Empty for every kind.</summary>
    public IReadOnlySet<string> Kinds { get; private init; } = new HashSet<string> { "reply", "doc" };

    /// <summary>Empty for every trust.</summary>
    public IReadOnlySet<string> Trusts { get; private init; } = new HashSet<string> { "A", "B" };

    /// <summary>Null for both halves.</summary>
    public Fold? Fold { get; private init; }

    public bool TakesUnclassified { get; private init; }

    public bool IsTextOnly { get; private init; }

    public bool ListsWrong { get; private init; }

    /// <exception cref="ArgumentException">A word that is not known, or no file.</exception>
    public static AccuracyOptions Parse(IReadOnlyList<string> words)
    {
        if (words.Count == 0 || words[0].StartsWith('-'))
        {
            throw new ArgumentException(Usage);
        }

        var options = new AccuracyOptions { File = words[0] };
        for (var i = 1; i < words.Count; i++)
        {
            string Value() => ++i < words.Count ? words[i] : throw new ArgumentException($"{words[i - 1]} has no value.\n{Usage}");
            options = words[i] switch
            {
                "--kinds" => options with { Kinds = Set(Value()) },
                "--trusts" => options with { Trusts = Set(Value()) },
                "--fold" => options with { Fold = FoldOf(Value()) },
                "--unclassified" => options with { TakesUnclassified = true },
                "--text-only" => options with { IsTextOnly = true },
                "--wrong" => options with { ListsWrong = true },
                _ => throw new ArgumentException($"{words[i]} is no option.\n{Usage}"),
            };
        }

        return options;
    }

    public bool Takes(LabelledReply row) =>
        (Kinds.Count == 0 || Kinds.Contains(row.Kind))
        && (Trusts.Count == 0 || Trusts.Contains(row.Trust))
        && (Fold is null || Fold == row.Fold)
        && (TakesUnclassified || !row.IsUnclassified);

    private static HashSet<string> Set(string value) =>
        value == "all" ? [] : [.. value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];

    private static Fold? FoldOf(string value) => value switch
    {
        "all" => null,
        "dev" => Accuracy.Fold.Development,
        "held" => Accuracy.Fold.HeldOut,
        _ => throw new ArgumentException($"A fold is all, dev or held, not {value}.\n{Usage}"),
    };
}
