using Dashboard.Core.Classification;

namespace Dashboard.Core.Evidence;

/// <summary>Which of the tables' words a text holds, found in one pass.</summary>
internal sealed class TextMarks
{
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private LiteralScanner? _scanner;

    /// <summary>Makes words known; before the first <see cref="Find"/>.</summary>
    public int[] Add(IReadOnlyList<string> words) =>
        [.. words.Select(word => _numbers.TryGetValue(word, out var number) ? number : _numbers[word] = _numbers.Count)];

    /// <summary>No more words will come.</summary>
    public void Close() => _scanner = new LiteralScanner([.. _numbers.OrderBy(pair => pair.Value).Select(pair => pair.Key)]);

    /// <summary>The numbers of the words in a lower-case text.</summary>
    public ulong[] Find(string folded)
    {
        var found = new ulong[_scanner!.BitmapLength];
        _scanner.Scan(folded, found);
        return found;
    }

    /// <summary>True when one of the words was found.</summary>
    public static bool HasAny(ulong[] found, int[] words)
    {
        foreach (var word in words)
        {
            if ((found[word >> 6] & (1UL << (word & 63))) != 0)
            {
                return true;
            }
        }

        return false;
    }
}
