using Dashboard.Testing.Generation;

namespace Dashboard.Benchmarks;

/// <summary>A generated accounting file and what is true of it.</summary>
internal sealed record GeneratedLog(string Path, DateOnly Start, int Days, GroundTruth Truth)
{
    public long Bytes => new FileInfo(Path).Length;

    public static GeneratedLog Write(string path, int events, int days, CancellationToken cancellationToken)
    {
        var start = DateOnly.FromDateTime(DateTime.UtcNow).AddDays(-days - 1);
        using var file = File.Create(path);
        var truth = PowerMtaLog.Write(
            new PowerMtaLogOptions { Events = events, Days = days, Start = start, AsynchronousBounces = true, Complaints = true }, file, cancellationToken);
        return new GeneratedLog(path, start, days, truth);
    }
}
