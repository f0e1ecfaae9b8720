using System.Globalization;
using Dashboard.Benchmarks;

// dotnet run -c Release --project tests/Dashboard.Benchmarks -- [events] [days]
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var events = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 1_000_000;
var days = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 14;
using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, e) =>
{
    e.Cancel = true;
    stop.Cancel();
};

var folder = Directory.CreateTempSubdirectory("dashboard-bench-").FullName;
try
{
    var log = GeneratedLog.Write(Path.Combine(folder, "acct.csv"), events, days, stop.Token);
    await using var app = await RunningApp.StartAsync(Path.Combine(folder, "data"), stop.Token);
    var report = new Report(events, days);
    report.Add(await ImportRun.MeasureAsync(app, log, stop.Token));
    report.Add(await CopyPeer.MeasureAsync(app, log, stop.Token));
    report.Add(await PageQueries.MeasureAsync(app, log, stop.Token));
    report.Print();
}
finally
{
    Directory.Delete(folder, true);
}
