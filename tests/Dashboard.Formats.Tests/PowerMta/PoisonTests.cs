using System.Text;
using Dashboard.Testing.Generation;

namespace Dashboard.Formats.Tests.PowerMta;

/// <summary>Whatever bytes come, every line ends as one result, and no event holds what a database would refuse.</summary>
public class PoisonTests
{
    private static readonly byte[] Poison = [0, 1, 0x0a, 0x0d, 0x1b, (byte)'"', (byte)',', (byte)'<', (byte)'#', 0x7f, 0x80, 0xc3, 0xe2, 0xed, 0xf5, 0xff];

    [Fact]
    public void Damaged_files_are_read_to_the_end_and_give_clean_events()
    {
        using var stream = new MemoryStream();
        PowerMtaLog.Write(
            new PowerMtaLogOptions { Events = 60, Days = 3, AsynchronousBounces = true }, stream, TestContext.Current.CancellationToken);
        var sound = stream.ToArray();
        var random = new SplitMix(3);
        var malformed = 0;
        for (var round = 0; round < 400; round++)
        {
            byte[] damaged = [.. sound];
            for (var change = random.Below(30); change >= 0; change--)
            {
                damaged[random.Below(damaged.Length)] = Poison[random.Below(Poison.Length)];
            }
            if (random.Chance(0.2))
            {
                damaged = damaged[..random.Below(damaged.Length)];
            }

            var lines = ReadLine.All(damaged);

            Assert.Equal(CountLines(damaged), lines.Count);
            Assert.All(lines.Where(line => line.Found is not null), line => AssertClean(line.Found!));
            Assert.All(lines.Where(line => line.Kind == LineKind.Malformed), line => Assert.False(string.IsNullOrEmpty(line.Reason) || line.Original.Length == 0));
            malformed += lines.Count(line => line.Kind == LineKind.Malformed);
        }
        Assert.NotEqual(0, malformed);
    }

    private static void AssertClean(ReadEvent found)
    {
        string[] texts =
        [
            found.Recipient, found.Sender, found.Reply, found.Status, found.Relay, found.SendingIp, found.Pool, found.Campaign, found.Stream,
            found.ListSource, found.MessageId, found.TimeText, found.Hint,
        ];
        Assert.All(texts, text => Assert.DoesNotContain(text, char.IsControl));
        Assert.Contains('@', found.Recipient);
        Assert.InRange(found.OccurredAt.Year, 1980, 2199);
    }

    // CR, LF and CR LF each end a line.
    private static int CountLines(byte[] text)
    {
        var lines = Encoding.Latin1.GetString(text).ReplaceLineEndings("\n").Split('\n');
        return lines[^1].Length == 0 ? lines.Length - 1 : lines.Length;
    }
}
