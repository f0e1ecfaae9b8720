namespace Dashboard.Testing.Generation;

/// <summary>A recipient domain of the generated world, with the share of recipients that have it.</summary>
public sealed record RecipientDomain(string Name, Receiver Receiver, string[] Hosts)
{
    /// <summary>True for one with broken name servers: never reached.</summary>
    public bool IsUnreachable { get; init; }

    private const int SmallDomains = 960;

    private static readonly (string Name, Receiver Receiver)[] Big =
    [
        ("gmail.com", Receivers.Gmail), ("yahoo.com", Receivers.Yahoo), ("hotmail.com", Receivers.Microsoft), ("outlook.com", Receivers.Microsoft),
        ("icloud.com", Receivers.Apple), ("aol.com", Receivers.Yahoo), ("live.com", Receivers.Microsoft), ("comcast.net", Receivers.Comcast),
        ("msn.com", Receivers.Microsoft), ("gmx.de", Receivers.Gmx), ("web.de", Receivers.Gmx), ("yahoo.co.uk", Receivers.Yahoo),
        ("orange.fr", Receivers.Orange), ("googlemail.com", Receivers.Gmail), ("hotmail.fr", Receivers.Microsoft), ("me.com", Receivers.Apple),
        ("ymail.com", Receivers.Yahoo), ("wanadoo.fr", Receivers.Orange), ("gmx.net", Receivers.Gmx), ("mac.com", Receivers.Apple),
    ];

    private static readonly string[] FirstWords = ["harbour", "maple", "north", "copper", "river", "bright", "stone", "lumen", "cedar", "atlas"];
    private static readonly string[] SecondWords = ["dental", "works", "legal", "school", "travel", "foods", "design", "motors", "clinic", "books"];

    /// <summary>The big ones first, each with about half the recipients of the one before; then companies, all alike.</summary>
    public static IReadOnlyList<RecipientDomain> World()
    {
        var domains = Big.Select(big => Make(big.Name, big.Receiver)).ToList();
        for (var index = 0; index < SmallDomains; index++)
        {
            var name = $"{FirstWords[index % 10]}-{SecondWords[index / 10 % 10]}{index / 100}.example";
            var receiver = (index % 10) switch
            {
                < 3 => Receivers.Workspace,
                < 6 => Receivers.Microsoft365,
                _ => Receivers.Own,
            };
            domains.Add(Make(name, receiver) with { IsUnreachable = index % 97 == 96 });
        }
        return domains;
    }

    /// <summary>Cumulated shares of <see cref="World"/>: Zipf over the big ones (72 %), the rest shared by the small ones, Zipf too.</summary>
    public static double[] CumulatedShares(int count)
    {
        var weights = new double[count];
        var bigSum = Enumerable.Range(1, Big.Length).Sum(rank => Math.Pow(rank, -1.4));
        var smallSum = Enumerable.Range(1, count - Big.Length).Sum(rank => Math.Pow(rank, -0.6));
        var sum = 0.0;
        for (var index = 0; index < count; index++)
        {
            sum += index < Big.Length
                ? 0.72 * Math.Pow(index + 1, -1.4) / bigSum
                : 0.28 * Math.Pow(index - Big.Length + 1, -0.6) / smallSum;
            weights[index] = sum;
        }
        return weights;
    }

    private static RecipientDomain Make(string name, Receiver receiver) => new(
        name, receiver,
        [.. receiver.Hosts.Select(host => host.Replace("{domain}", name.Replace('.', '-'), StringComparison.Ordinal).Replace("{host}", name, StringComparison.Ordinal))]);
}
