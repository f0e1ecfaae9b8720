using System.Text;
using Dashboard.Formats.Text;

namespace Dashboard.Formats.Delimited;

/// <summary>The words of a mapping, ready to be compared with cells. Words it does not name are asked of <see cref="OutcomeWords"/> once.</summary>
internal sealed class OutcomeLookup
{
    private const int MaxWordBytes = 200;
    private const int MaxWordsKept = 500;

    private static readonly byte[] Plus = " + "u8.ToArray();

    private readonly List<(byte[] Word, OutcomeMeaning? Meaning)> _words = [];
    private readonly byte[] _key = new byte[(2 * MaxWordBytes) + 3];
    private readonly byte[] _lower = new byte[(2 * MaxWordBytes) + 3];

    public OutcomeLookup(IReadOnlyDictionary<string, OutcomeMeaning> outcomes)
    {
        foreach (var (word, meaning) in outcomes)
        {
            _words.Add((Encoding.UTF8.GetBytes(word.Trim().ToLowerInvariant()), meaning));
        }
    }

    /// <summary>Unknown when neither the mapping nor the product knows the word.</summary>
    /// <param name="word">The outcome; may be empty, as a mapping can name the empty cell.</param>
    /// <param name="detail">The word beside it; empty when there is none.</param>
    public OutcomeMeaning Find(ReadOnlySpan<byte> word, ReadOnlySpan<byte> detail)
    {
        if (word.Length > MaxWordBytes)
        {
            return OutcomeMeaning.Unknown;
        }
        if (!detail.IsEmpty && detail.Length <= MaxWordBytes)
        {
            word.CopyTo(_key);
            Plus.CopyTo(_key, word.Length);
            detail.CopyTo(_key.AsSpan(word.Length + Plus.Length));
            if (Named(_key.AsSpan(0, word.Length + Plus.Length + detail.Length)) is { } pair)
            {
                return pair;
            }
        }
        return Named(word) ?? OutcomeMeaning.Unknown;
    }

    private OutcomeMeaning? Named(ReadOnlySpan<byte> word)
    {
        var lower = Lower(word);
        for (var i = 0; i < _words.Count; i++)
        {
            if (lower.SequenceEqual(_words[i].Word))
            {
                if (i > 3)
                {
                    // Few words make up most rows: those come to stand in front.
                    (_words[i / 2], _words[i]) = (_words[i], _words[i / 2]);
                    return _words[i / 2].Meaning;
                }
                return _words[i].Meaning;
            }
        }
        var found = OutcomeWords.Find(word);
        OutcomeMeaning? meaning = found == OutcomeMeaning.Unknown ? null : found;
        if (_words.Count < MaxWordsKept)
        {
            _words.Add((lower.ToArray(), meaning));
        }
        return meaning;
    }

    private ReadOnlySpan<byte> Lower(ReadOnlySpan<byte> word)
    {
        if (Ascii.IsValid(word))
        {
            return AsciiCase.ToLower(word, _lower);
        }
        return Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(word).ToLowerInvariant());
    }
}
