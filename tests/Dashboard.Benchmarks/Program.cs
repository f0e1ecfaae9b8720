using System.Globalization;
using Dashboard.Benchmarks;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, e) =>
{
    e.Cancel = true;
    stop.Cancel();
};
if (args is [ChildProcess.Verb, .. var words])
{
    await ChildProcess.ServeAsync(words, stop.Token);
    return 0;
}

BenchmarkOptions options;
try
{
    options = BenchmarkOptions.Parse(args);
}
catch (ArgumentException e)
{
    Console.Error.WriteLine(e.Message);
    return 2;
}

using var folder = new RunFolder(options);
await new Benchmark(options, folder, new Report(options)).RunAsync(stop.Token);
return 0;
