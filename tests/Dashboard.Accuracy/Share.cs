namespace Dashboard.Accuracy;

/// <summary>A share with its counts and its 95 % interval (Wilson's score interval: honest for few rows and for shares near 1).</summary>
internal readonly record struct Share(int Count, int Total)
{
    private const double Z = 1.959964;

    public static Share Of<T>(IEnumerable<T> rows, Func<T, bool> holds)
    {
        int count = 0, total = 0;
        foreach (var row in rows)
        {
            total++;
            count += holds(row) ? 1 : 0;
        }

        return new Share(count, total);
    }

    public override string ToString()
    {
        if (Total == 0)
        {
            return "no rows";
        }

        var share = (double)Count / Total;
        var spread = Z * Z / Total;
        var middle = (share + (spread / 2)) / (1 + spread);
        var reach = Z / (1 + spread) * Math.Sqrt((share * (1 - share) / Total) + (spread / (4 * Total)));
        return $"{share,7:P1}  [{Math.Max(0, middle - reach):P1} .. {Math.Min(1, middle + reach):P1}]  {Count} of {Total}";
    }
}
