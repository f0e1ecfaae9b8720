namespace Dashboard.Testing.Generation;

/// <summary>A group of sending addresses.</summary>
public sealed record SendingPool(string Name, string[] Addresses)
{
    public static readonly SendingPool Promotional = Of("promo-pool", 11, 5);
    public static readonly SendingPool News = Of("news-pool", 16, 3);
    public static readonly SendingPool Transactional = Of("txn-pool", 19, 3);
    public static readonly SendingPool Warming = Of("warm-pool", 22, 1);

    private static SendingPool Of(string name, int first, int count) =>
        new(name, [.. Enumerable.Range(first, count).Select(last => $"198.51.100.{last}")]);
}
