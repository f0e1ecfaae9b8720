namespace Dashboard.Storage.Verification;

/// <summary>Differences: all are counted, the first are kept in words. They name ids, never text from a log.</summary>
internal sealed class Findings
{
    private readonly List<string> _sentences = [];

    /// <summary>How many differences there are.</summary>
    public long Count { get; private set; }

    /// <summary>The first of them.</summary>
    public string[] Sentences => [.. _sentences];

    public void Add(FormattableString sentence)
    {
        Count++;
        if (_sentences.Count < StoreCheck.MostFindings)
        {
            _sentences.Add(FormattableString.Invariant(sentence));
        }
    }
}
