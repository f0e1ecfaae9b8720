using System.Numerics;

namespace Dashboard.Core.Classification;

/// <summary>
/// The rules of one provider in the order of decision, by the literal that each cannot do without: only rules whose literal occurs are
/// looked at, so that the cost of a reply follows from its words and not from the number of rules. Immutable.
/// </summary>
internal sealed class RuleIndex
{
    private readonly CompiledRule[] _rules;
    private readonly ulong[] _always;
    private readonly int[]?[] _byLiteral;

    /// <summary>Indexes rules.</summary>
    /// <param name="rules">In the order of decision.</param>
    /// <param name="usage">How many rules name each literal: of a rule's literals the rarest is the key.</param>
    public RuleIndex(CompiledRule[] rules, int[] usage)
    {
        _rules = rules;
        _always = new ulong[(rules.Length + 63) / 64];
        var places = new List<int>?[usage.Length];
        for (var place = 0; place < rules.Length; place++)
        {
            var keys = rules[place].Keys(usage);
            if (keys.Length == 0)
            {
                _always[place >> 6] |= 1UL << (place & 63);
            }

            foreach (var key in keys)
            {
                (places[key] ??= []).Add(place);
            }
        }

        _byLiteral = [.. places.Select(list => list?.ToArray())];
    }

    /// <summary>Words of 64 bits that <see cref="Candidates"/> fills.</summary>
    public int Length => _always.Length;

    /// <summary>The rule at a place of the order.</summary>
    public CompiledRule this[int place] => _rules[place];

    /// <summary>Sets the bit of every rule that can match.</summary>
    /// <param name="found">Literals that occur.</param>
    /// <param name="candidates">Takes the places; <see cref="Length"/> words.</param>
    public void Candidates(ReadOnlySpan<ulong> found, Span<ulong> candidates)
    {
        _always.CopyTo(candidates);
        for (var word = 0; word < found.Length; word++)
        {
            for (var bits = found[word]; bits != 0; bits &= bits - 1)
            {
                if (_byLiteral[(word << 6) + BitOperations.TrailingZeroCount(bits)] is not { } places)
                {
                    continue;
                }

                foreach (var place in places)
                {
                    candidates[place >> 6] |= 1UL << (place & 63);
                }
            }
        }
    }
}
