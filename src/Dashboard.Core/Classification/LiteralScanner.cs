namespace Dashboard.Core.Classification;

/// <summary>
/// Finds which of many literals occur in a text, in one pass (Aho and Corasick, 1975): the cost does not grow with the number of
/// rules. Texts and literals are folded before (<see cref="RuleFile.Fold"/>). Immutable.
/// </summary>
internal sealed class LiteralScanner
{
    private readonly Dictionary<char, int> _letters = [];
    private readonly ushort[] _asciiLetters = new ushort[128];
    private readonly int _letterCount;
    private readonly ushort[] _next;
    private readonly int[][] _found;

    /// <summary>Builds the automaton; a literal's index is its id.</summary>
    /// <exception cref="ArgumentException">The literals are too many for one automaton: over 65,536 states.</exception>
    public LiteralScanner(IReadOnlyList<string> literals)
    {
        foreach (var letter in literals.SelectMany(literal => literal).Distinct())
        {
            // 0 stands for every character that is in no literal.
            _letters[letter] = _letters.Count + 1;
            if (letter < 128)
            {
                _asciiLetters[letter] = (ushort)_letters.Count;
            }
        }

        Count = literals.Count;
        _letterCount = _letters.Count + 1;
        var children = new List<List<(int Sign, int State)>> { new() };
        var ends = new List<List<int>> { new() };
        for (var id = 0; id < literals.Count; id++)
        {
            ends[Insert(literals[id], children, ends)].Add(id);
        }

        if (children.Count > ushort.MaxValue + 1)
        {
            throw new ArgumentException("The rules hold more literal text than one automaton takes.", nameof(literals));
        }

        _next = new ushort[children.Count * _letterCount];
        _found = new int[children.Count][];
        Link(children, ends);
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

    private int Insert(string literal, List<List<(int Sign, int State)>> children, List<List<int>> ends)
    {
        var state = 0;
        foreach (var letter in literal)
        {
            var sign = _letters[letter];
            var child = children[state].Find(c => c.Sign == sign).State;
            if (child == 0)
            {
                child = children.Count;
                children[state].Add((sign, child));
                children.Add([]);
                ends.Add([]);
            }

            state = child;
        }

        return state;
    }

    // Breadth first: a state's failure link is shallower, so its row is complete when it is needed.
    private void Link(List<List<(int Sign, int State)>> children, List<List<int>> ends)
    {
        var failure = new int[children.Count];
        var queue = new Queue<int>([0]);
        _found[0] = [.. ends[0]];
        while (queue.TryDequeue(out var state))
        {
            var row = _next.AsSpan(state * _letterCount, _letterCount);
            if (state != 0)
            {
                _next.AsSpan(failure[state] * _letterCount, _letterCount).CopyTo(row);
            }

            foreach (var (sign, child) in children[state])
            {
                failure[child] = row[sign];
                _found[child] = [.. ends[child], .. _found[failure[child]]];
                row[sign] = (ushort)child;
                queue.Enqueue(child);
            }
        }
    }
}
