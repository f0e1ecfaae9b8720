using Dashboard.Core.Classification;

namespace Dashboard.Accuracy;

/// <summary>What the judged replies show, as text.</summary>
internal sealed class Report(TextWriter output, AccuracyOptions options)
{
    private const int ShownText = 900;

    public void Write(IReadOnlyList<JudgedReply> judged, int inFile)
    {
        output.WriteLine($"Rules {ReplyClassifier.Default.RuleVersion}; {judged.Count} of {inFile} rows; shares with 95 % intervals (Wilson).");
        output.WriteLine();
        Line("right category", Share.Of(judged, reply => reply.IsRight));
        Line("classified at all", Share.Of(judged, reply => reply.IsClassified));
        Line("right of the classified", Share.Of(judged.Where(reply => reply.IsClassified), reply => reply.IsRight));
        Line("right reason, outcome aside", Share.Of(judged, reply => reply.Verdict.Category.Reason == reply.Row.Category.Reason));
        Line("unknown users recognized", Share.Of(judged.Where(reply => reply.IsUnknownUser), reply => reply.IsRight));
        Line("wrong suppressions", Share.Of(judged.Where(reply => !reply.Row.IsRecipientsFault), reply => reply.IsWrongSuppression));
        Table("By half", judged, reply => reply.Row.Fold == Fold.Development ? "dev" : "held");
        Table("By kind and trust", judged, reply => $"{reply.Row.Kind} {reply.Row.Trust}");
        Table("By source (repository or page)", judged, reply => reply.Row.Source.Split(':')[0]);
        Categories(judged);
        Confusions(judged);
        Rows("Wrong suppressions", judged.Where(reply => reply.IsWrongSuppression));
        if (options.ListsWrong)
        {
            Rows("Wrong", judged.Where(reply => !reply.IsRight));
        }
    }

    private void Line(string name, Share share) => output.WriteLine($"{name,-34}{share}");

    private void Table(string title, IReadOnlyList<JudgedReply> judged, Func<JudgedReply, string> key)
    {
        output.WriteLine();
        output.WriteLine(title);
        foreach (var group in judged.GroupBy(key).OrderByDescending(group => group.Count()))
        {
            Line("  " + group.Key, Share.Of(group, reply => reply.IsRight));
        }
    }

    private void Categories(IReadOnlyList<JudgedReply> judged)
    {
        output.WriteLine();
        output.WriteLine($"{"Category",-34}{"recall",-42}precision");
        foreach (var category in Category.All)
        {
            var labelled = judged.Where(reply => reply.Row.Category == category).ToList();
            var said = judged.Where(reply => reply.Verdict.Category == category).ToList();
            if (labelled.Count + said.Count > 0)
            {
                var recall = Share.Of(labelled, reply => reply.IsRight).ToString();
                output.WriteLine($"  {category.Name,-32}{recall,-42}{Share.Of(said, reply => reply.IsRight)}");
            }
        }
    }

    private void Confusions(IReadOnlyList<JudgedReply> judged)
    {
        output.WriteLine();
        output.WriteLine("Confusions (label -> verdict)");
        foreach (var pair in judged.Where(reply => !reply.IsRight)
            .GroupBy(reply => $"{reply.Row.Category} -> {reply.Verdict.Category}").OrderByDescending(pair => pair.Count()))
        {
            output.WriteLine($"  {pair.Count(),4}  {pair.Key}");
        }
    }

    private void Rows(string title, IEnumerable<JudgedReply> replies)
    {
        output.WriteLine();
        output.WriteLine(title);
        foreach (var (row, verdict) in replies)
        {
            var text = row.Text.Length > ShownText ? row.Text[..ShownText] + "…" : row.Text;
            output.WriteLine($"  {row.Id} {row.Kind} {row.Trust} [{row.Provider}] {row.Category} -> {verdict.Category} by {verdict.Classification.RuleId}: {text}");
            output.WriteLine($"      template: {verdict.Template}");
        }
    }
}
