using System.Globalization;
using System.IO.Compression;
using System.Text;
using Dashboard.Testing.Generation;
using ZstdSharp;

namespace Dashboard.Faults;

internal enum Packing
{
    Plain,
    Gzip,
    Zstd,

    /// <summary>Two rotations of the log that overlap.</summary>
    Zip,
}

/// <summary>
/// A generated accounting file with everything that makes counting hard: retries over days, deliveries accepted twice far apart, a broken
/// line among a thousand, and a beginning without its header, which can only be read once somebody has said what the header is.
/// </summary>
internal sealed class LogFile(string folder, int events)
{
    private const int Days = 6;
    private const int LinesBetweenBroken = 1000;
    private const int LinesBetweenTwice = 701;

    /// <summary>The header that the beginning lacks.</summary>
    public string Header { get; private set; } = "";

    /// <summary>Writes the file in every packing.</summary>
    public void Write(CancellationToken cancellationToken)
    {
        var text = new MemoryStream();
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        PowerMtaLog.Write(
            new PowerMtaLogOptions
            {
                Events = events, Days = Days, Start = today.AddDays(-Days - 2), Seed = 11, AsynchronousBounces = true, Complaints = true,
            },
            text,
            cancellationToken);
        var lines = Encoding.UTF8.GetString(text.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Header = lines[0];
        var spoilt = Spoil(lines[1..]);
        var headless = spoilt.Count / 12;
        var plain = Bytes([.. spoilt[..headless], Header, .. spoilt[headless..]]);
        File.WriteAllBytes(PathOf(Packing.Plain), plain);
        Pack(Packing.Gzip, plain, file => new GZipStream(file, CompressionLevel.Fastest));
        Pack(Packing.Zstd, plain, file => new CompressionStream(file));
        using var zip = new ZipArchive(File.Create(PathOf(Packing.Zip)), ZipArchiveMode.Create);
        var half = spoilt.Count / 2;
        Add(zip, "acct.1.csv", Bytes([.. spoilt[..headless], Header, .. spoilt[headless..(half + (half / 8))]]));
        Add(zip, "acct.2.csv", Bytes([Header, .. spoilt[half..]]));
    }

    public string PathOf(Packing packing) => Path.Combine(folder, $"acct.{packing}");

    private static List<string> Spoil(string[] lines)
    {
        var spoilt = new List<string>(lines.Length + (lines.Length / 300));
        var later = new Queue<(int At, string Line)>();
        for (var i = 0; i < lines.Length; i++)
        {
            spoilt.Add(lines[i]);
            if (i % LinesBetweenBroken == LinesBetweenBroken / 2)
            {
                spoilt.Add(i % (2 * LinesBetweenBroken) < LinesBetweenBroken ? lines[i].Replace(":", "h", StringComparison.Ordinal) : lines[i][..40]);
            }

            if (i % LinesBetweenTwice == 0 && lines[i].StartsWith("d,", StringComparison.Ordinal))
            {
                later.Enqueue((i + (lines.Length / 5), lines[i]));
            }

            if (later.TryPeek(out var twice) && twice.At == i)
            {
                spoilt.Add(AtTimeOf(lines[i], later.Dequeue().Line));
            }
        }

        return spoilt;
    }

    // The same delivery, accepted again when another line was written.
    private static string AtTimeOf(string other, string line)
    {
        var (cells, times) = (line.Split(',', 3), other.Split(',', 3));
        return string.Create(CultureInfo.InvariantCulture, $"{cells[0]},{times[1]},{cells[2]}");
    }

    private static byte[] Bytes(IReadOnlyList<string> lines) => Encoding.UTF8.GetBytes(string.Join('\n', lines) + "\n");

    private void Pack(Packing packing, byte[] content, Func<Stream, Stream> open)
    {
        using var file = open(File.Create(PathOf(packing)));
        file.Write(content);
    }

    private static void Add(ZipArchive zip, string name, byte[] content)
    {
        using var member = zip.CreateEntry(name, CompressionLevel.Fastest).Open();
        member.Write(content);
    }
}
