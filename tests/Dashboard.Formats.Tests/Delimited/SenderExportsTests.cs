using Dashboard.Core.Delivery;
using Dashboard.Formats.Delimited;
using Dashboard.Testing.Generation;

namespace Dashboard.Formats.Tests.Delimited;

/// <summary>The same mail as several senders export it: nobody describes the files, and each gives what it holds.</summary>
public class SenderExportsTests
{
    private static readonly PowerMtaLogOptions Mail = SenderFiles.Mail(6_000, seed: 11);

    public static TheoryData<SenderFile> Tables =>
        [.. SenderFiles.All.Where(file => file.Header.Count > 0 && file != SenderFiles.Aggregated)];

    [Theory]
    [MemberData(nameof(Tables))]
    public void A_table_is_read_by_its_guess_as_the_counts_say(SenderFile file)
    {
        var (bytes, counts) = file.Write(Mail, TestContext.Current.CancellationToken);
        var (guess, mapping) = Guess(file, bytes);

        var lines = DelimitedLines.All(bytes, mapping);

        Assert.DoesNotContain(lines, line => line.Kind == LineKind.Malformed);
        Assert.Equal(counts.DataRows + counts.OtherRows, lines.Count);
        Assert.All(
            Enum.GetValues<EventType>(),
            type => Assert.Equal(file.Shows.Contains(type) ? counts.Of(type) : 0, lines.LongCount(line => line.Found?.Type == type)));
        // Without a message id the campaign names the delivery as long as nobody has two results in it.
        Assert.Equal(file == SenderFiles.WithoutMessageId ? DeliveryKeyKind.CampaignAndRecipient : DeliveryKeyKind.MessageId, mapping.DeliveryKey);
        Assert.Equal(file == SenderFiles.ExcelMangled ? MappingProblemKind.DateOrder : null, guess.Problems.FirstOrDefault(problem => problem.Blocks)?.Kind);
    }

    [Fact]
    public void The_same_event_has_the_same_time_and_reply_whoever_exports_it()
    {
        var german = Events(SenderFiles.GermanEsp);
        var excel = Events(SenderFiles.ExcelMangled);
        var tabs = Events(SenderFiles.Utf16Tabs);
        var semicolons = Events(SenderFiles.Utf8Semicolons);

        Assert.Equal(semicolons, tabs);
        Assert.Equal(semicolons.Select(found => (Minute(found.At), found.Recipient, found.Reply)), german.Select(found => (found.At, found.Recipient, found.Reply)));
        Assert.Equal(semicolons.Select(found => (Minute(found.At), found.Recipient, found.Reply)), excel.Select(found => (found.At, found.Recipient, found.Reply)));
        // What the spreadsheet ate comes back, where it can be told.
        Assert.All(semicolons.Zip(excel), pair => Assert.True(pair.Second.Status == "" || pair.First.Status == pair.Second.Status, $"{pair.First.Status} became {pair.Second.Status}"));
        Assert.InRange(excel.Count(found => found.Status != "") / (double)semicolons.Count(found => found.Status != ""), 0.9, 1);
    }

    [Fact]
    public void Totals_are_refused()
    {
        var (bytes, _) = SenderFiles.Aggregated.Write(Mail, TestContext.Current.CancellationToken);

        var guess = MappingGuess.Make(DelimitedSample.Read(bytes, isWhole: true), new MappingDefaults());

        Assert.Equal(MappingProblemKind.Totals, Assert.Single(guess.Problems).Kind);
    }

    private static List<(DateTime At, string Recipient, string Reply, string Status)> Events(SenderFile file)
    {
        var (bytes, _) = file.Write(Mail, TestContext.Current.CancellationToken);
        var (_, mapping) = Guess(file, bytes);
        return [.. DelimitedLines.All(bytes, mapping).Where(line => line.Found is not null)
            .Select(line => (line.Found!.OccurredAt, line.Found.Recipient, line.Found.Reply, line.Found.Status))];
    }

    // A week of June written month first could be the sixth of eight months: a person answers.
    private static (MappingGuess Guess, ColumnMapping Mapping) Guess(SenderFile file, byte[] bytes)
    {
        var sample = DelimitedSample.Read(bytes, isWhole: true);
        var guess = MappingGuess.Make(sample, new MappingDefaults { TimeZone = file.TimeZone ?? "UTC" });
        if (file != SenderFiles.ExcelMangled)
        {
            return (guess, guess.Mapping);
        }
        return (guess, guess.Mapping with { DateOrder = DateOrder.Mdy });
    }

    private static DateTime Minute(DateTime time) => time.AddTicks(-(time.Ticks % TimeSpan.TicksPerMinute));
}
