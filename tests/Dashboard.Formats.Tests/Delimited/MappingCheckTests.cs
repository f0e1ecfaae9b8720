using System.Globalization;
using System.Text.Json;
using Dashboard.Formats.Delimited;

namespace Dashboard.Formats.Tests.Delimited;

/// <summary>What a person is told, and what is imported without asking.</summary>
public class MappingCheckTests
{
    private const string Rows =
        """
        Time,Result,Email,Message ID,Reply
        2026-01-05 22:00:13,delivered,ann@example.com,m1,250 ok
        2026-01-05 22:00:14,bounced,bob@example.com,m2,550 no
        """;

    [Fact]
    public void A_date_that_could_be_two_days_is_asked_about()
    {
        var guess = DelimitedLines.Guess("Date,Event,Email\n01/02/2026 10:00,delivered,ann@example.com\n03/04/2026 10:00,bounced,bob@example.com\n");

        var problem = Assert.Single(guess.Problems, problem => problem.Blocks);
        Assert.Equal((MappingProblemKind.DateOrder, "Date"), (problem.Kind, problem.Column));
        Assert.Equal("“01/02/2026 10:00” could be 1 February or January 2: choose.", problem.Sentence);
        Assert.False(guess.IsGoodEnough);
        Assert.Null(guess.Mapping.DateOrder);
    }

    [Theory]
    [InlineData("13/02/2026", DateOrder.Dmy)]
    [InlineData("02/13/2026", DateOrder.Mdy)]
    public void One_number_above_twelve_settles_the_order(string date, DateOrder order)
    {
        var guess = DelimitedLines.Guess($"Date,Event,Email\n01/02/2026 10:00,delivered,ann@example.com\n{date} 10:00,bounced,bob@example.com\n");

        Assert.Equal(order, guess.Mapping.DateOrder);
        Assert.True(guess.IsGoodEnough);
    }

    [Fact]
    public void A_chosen_order_that_the_dates_contradict_is_told()
    {
        var sample = DelimitedLines.Sample("Date,Event,Email\n13/02/2026 10:00,delivered,ann@example.com\n");
        var mapping = MappingGuess.Make(sample, new MappingDefaults()).Mapping with { DateOrder = DateOrder.Mdy };

        var problem = Assert.Single(MappingCheck.Make(sample, mapping).Problems, problem => problem.Blocks);

        Assert.Equal("The dates in “Date” are not in the order that the mapping names (month, day, year): choose day, month, year.", problem.Sentence);
    }

