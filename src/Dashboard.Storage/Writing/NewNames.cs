using Dashboard.Storage.Imports;

namespace Dashboard.Storage.Writing;

/// <summary>
/// How many names of each kind an import may bring that the store has not met. A file of a million made-up domains would otherwise fill
/// every table of counts with them: what comes beyond is counted under <see cref="Other"/>, and its events keep their own names.
/// Names of real mail are met soon when they are frequent, so the ones beyond are rare.
/// </summary>
internal sealed class NewNames
{
    /// <summary>The name under which the rest is counted.</summary>
    public const string Other = "(other)";

    private readonly Dictionary<string, long> _stored;
    private readonly Dictionary<string, long> _used;

    /// <param name="stored">Kind → names that the import has brought so far.</param>
    public NewNames(IReadOnlyDictionary<string, long> stored)
    {
        _stored = new(stored);
        _used = new(stored);
    }

    /// <summary>Kind → names brought, those of the batch in hand included; one more than the limit where there were more.</summary>
    public IReadOnlyDictionary<string, long> Used => _used;

    /// <summary>Takes some.</summary>
    /// <param name="limit">Which names, and how many an import may bring.</param>
    /// <param name="wanted">How many are new.</param>
    /// <returns>How many of them get rows of their own.</returns>
    public int Take(NewNameLimit limit, int wanted)
    {
        var used = _used.GetValueOrDefault(limit.Kind);
        _used[limit.Kind] = Math.Min(used + wanted, limit.Most + 1);
        return (int)Math.Clamp(limit.Most - used, 0, wanted);
    }

    /// <summary>The batch is committed.</summary>
    public void Committed() => Copy(_used, _stored);

    /// <summary>The batch is rolled back, and its names with it.</summary>
    public void RolledBack() => Copy(_stored, _used);

    private static void Copy(Dictionary<string, long> from, Dictionary<string, long> to)
    {
        to.Clear();
        foreach (var (kind, count) in from)
        {
            to[kind] = count;
        }
    }
}
