using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using Dashboard.Testing.Generation;

namespace Dashboard.Benchmarks;

/// <summary>What names that never come twice do to the pages: each event of a file has a recipient domain, then a campaign, of its own.</summary>
internal static class BombRun
{
    private const int MostNames = 1_000_000;
    private const int EventsPerName = 10;
    private const int RefusedOf = 5;

    private static readonly Goal Twice = Goal.AtMost(2, 1.2);

    public static async Task<IReadOnlyList<Figure>> MeasureAsync(RunningApp app, GeneratedLog log, CancellationToken cancellationToken)
    {
        var names = Math.Min(MostNames, log.Options.Events / EventsPerName);
        var figures = new List<Figure>();
        var before = await PageQueries.AskAsync(app, log, cancellationToken);
        var file = 9000;
        foreach (var what in new[] { "domain", "campaign" })
        {
            var clock = new CpuClock(app);
            var id = await Uploads.UploadAsync(app, "benchmark", Write(log, names, what, file++), cancellationToken);
            var import = await Uploads.WaitAsync(app, id, cancellationToken);
            var spent = clock.Read();
            if (Uploads.Imported(import) != names)
            {
                throw new InvalidOperationException($"{Uploads.Imported(import)} events were imported, {names} are in the file.");
            }

            figures.Add(new Figure($"bomb: import of {names:N0} events with a {what} of their own", names / spent.Cpu, "attempts/CPU-s")
            {
                Cpu = spent.Cpu,
                Wall = spent.Wall,
                Note = string.Create(CultureInfo.InvariantCulture, $"app {spent.App:N0}, PostgreSQL {spent.Server:N0}"),
            });
            var after = await PageQueries.AskAsync(app, log, cancellationToken);
            figures.AddRange(before.Zip(after, (one, other) => new Figure($"— page {one.Name}, slower by CPU-s", other.Cpu / one.Cpu, "×")
            {
                Cpu = other.Cpu,
                Goal = Twice,
                Note = $"{Goal.Show(one.Milliseconds)} → {Goal.Show(other.Milliseconds)} ms; {one.Bytes:N0} → {other.Bytes:N0} bytes",
            }));
        }

        return figures;
    }

    private static LogFile Write(GeneratedLog log, int names, string what, int number)
    {
        var pipe = new Pipe(new PipeOptions(pauseWriterThreshold: 1 << 20, resumeWriterThreshold: 1 << 19, useSynchronizationContext: false));
        var counted = Task.Run(async () =>
        {
            await using var file = new StreamWriter(pipe.Writer.AsStream(), new UTF8Encoding(false), 1 << 16);
            await file.WriteLineAsync("type,timeLogged,timeQueued,orig,rcpt,dsnAction,dsnStatus,dsnDiag,dsnMta,dlvSourceIp,vmta,jobId,envId,vmtaPool");
            var seconds = log.Days * 86_400d;
            for (var i = 0; i < names; i++)
            {
                var (domain, campaign) = what == "domain" ? ($"bomb{i}.example", "c001-promotional") : ("gmail.com", $"bomb-{i}");
                var host = what == "domain" ? $"mx.bomb{i}.example" : "gmail-smtp-in.l.google.com";
                var at = log.Start.ToDateTime(TimeOnly.MinValue).AddSeconds(seconds * i / names);
                var (type, action, status, reply) = i % RefusedOf == 0
                    ? ("b", "failed", "5.1.1", "smtp;550 5.1.1 <user>: Recipient address rejected: User unknown")
                    : ("d", "relayed", "2.0.0", "smtp;250 2.0.0 Ok: queued");
                await file.WriteLineAsync(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{type},{at:yyyy-MM-dd HH:mm:ss}+0000,{at:yyyy-MM-dd HH:mm:ss}+0000,news@send.example,u{i}@{domain},{action},{status},{reply},{host} (198.18.0.1),192.0.2.1,vmta1,{campaign},bomb{what}{i},pool1"));
            }

            return (long)names;
        });
        return new LogFile(number, pipe.Reader.AsStream(), counted);
    }
}
