namespace Dashboard.Benchmarks;

/// <summary>What a figure should reach, or stay below.</summary>
/// <param name="Floor">The least that will do.</param>
/// <param name="Good">What is good.</param>
/// <param name="HigherIsBetter">Direction.</param>
internal sealed record Goal(double Floor, double Good, bool HigherIsBetter)
{
    public static Goal AtLeast(double floor, double good) => new(floor, good, true);

    public static Goal AtMost(double floor, double good) => new(floor, good, false);

    /// <summary>As the table shows it: floor, then good.</summary>
    public string Text => $"{(HigherIsBetter ? "≥" : "≤")} {Show(Floor)} / {Show(Good)}";

    /// <summary>Good, met, or by how much it was missed.</summary>
    public string Verdict(double value) => Reaches(value, Good) ? "good"
        : Reaches(value, Floor) ? "met"
        : $"missed by {Math.Abs(value - Floor) / Floor:P0}";

    /// <summary>Three digits that count.</summary>
    public static string Show(double value) => value switch
    {
        0 => "0",
        >= 100 => $"{value:N0}",
        >= 10 => $"{value:N1}",
        >= 0.1 => $"{value:N2}",
        _ => $"{value:N3}",
    };

    private bool Reaches(double value, double mark) => HigherIsBetter ? value >= mark : value <= mark;
}
