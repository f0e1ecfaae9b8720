namespace Dashboard.Core.Classification;

/// <summary>
/// Finds which of many literals occur in a text, in one pass (Aho and Corasick, 1975): the cost does not grow with the number of
/// rules. Texts and literals are folded before (<see cref="RuleFile.Fold"/>). Immutable.
/// </summary>
/// <remarks>
/// Most states are in the middle of one literal and go on with one letter only: they hold that letter, and where to go on when another
/// one comes. Only states where literals part have a row of a table. So the automaton stays small enough for the processor's caches.
/// </remarks>
internal sealed class LiteralScanner
{
    private const int AsciiLetters = 128;
    private const int None = -1;

    // 0 stands for every ASCII character that is in no literal.
    private readonly byte[] _columns = new byte[AsciiLetters];
    private readonly int _columnCount;
    private readonly State[] _states;
    private readonly int[] _rows;
    private readonly int[][] _found;

    // Literals in other scripts are few and their letters many.
    private readonly Dictionary<(int State, char Letter), int> _others = [];

    /// <summary>Builds the automaton; a literal's index is its id.</summary>
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

        _states = new State[children.Count];
        _found = new int[children.Count][];
        _rows = new int[Math.Max(1, children.Select((list, state) => IsParting(state, list) ? 1 : 0).Sum()) * _columnCount];
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
            state = Step(state, letter);
            if (_states[state].IsEnd)
            {
                foreach (var id in _found[state])
                {
                    bitmap[id >> 6] |= 1UL << (id & 63);
                }
            }
        }
    }

    private int Step(int from, char letter)
    {
        while (true)
        {
            ref readonly var state = ref _states[from];
            if (state.Letter == letter && state.Next != 0)
            {
                return state.Next;
            }

            if (letter >= AsciiLetters)
            {
                if (_others.TryGetValue((from, letter), out var other) || from == 0)
                {
                    return other;
                }
            }
            else if (state.Row != None)
            {
                return _rows[state.Row + _columns[letter]];
            }

            from = state.Failure;
        }
    }

    private static bool IsParting(int state, List<(char Letter, int State)> children) => state == 0 || children.Count > 1;

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
        var queue = new Queue<int>([0]);
        var row = 0;
        _found[0] = [.. ends[0]];
        while (queue.TryDequeue(out var number))
        {
            var failure = _states[number].Failure;
            var next = children[number];
            var isParting = IsParting(number, next);
            _states[number] = new State
            {
                Failure = failure,
                Row = isParting ? row : None,
                Letter = isParting || next.Count == 0 ? '\0' : next[0].Letter,
                Next = isParting || next.Count == 0 ? 0 : next[0].State,
                IsEnd = _found[number].Length > 0,
            };
            if (isParting)
            {
                FillRow(_rows.AsSpan(row, _columnCount), number, failure);
                row += _columnCount;
            }

            foreach (var (letter, child) in next)
            {
                var fallback = number == 0 ? 0 : Step(failure, letter);
                _states[child].Failure = fallback;
                _found[child] = [.. ends[child], .. _found[fallback]];
                if (letter >= AsciiLetters)
                {
                    _others.Add((number, letter), child);
                }
                else if (isParting)
                {
                    _rows[_states[number].Row + _columns[letter]] = child;
                }

                queue.Enqueue(child);
            }
        }
    }

    // Where no literal goes on, the state behind the failure link decides; the first state stays where it is.
    private void FillRow(Span<int> row, int number, int failure)
    {
        if (number == 0)
        {
            return;
        }

        for (var letter = '\0'; letter < AsciiLetters; letter++)
        {
            row[_columns[letter]] = Step(failure, letter);
        }
    }

    private struct State
    {
        public int Failure;
        public int Next;
        public int Row;
        public char Letter;
        public bool IsEnd;
    }
}
