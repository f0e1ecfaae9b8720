namespace Dashboard.Formats.Delimited;

/// <summary>Gives each field its best column: names propose, values confirm or veto.</summary>
internal sealed class ColumnChoice
{
    private const double NameShare = 0.6;
    private const double Least = 0.44;

    private readonly Dictionary<int, (ColumnField Field, double Score)> _chosen = [];
    private readonly List<ColumnProfile> _columns;

    private ColumnChoice(List<ColumnProfile> columns) => _columns = columns;

    public ColumnField FieldOf(int place) => _chosen.TryGetValue(place, out var chosen) ? chosen.Field : ColumnField.None;

    public double ConfidenceOf(int place) => _chosen.TryGetValue(place, out var chosen) ? chosen.Score : 0;

    public static ColumnChoice Make(List<ColumnProfile> columns)
    {
        var choice = new ColumnChoice(columns);
        choice.ChooseByName();
        choice.ChooseByValues();
        choice.Correct();
        return choice;
    }

    private void ChooseByName()
    {
        var proposals = _columns.SelectMany(column => HeaderSynonyms.Find(column.Name).Select(hint => (Column: column, hint.Field, Score: Score(column, hint))))
            .Where(proposal => proposal.Field != ColumnField.None && proposal.Score >= Least)
            .OrderByDescending(proposal => proposal.Score)
            .ThenBy(proposal => proposal.Field)
            .ThenBy(proposal => proposal.Column.Place);
        foreach (var (column, field, score) in proposals)
        {
            if (FieldOf(column.Place) == ColumnField.None && ColumnOf(field) is null)
            {
                _chosen[column.Place] = (field, score);
            }
        }
    }

    private static double Score(ColumnProfile column, NameHint hint) =>
        ColumnFit.Of(column, hint.Field) is { } fit ? (hint.Weight * NameShare) + (fit * (1 - NameShare)) : 0;

    // Headers in a language that we do not speak, or none at all.
    private void ChooseByValues()
    {
        TryChoose(ColumnField.Recipient, column => column.Addresses > 0.8 ? 0.5 + (0.2 * column.DistinctShare) : 0);
        TryChoose(ColumnField.EventTime, column => column is { WrittenTimes: > 0.8, WithClock: > 0.8 } ? 0.6 : column.WrittenTimes > 0.8 ? 0.5 : 0);
        TryChoose(ColumnField.EnhancedCode, column => column.EnhancedCodes > 0.8 ? 0.6 : 0);
        TryChoose(ColumnField.ReplyText, column => column.Replies > 0.4 ? 0.4 + (0.3 * column.Replies) : 0);
        if (ColumnOf(ColumnField.OutcomeDetail) is null)
        {
            TryChoose(ColumnField.Outcome, column => column is { OutcomeWordsKnown: > 0.8, Integers: < 0.2 } && column.Distinct <= 30 ? 0.6 : 0);
        }
        if (ColumnOf(ColumnField.Outcome) is null && ColumnOf(ColumnField.EnhancedCode) is null && ColumnOf(ColumnField.ReplyText) is null)
        {
            TryChoose(ColumnField.ReplyCode, column => column.ReplyCodes > 0.95 && column.Distinct <= 30 ? 0.5 : 0);
        }
    }

    private void TryChoose(ColumnField field, Func<ColumnProfile, double> score)
    {
        var free = _columns.Where(column => FieldOf(column.Place) == ColumnField.None && !IsKnownAsOther(column) && score(column) > 0).ToList();
        if (ColumnOf(field) is null && free.Count > 0)
        {
            var best = free.MaxBy(score)!;
            _chosen[best.Place] = (field, score(best));
        }
    }

    // "Opt-in time", "First name": the name says that it is nothing of ours.
    private static bool IsKnownAsOther(ColumnProfile column) => HeaderSynonyms.Find(column.Name).Any(hint => hint.Field == ColumnField.None);

    private void Correct()
    {
        // "Sent at" is the time of the event when there is no other; hard or soft the outcome when nothing else says it.
        Promote(ColumnField.QueuedTime, ColumnField.EventTime);
        Promote(ColumnField.OutcomeDetail, ColumnField.Outcome);
        if (ColumnOf(ColumnField.EventClock) is { } clock && (ColumnOf(ColumnField.EventTime) is not { } time || _columns[time].WithClock > 0.5))
        {
            _chosen.Remove(clock);
        }
        if (ColumnOf(ColumnField.Outcome) is null && ColumnOf(ColumnField.BounceCategory) is { } category
            && ColumnFit.Of(_columns[category], ColumnField.Outcome) is > 0.8)
        {
            _chosen[category] = (ColumnField.Outcome, 0.5);
        }
    }

    private void Promote(ColumnField from, ColumnField to)
    {
        if (ColumnOf(to) is null && ColumnOf(from) is { } place)
        {
            _chosen[place] = (to, Math.Min(0.6, _chosen[place].Score));
        }
    }

    private int? ColumnOf(ColumnField field)
    {
        foreach (var (place, chosen) in _chosen)
        {
            if (chosen.Field == field)
            {
                return place;
            }
        }
        return null;
    }
}
