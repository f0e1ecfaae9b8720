namespace Dashboard.Core.Metrics;

/// <summary>Some capabilities, as bits.</summary>
/// <param name="Bits">Bit n stands for the capability with number n.</param>
public readonly record struct CapabilitySet(int Bits)
{
    /// <summary>Every capability.</summary>
    public static CapabilitySet All { get; } = Of(Enum.GetValues<SourceCapability>());

    /// <summary>No capability.</summary>
    public static CapabilitySet None { get; }

    /// <summary>A set of some capabilities.</summary>
    public static CapabilitySet Of(params ReadOnlySpan<SourceCapability> capabilities)
    {
        var set = default(CapabilitySet);
        foreach (var capability in capabilities)
        {
            set = set.With(capability, true);
        }

        return set;
    }

    /// <summary>The same set with or without one capability.</summary>
    public CapabilitySet With(SourceCapability capability, bool isIn) =>
        new(isIn ? Bits | Bit(capability) : Bits & ~Bit(capability));

    /// <summary>True when the capability is in it.</summary>
    public bool Has(SourceCapability capability) => (Bits & Bit(capability)) != 0;

    /// <summary>True when every capability of the other set is in it.</summary>
    public bool Covers(CapabilitySet needs) => (Bits & needs.Bits) == needs.Bits;

    /// <summary>What both sets have.</summary>
    public CapabilitySet And(CapabilitySet other) => new(Bits & other.Bits);

    /// <summary>What the other set needs and this one lacks; null when nothing.</summary>
    public SourceCapability? FirstLackOf(CapabilitySet needs)
    {
        var lacking = needs.Bits & ~Bits;
        return lacking == 0 ? null : (SourceCapability)System.Numerics.BitOperations.TrailingZeroCount(lacking);
    }

    private static int Bit(SourceCapability capability) => 1 << (int)capability;
}
