namespace Dashboard.Testing.Generation;

/// <summary>SplitMix64: the same numbers for a seed on every machine and runtime, for ever.</summary>
public sealed class SplitMix(ulong seed)
{
    private ulong _state = seed;

    /// <summary>A number that belongs to another number: for facts that must come out the same whenever they are asked for.</summary>
    public static ulong Mix(ulong value)
    {
        unchecked
        {
            value += 0x9E3779B97F4A7C15;
            value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
            value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
            return value ^ (value >> 31);
        }
    }

    public ulong Next()
    {
        var value = Mix(_state);
        _state = unchecked(_state + 0x9E3779B97F4A7C15);
        return value;
    }

    /// <summary>From 0 to <paramref name="limit"/> − 1.</summary>
    public int Below(int limit) => (int)(Next() % (ulong)limit);

    /// <summary>From 0 to 1, 1 excluded.</summary>
    public double Fraction() => (Next() >> 11) * (1.0 / (1UL << 53));

    public bool Chance(double probability) => Fraction() < probability;

    /// <summary>How long a thing that happens on average every <paramref name="mean"/> lets wait.</summary>
    public double Exponential(double mean) => -Math.Log(1 - Fraction()) * mean;
}
