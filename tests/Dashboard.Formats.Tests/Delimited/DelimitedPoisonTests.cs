using System.Text;
using Dashboard.Formats.Delimited;
using Dashboard.Formats.Tests.PowerMta;
using Dashboard.Testing.Generation;

namespace Dashboard.Formats.Tests.Delimited;

/// <summary>Whatever bytes come: no exception, every physical line belongs to one result, and no event holds what a database would refuse.</summary>
public class DelimitedPoisonTests
{
    private static readonly byte[] Poison =
        [0, 1, 0x0a, 0x0d, 0x1b, (byte)'"', (byte)',', (byte)';', (byte)'<', (byte)'#', (byte)'\'', (byte)'=', 0x7f, 0x80, 0xc3, 0xe2, 0xed, 0xf5, 0xff];

    [Fact]
    public void Damaged_files_are_read_to_the_end_and_give_clean_events()
    {
        var sound = Encoding.UTF8.GetBytes("time,status,email,reply,campaign\r\n" + string.Concat(Enumerable.Range(0, 60).Select(i =>
            $"2026-01-05 22:00:13,{(i % 3 == 0 ? "delivered" : "bounced")},u{i}@example.com,\"550 5.1.1 „{i}“ is \"\"unknown\"\",\r\nsorry\",\"May, 1st\"\r\n")));
        var mapping = DelimitedLines.Guess(Encoding.UTF8.GetString(sound)).Mapping;
        var random = new SplitMix(5);
        var (events, malformed) = (0, 0);
        for (var round = 0; round < 300; round++)
        {
            byte[] damaged = [.. sound];
            for (var change = random.Below(20); change >= 0; change--)
            {
                // The header stays: without it nothing is an event.
                damaged[40 + random.Below(damaged.Length - 40)] = Poison[random.Below(Poison.Length)];
            }
            if (random.Chance(0.2))
            {
                damaged = damaged[..random.Below(damaged.Length)];
            }

            var lines = DelimitedLines.All(damaged, mapping);
            _ = MappingGuess.Make(DelimitedSample.Read(damaged, isWhole: true), new MappingDefaults());

            Assert.Equal(lines.Select(line => line.Line).Order(), lines.Select(line => line.Line));
            Assert.Equal(lines.Count, lines.Select(line => line.Line).Distinct().Count());
            Assert.All(lines.Where(line => line.Found is not null), line => AssertClean(line.Found!));
            Assert.All(lines.Where(line => line.Kind == LineKind.Malformed), line => Assert.False(string.IsNullOrEmpty(line.Reason) || line.Original.Length == 0));
            events += lines.Count(line => line.Kind == LineKind.Event);
            malformed += lines.Count(line => line.Kind == LineKind.Malformed);
        }
        // Of 18,000 sound rows at most ten damages a file can cost two lines each, and a tenth of the files is cut away.
        Assert.InRange(events, 10_000, 18_000);
        Assert.InRange(malformed, 500, 9_000);
    }

    [Fact]
    public void Reading_byte_by_byte_makes_no_difference()
    {
        var text = "a,b\r\ntime,status,email,reply\r\n2026-01-05 22:00:13,bounced,ann@example.com,\"550 \"\"no\"\"\r\nmore\"\r\r\n2026-01-05 22:00:13,bounced,\"bob@example.com\r\n\n2026-01-05 22:00:13,bounced,cid@example.com,last";
        var bytes = Encoding.UTF8.GetBytes(text);
        var mapping = new ColumnMapping
        {
            Columns = new Dictionary<string, ColumnField>
            {
                ["time"] = ColumnField.EventTime, ["status"] = ColumnField.Outcome, ["email"] = ColumnField.Recipient, ["reply"] = ColumnField.ReplyText,
            },
        };

        Assert.Equal(DelimitedLines.All(bytes, mapping), DelimitedLines.All(new OneByteStream(bytes), mapping));
        Assert.Equal([LineKind.Ignored, LineKind.Ignored, LineKind.Event, LineKind.Ignored, LineKind.Malformed, LineKind.Ignored, LineKind.Event], DelimitedLines.All(bytes, mapping).Select(line => line.Kind));
    }

    [Fact]
    public void Guessing_at_noise_throws_nothing()
    {
        var random = new SplitMix(7);
        for (var round = 0; round < 200; round++)
        {
            var noise = new byte[random.Below(3000)];
            for (var i = 0; i < noise.Length; i++)
            {
                noise[i] = random.Chance(0.5) ? Poison[random.Below(Poison.Length)] : (byte)random.Below(256);
            }

            var sample = DelimitedSample.Read(noise, isWhole: round % 2 == 0);
            var guess = MappingGuess.Make(sample, new MappingDefaults());

            Assert.Equal(sample.Layout.Columns, guess.Columns.Select(column => column.Name));
            Assert.False(guess.IsGoodEnough);
        }
    }

    private static void AssertClean(ReadEvent found)
    {
        string[] texts = [found.Recipient, found.Sender, found.Reply, found.Status, found.Campaign, found.MessageId, found.TimeText, found.Hint];
        Assert.All(texts, text => Assert.DoesNotContain(text, char.IsControl));
        Assert.Contains('@', found.Recipient);
        Assert.InRange(found.OccurredAt.Year, 1980, 2199);
    }
}