    [Theory]
    [InlineData("Date,Domain,Sent,Delivered,Bounced\n2026-01-05,gmail.com,100,98,2\n2026-01-06,gmail.com,\"1,100\",1098,2\n", MappingProblemKind.Totals)]
    [InlineData("Reply;Anzahl\n550 5.1.1 unbekannt;1.234\n421 später;17\n", MappingProblemKind.Totals)]
    [InlineData("Campaign,Delivery rate,Bounce rate\nMay,98.1%,1.9%\n", MappingProblemKind.Totals)]
    [InlineData("email\nann@example.com\nbob@example.com\n", MappingProblemKind.AddressList)]
    [InlineData("Email,First name,List\nann@example.com,Ann,Main\nbob@example.com,Bob,Main\n", MappingProblemKind.AddressList)]
    [InlineData("ann@example.com\nbob@example.com\n", MappingProblemKind.AddressList)]
    [InlineData("time,email,status\n", MappingProblemKind.NoRows)]
    public void Files_that_no_mapping_can_read_are_refused_with_what_to_do(string text, MappingProblemKind kind)
    {
        Assert.Equal(LogFormat.Delimited, ReaderCatalog.Detect(System.Text.Encoding.UTF8.GetBytes(text)).Format);

        var guess = DelimitedLines.Guess(text);

        Assert.Equal(kind, Assert.Single(guess.Problems).Kind);
        Assert.Equal(guess.Problems[0].Sentence, guess.Refusal);
        Assert.False(guess.IsGoodEnough);
        Assert.True(kind == MappingProblemKind.NoRows || guess.Refusal!.Contains("Export the event log", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("email,status\nann@example.com,bounced\n", MappingProblemKind.NoEventTime)]
    [InlineData("time,domain,status\n2026-01-05 22:00:13,example.com,bounced\n", MappingProblemKind.NoRecipient)]
    [InlineData("time,status\n2026-01-05 22:00:13,bounced\n", MappingProblemKind.NoRecipient)]
    [InlineData("time,email,colour\n2026-01-05 22:00:13,ann@example.com,some long text that is no outcome at all\n", MappingProblemKind.NoOutcome)]
    [InlineData("time,email,status\n2026-01-05 22:00:13,ann@example.com,foo\n2026-01-05 22:00:13,bob@example.com,delivered\n", MappingProblemKind.OutcomeWords)]
    public void What_is_missing_blocks(string text, MappingProblemKind kind)
    {
        var guess = DelimitedLines.Guess(text);

        Assert.Equal(kind, Assert.Single(guess.Problems, problem => problem.Blocks).Kind);
        Assert.Null(guess.Refusal);
    }

    [Fact]
    public void A_mapping_names_the_column_that_another_file_lacks()
    {
        var mapping = DelimitedLines.Guess(Rows).Mapping;
        var other = DelimitedLines.Sample(Rows.Replace("Result", "Outcome word", StringComparison.Ordinal).Replace("Reply", "Note", StringComparison.Ordinal));

        var check = MappingCheck.Make(other.Layout, mapping);

        Assert.Equal(
            ["This file has no column “Result”, which the mapping names.", "This file has no column “Reply”, which the mapping names."],
            check.Problems.Select(problem => problem.Sentence));
        Assert.Equal([true, false], check.Problems.Select(problem => problem.Blocks));
        Assert.True(MappingCheck.Make(DelimitedLines.Sample(Rows), mapping).IsGoodEnough);
    }

    [Fact]
    public void Rows_that_mostly_fail_block_with_the_usual_reason()
    {
        var sample = DelimitedLines.Sample(Rows);
        var mapping = DelimitedLines.Guess(Rows).Mapping with
        {
            Columns = new Dictionary<string, ColumnField> { ["Time"] = ColumnField.EventTime, ["Result"] = ColumnField.Outcome, ["Message ID"] = ColumnField.Recipient },
        };

        var problem = Assert.Single(MappingCheck.Make(sample, mapping).Problems, problem => problem.Blocks);

        Assert.Equal((MappingProblemKind.UnreadableRows, "Message ID"), (problem.Kind, problem.Column));
        Assert.Equal("2 of the first 2 rows cannot be read this way. Most often: The recipient is not an address.", problem.Sentence);
    }

    [Fact]
    public void Times_without_a_zone_are_read_in_the_default_and_that_is_told()
    {
        var guess = MappingGuess.Make(DelimitedLines.Sample(Rows), new MappingDefaults { TimeZone = "America/New_York" });

        Assert.Contains(guess.Problems, problem => problem is { Kind: MappingProblemKind.TimeZone, Blocks: false, Sentence: "The times name no zone: they are read as America/New_York." });
        Assert.True(guess.IsGoodEnough);
    }

    [Theory]
    [InlineData("Date (UTC)", "UTC")]
    [InlineData("Zeit (MEZ)", "Europe/Berlin")]
    [InlineData("Time [GMT+2]", "Etc/GMT-2")]
    [InlineData("Event time (US/Eastern)", "US/Eastern")]
    [InlineData("Timestamp - Pacific", "America/Los_Angeles")]
    [InlineData("date_utc", "UTC")]
    public void A_zone_in_the_header_counts(string header, string zone) =>
        Assert.Equal(zone, DelimitedLines.Guess($"{header},Event,Email\n2026-01-05 22:00:13,bounced,ann@example.com\n").Mapping.TimeZone);

    [Fact]
    public void A_zone_that_is_none_blocks() => Assert.Equal(
        MappingProblemKind.UnknownTimeZone,
        Assert.Single(MappingCheck.Make(DelimitedLines.Sample(Rows), DelimitedLines.Guess(Rows).Mapping with { TimeZone = "Mars/Olympus" }).Problems, problem => problem.Blocks).Kind);

    [Fact]
    public void A_mapping_survives_being_stored()
    {
        var mapping = DelimitedLines.Guess(Rows).Mapping with { EveryRowIs = OutcomeMeaning.Bounced, Separator = ';', Encoding = DelimitedEncoding.Windows1252 };
        var json = mapping.ToJson();

        var read = ColumnMapping.FromJson(json);

        Assert.Equal(json, read.ToJson());
        Assert.Equal(mapping.Columns.Order(Comparer), read.Columns.Order(Comparer));
        Assert.Contains("\"Message ID\":\"messageId\"", json, StringComparison.Ordinal);
        Assert.Contains("\"version\":1", json, StringComparison.Ordinal);
        Assert.Throws<JsonException>(() => ColumnMapping.FromJson(json.Replace("\"version\":1", "\"version\":2", StringComparison.Ordinal)));
        Assert.Throws<JsonException>(() => ColumnMapping.FromJson("{\"columns\":{\"a\":\"noSuchField\"}}"));
    }

    [Fact]
    public void The_preview_shows_what_ten_rows_become()
    {
        var text = Rows + "\n" + string.Concat(Enumerable.Range(0, 20).Select(i => string.Create(CultureInfo.InvariantCulture, $"2026-01-05 22:01:00,opened,u{i}@example.com,x{i},\n")));
        var rows = MappingPreview.Make(DelimitedLines.Sample(text), DelimitedLines.Guess(text).Mapping);

        Assert.Equal(10, rows.Count);
        Assert.Equal((2L, "ann@example.com", "m1", "250 ok"), (rows[0].Line, rows[0].Event!.Recipient, rows[0].Event!.MessageKey, rows[0].Event!.Reply));
        Assert.Equal((LineKind.Ignored, "Not about a delivery (queued, opened, clicked, unsubscribed and the like)."), (rows[2].Kind, rows[2].Reason));
    }

    private static readonly Comparer<KeyValuePair<string, ColumnField>> Comparer =
        Comparer<KeyValuePair<string, ColumnField>>.Create((left, right) => string.CompareOrdinal(left.Key, right.Key));
}
