namespace Dashboard.Core.Classification;

/// <summary>
/// Finds which of many literals occur in a text, in one pass (Aho and Corasick, 1975): the cost does not grow with the number of
/// rules. Texts and literals are folded before (<see cref="RuleFile.Fold"/>). Immutable.
/// </summary>
internal sealed class LiteralScanner
{
    private readonly Dictionary<char, int> _letters = [];
    private readonly byte[] _asciiLetters = new byte[128];
    private readonly int _letterCount;
    private readonly int[] _next;
    private readonly int[][] _found;

    /// <summary>Builds the automaton; a literal's index is its id.</summary>
    public LiteralScanner(IReadOnlyList<string> literals)
    {
        foreach (var letter in literals.SelectMany(literal => literal).Distinct())
        {
            // 0 stands for every character that is in no literal.
            _letters[letter] = _letters.Count + 1;
            if (letter < 128)
            {
                _asciiLetters[letter] = checked((byte)_letters.Count);
            }
        }

        Count = literals.Count;
        _letterCount = _letters.Count + 1;
        var states = new List<int[]> { NewState() };
        var ends = new List<List<int>> { new() };
        for (var id = 0; id < literals.Count; id++)
        {
            var state = 0;
            foreach (var letter in literals[id])
            {
                var sign = _letters[letter];
                if (states[state][sign] < 0)
                {
                    states[state][sign] = states.Count;
                    states.Add(NewState());
                    ends.Add([]);
                }

                state = states[state][sign];
            }

            ends[state].Add(id);
        }

        _next = new int[states.Count * _letterCount];
        _found = new int[states.Count][];
        Link(states, ends);
    }

    /// <summary>Number of literals.</summary>
    public int Count { get; }

    /// <summary>Words of 64 bits that <see cref="Scan"/> needs.</summary>
    public int BitmapLength => (Count + 63) / 64;

    /// <summary>Sets the bit of every literal that occurs.</summary>
    /// <param name="text">Folded text.</param>
    /// <param name="bitmap">Cleared by the caller; <see cref="BitmapLength"/> words.</param>
    public void Scan(ReadOnlySpan<char> text, Span<ulong> bitmap)
    {
        var state = 0;
        foreach (var letter in text)
        {
            var sign = letter < 128 ? _asciiLetters[letter] : _letters.GetValueOrDefault(letter);
            state = _next[state * _letterCount + sign];
            foreach (var id in _found[state])
            {
                bitmap[id >> 6] |= 1UL << (id & 63);
            }
        }
    }

    // Breadth first: a state's failure link is shallower, so its row is complete when it is needed.
    private void Link(List<int[]> states, List<List<int>> ends)
    {
        var failure = new int[states.Count];
        var queue = new Queue<int>([0]);
        _found[0] = [.. ends[0]];
        while (queue.TryDequeue(out var state))
        {
            for (var sign = 0; sign < _letterCount; sign++)
            {
                var child = states[state][sign];
                var fallback = state == 0 ? 0 : _next[failure[state] * _letterCount + sign];
                _next[state * _letterCount + sign] = child < 0 ? fallback : child;
                if (child >= 0)
                {
                    failure[child] = fallback;
                    _found[child] = [.. ends[child], .. _found[fallback]];
                    queue.Enqueue(child);
                }
            }
        }
    }

    private int[] NewState()
    {
        var state = new int[_letterCount];
        Array.Fill(state, -1);
        return state;
    }
}
