using System.IO.Compression;
using Dashboard.Testing.Generation;

namespace Dashboard.EndToEnd.Tests.Story;

/// <summary>A generated accounting file on disk, plain and compressed, with its truth. It ends three days before today.</summary>
public sealed class LogFile
{
    private const int Days = 14;

    private LogFile(string plainPath, GroundTruth truth)
    {
        PlainPath = plainPath;
        Truth = truth;
    }

    public string PlainPath { get; }

    public string CompressedPath => PlainPath + ".gz";

    public GroundTruth Truth { get; }

    public static LogFile Write(string folder, int events, CancellationToken cancellationToken)
    {
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        var options = new PowerMtaLogOptions { Events = events, Days = Days, Start = today.AddDays(-Days - 2), Seed = 7 };
        var path = Path.Combine(folder, "acct-launch.csv");
        GroundTruth truth;
        using (var plain = File.Create(path))
        {
            truth = PowerMtaLog.Write(options, plain, cancellationToken);
        }

        using (var plain = File.OpenRead(path))
        using (var compressed = new GZipStream(File.Create(path + ".gz"), CompressionLevel.Fastest))
        {
            plain.CopyTo(compressed);
        }

        return new LogFile(path, truth);
    }
}
