namespace Dashboard.Core.Classification;

/// <summary>
/// Finds which of many literals occur in a text, in one pass (Aho and Corasick, 1975): the cost does not grow with the number of
/// rules. Texts and literals are folded before (<see cref="RuleFile.Fold"/>). Immutable.
/// </summary>
internal sealed class LiteralScanner
{
    private const int AsciiLetters = 128;

    // 0 stands for every ASCII character that is in no literal.
    private readonly byte[] _columns = new byte[AsciiLetters];
    private readonly int _columnCount;
    private readonly ushort[] _next;
    private readonly int[][] _found;

    // Literals in other scripts are few and their letters many: their edges only, and where to go on when there is none.
    private readonly Dictionary<(ushort State, char Letter), ushort> _edges = [];
    private readonly ushort[] _failure;

    /// <summary>Builds the automaton; a literal's index is its id.</summary>
    /// <exception cref="ArgumentException">The literals are too many for one automaton: over 65,536 states.</exception>
    public LiteralScanner(IReadOnlyList<string> literals)
    {
        foreach (var letter in literals.SelectMany(literal => literal).Where(letter => letter < AsciiLetters).Distinct())
        {
            _columns[letter] = (byte)++_columnCount;
        }

        Count = literals.Count;
        _columnCount++;
        var children = new List<List<(char Letter, int State)>> { new() };
        var ends = new List<List<int>> { new() };
        for (var id = 0; id < literals.Count; id++)
        {
            ends[Insert(literals[id], children, ends)].Add(id);
        }

        if (children.Count > ushort.MaxValue + 1)
        {
            throw new ArgumentException("The rules hold more literal text than one automaton takes.", nameof(literals));
        }

        _next = new ushort[children.Count * _columnCount];
        _failure = new ushort[children.Count];
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
        ushort state = 0;
        foreach (var letter in text)
        {
            state = Step(state, letter);
            foreach (var id in _found[state])
            {
                bitmap[id >> 6] |= 1UL << (id & 63);
            }
        }
    }

    private ushort Step(ushort state, char letter)
    {
        if (letter < AsciiLetters)
        {
            return _next[(state * _columnCount) + _columns[letter]];
        }

        while (true)
        {
            if (_edges.TryGetValue((state, letter), out var next) || state == 0)
            {
                return next;
            }

            state = _failure[state];
        }
    }

    private static int Insert(string literal, List<List<(char Letter, int State)>> children, List<List<int>> ends)
    {
        var state = 0;
        foreach (var letter in literal)
        {
            var child = children[state].Find(c => c.Letter == letter).State;
            if (child == 0)
            {
                child = children.Count;
                children[state].Add((letter, child));
                children.Add([]);
                ends.Add([]);
            }

            state = child;
        }

        return state;
    }

    // Breadth first: a state's failure link is shallower, so what it needs is complete.
    private void Link(List<List<(char Letter, int State)>> children, List<List<int>> ends)
    {
        var queue = new Queue<ushort>([0]);
        _found[0] = [.. ends[0]];
        while (queue.TryDequeue(out var state))
        {
            var row = _next.AsSpan(state * _columnCount, _columnCount);
            if (state != 0)
            {
                _next.AsSpan(_failure[state] * _columnCount, _columnCount).CopyTo(row);
            }

            foreach (var (letter, number) in children[state])
            {
                var child = (ushort)number;
                _failure[child] = state == 0 ? (ushort)0 : Step(_failure[state], letter);
                _found[child] = [.. ends[child], .. _found[_failure[child]]];
                if (letter < AsciiLetters)
                {
                    row[_columns[letter]] = child;
                }
                else
                {
                    _edges.Add((state, letter), child);
                }

                queue.Enqueue(child);
            }
        }
    }
}
