using System.Text;

namespace Dashboard.Formats.Delimited;

/// <summary>Guesses what the words of an outcome column mean, or what all rows are when there is no such column.</summary>
internal static class OutcomeGuess
{
    private const int MaxWords = 100;

    public static ColumnMapping Complete(DelimitedSample sample, ColumnMapping mapping) =>
        mapping.Has(ColumnField.Outcome)
            ? mapping with { Outcomes = Words(sample, mapping) }
            : mapping with { EveryRowIs = EveryRow(sample, mapping) };

    /// <summary>The words of the sample, the most frequent first, with what each seems to mean.</summary>
    public static IReadOnlyDictionary<string, OutcomeMeaning> Words(DelimitedSample sample, ColumnMapping mapping)
    {
        var words = sample.Rows.Select(row => Word(sample.Layout, row, mapping)).Where(word => word.Length > 0)
            .CountBy(word => word, StringComparer.OrdinalIgnoreCase)
            .OrderByDescending(word => word.Value).ThenBy(word => word.Key, StringComparer.Ordinal)
            .Take(MaxWords).Select(word => word.Key).ToList();
        var plain = words.Select(word => PlainWord.Of(word.Split(" + ")[0])).ToHashSet(StringComparer.Ordinal);
        var answersWhetherBounced = mapping.ColumnsOf(ColumnField.Outcome).Any(column => PlainWord.Of(column).Contains("bounce", StringComparison.Ordinal));
        return words.ToDictionary(word => word, word => answersWhetherBounced && Answer(word) is { } answer ? answer : InContext(word, plain));
    }

    // "Bounced: yes", "Bounce type: H"
    private static OutcomeMeaning? Answer(string word) => PlainWord.Of(word) switch
    {
        "h" or "yes" or "true" or "ja" or "oui" or "si" or "sim" => OutcomeMeaning.Bounced,
        "no" or "false" or "nein" or "non" or "nao" or "nee" => OutcomeMeaning.Accepted,
        "s" => OutcomeMeaning.SoftBounced,
        _ => null,
    };

    private static string Word(DelimitedLayout layout, SampleRow row, ColumnMapping mapping)
    {
        var word = Cell(layout, row, mapping, ColumnField.Outcome);
        var detail = Cell(layout, row, mapping, ColumnField.OutcomeDetail);
        // A detail that changes nothing would only make the list longer.
        return detail.Length == 0 || word.Length == 0 || OutcomeWords.Guess($"{word} + {detail}") == OutcomeWords.Guess(word) ? word : $"{word} + {detail}";
    }

    private static string Cell(DelimitedLayout layout, SampleRow row, ColumnMapping mapping, ColumnField field) =>
        mapping.ColumnsOf(field).Select(layout.PlaceOf).Where(place => place >= 0).Select(place => row.Cells[place])
            .FirstOrDefault(cell => !CellText.IsNothing(Encoding.UTF8.GetBytes(cell))) ?? "";

    private static OutcomeMeaning InContext(string word, HashSet<string> all)
    {
        var plain = PlainWord.Of(word);
        var hasDelivered = all.Any(other => OutcomeWords.Find(other) == OutcomeMeaning.Accepted && other != plain);
        var hasBounces = all.Any(other => OutcomeWords.Find(other) is OutcomeMeaning.Bounced or OutcomeMeaning.SoftBounced);
        return plain switch
        {
            // Where "delivered" stands beside them these are only the platform's own steps.
            "sent" or "send" or "accepted" or "success" or "gesendet" or "versendet" or "versandt" or "envoye" or "enviado" or "inviato" or "verzonden" when hasDelivered
                => OutcomeMeaning.NotDelivery,
            // Where bounces have words of their own these are refusals by the platform itself (Brevo, Mailjet, Mandrill, Amazon SES, Mailgun).
            "blocked" or "reject" or "rejected" or "gesperrt" or "invalid" when hasBounces || (hasDelivered && plain is "rejected" && all.Contains("failed"))
                => OutcomeMeaning.Suppressed,
            _ => OutcomeWords.Guess(word),
        };
    }

    private static OutcomeMeaning? EveryRow(DelimitedSample sample, ColumnMapping mapping)
    {
        var places = ((ColumnField[])[ColumnField.ReplyCode, ColumnField.EnhancedCode, ColumnField.ReplyText])
            .SelectMany(mapping.ColumnsOf).Select(sample.Layout.PlaceOf).Where(place => place >= 0).ToList();
        var classes = sample.Rows.SelectMany(row => places.Select(place => ClassOf(row.Cells[place]))).Where(found => found > 0).ToHashSet();
        if (classes.Contains(2))
        {
            return null;
        }
        var names = sample.Layout.Columns.Select(PlainWord.Of).ToList();
        if (names.Exists(name => name.Contains("complaint", StringComparison.Ordinal) || name.Contains("feedbacktype", StringComparison.Ordinal)
            || name.Contains("beschwerde", StringComparison.Ordinal) || name.Contains("plainte", StringComparison.Ordinal)))
        {
            return OutcomeMeaning.Complaint;
        }
        var speaksOfBounces = names.Exists(name => name.Contains("bounce", StringComparison.Ordinal) || name.Contains("rebond", StringComparison.Ordinal)
            || name.Contains("rebote", StringComparison.Ordinal) || name.Contains("rimbalz", StringComparison.Ordinal) || name.Contains("failure", StringComparison.Ordinal));
        return speaksOfBounces || (classes.Contains(5) && !classes.Contains(4)) ? OutcomeMeaning.Bounced : null;
    }

    private static int ClassOf(string cell)
    {
        var codes = CodeCell.Read(Encoding.UTF8.GetBytes(cell), 0);
        return codes.Code / 100 ?? codes.Enhanced?.Class ?? 0;
    }
}
