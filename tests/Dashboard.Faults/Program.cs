using Dashboard.Faults;
using Xunit.MicrosoftTestingPlatform;
using Xunit.Runner.InProc.SystemConsole;

[assembly: AssemblyFixture(typeof(FaultBench))]

if (args is [FaultProgram.Full or FaultProgram.Kills or FaultProgram.Loop or FaultProgram.Points or FaultProgram.Postgres or FaultProgram.Fencing or FaultProgram.Disk, ..])
{
    return await FaultProgram.RunAsync(args);
}

// What xunit would generate.
return args.Contains("--server") || args.Contains("--internal-msbuild-node")
    ? await TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions)
    : await ConsoleRunner.Run(args);
