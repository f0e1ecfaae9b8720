using System.Globalization;

namespace Dashboard.Benchmarks;

/// <summary>What is measured, and on how much.</summary>
internal sealed record BenchmarkOptions
{
    public const string Usage =
        """
        dotnet run -c Release --project tests/Dashboard.Benchmarks -- [options]
          --events N     attempts to generate (1000000)
          --days N       days they are spread over (3)
          --only A,B     parts to measure: classify dryrun import copy binary duckdb pflogsumm questions pages bomb posts (all)
          --repeat N     times imports and copies are measured, medians are shown (3; imports of more than a million once)
          --chunk N      attempts of one uploaded file; a longer log becomes several (ten million)
          --clients N    clients that ask at once (4)
          --data FOLDER  keeps data and progress there, so that a run that was ended goes on (a folder that is deleted)
        """;

    /// <summary>What pflogsumm needs a gigabyte of memory for; and the largest import that is measured more than once.</summary>
    public const int LargestOften = 1_000_000;

    /// <summary>The peers need the log on disk, as CSV.</summary>
    public const int LargestForPeers = 10_000_000;

    private const int UsualRepeats = 3;

    private static readonly string[] Parts = ["classify", "dryrun", "import", "copy", "binary", "duckdb", "pflogsumm", "questions", "pages", "bomb", "posts"];

    public int Events { get; private init; } = 1_000_000;

    public int Days { get; private init; } = 3;

    public IReadOnlySet<string> Only { get; private init; } = Parts.ToHashSet();

    public int? Repeat { get; private init; }

    public int Chunk { get; private init; } = 10_000_000;

    public int Clients { get; private init; } = 4;

    /// <summary>Null: a temporary folder that is deleted at the end.</summary>
    public string? Data { get; private init; }

    /// <summary>How often the import and the dry run are measured.</summary>
    public int Repeats => Repeat ?? (Events <= LargestOften ? UsualRepeats : 1);

    /// <summary>How often the copies are measured.</summary>
    public int CopyRepeats => Repeat ?? UsualRepeats;

    /// <exception cref="ArgumentException">A word that is not known, or a number that is none.</exception>
    public static BenchmarkOptions Parse(IReadOnlyList<string> words)
    {
        var options = new BenchmarkOptions();
        for (var i = 0; i < words.Count; i += 2)
        {
            var value = i + 1 < words.Count ? words[i + 1] : throw new ArgumentException($"{words[i]} has no value.\n{Usage}");
            options = words[i] switch
            {
                "--events" => options with { Events = Number(value) },
                "--days" => options with { Days = Number(value) },
                "--only" => options with { Only = Known(value.Split(',')) },
                "--repeat" => options with { Repeat = Number(value) },
                "--chunk" => options with { Chunk = Number(value) },
                "--clients" => options with { Clients = Number(value) },
                "--data" => options with { Data = Path.GetFullPath(value) },
                _ => throw new ArgumentException($"{words[i]} is not known.\n{Usage}"),
            };
        }

        return options;
    }

    public bool Measures(string part) => Only.Contains(part);

    private static HashSet<string> Known(string[] parts) => Array.Find(parts, part => !Parts.Contains(part)) is { } unknown
        ? throw new ArgumentException($"There is no part {unknown}.\n{Usage}")
        : [.. parts];

    private static int Number(string text) => int.TryParse(text, NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var number) && number > 0
        ? number
        : throw new ArgumentException($"{text} is no number.\n{Usage}");
}
