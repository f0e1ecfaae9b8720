namespace Dashboard.Formats.Delimited;

/// <summary>What becomes of the sample's rows.</summary>
internal sealed class MappingTrial
{
    public int Rows { get; private set; }

    public int Malformed { get; private set; }

    public int UnknownRows { get; private set; }

    public string? MalformedReason { get; private set; }

    public string? MalformedColumn { get; private set; }

    public List<string> UnknownWords { get; } = [];

    public static MappingTrial Read(DelimitedSample sample, ColumnMapping mapping)
    {
        var trial = new MappingTrial();
        var reasons = new Dictionary<(string Reason, string? Column), int>();
        foreach (var row in MappingPreview.Make(sample, mapping, DelimitedSample.MaxRows))
        {
            trial.Rows++;
            if (row.Kind == LineKind.Malformed && row.Reason is { } reason)
            {
                trial.Malformed++;
                reasons[(reason, row.Column)] = reasons.GetValueOrDefault((reason, row.Column)) + 1;
                trial.TakeUnknown(reason);
            }
        }
        if (reasons.Count > 0)
        {
            (trial.MalformedReason, trial.MalformedColumn) = reasons.MaxBy(reason => reason.Value).Key;
        }
        return trial;
    }

    private void TakeUnknown(string reason)
    {
        if (reason.EndsWith(DelimitedOutcome.UnknownWord, StringComparison.Ordinal))
        {
            UnknownRows++;
            var word = reason[1..^DelimitedOutcome.UnknownWord.Length];
            if (!UnknownWords.Contains(word))
            {
                UnknownWords.Add(word);
            }
        }
    }
}
