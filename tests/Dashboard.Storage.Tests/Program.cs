using Dashboard.Storage.Tests;
using Dashboard.Storage.Tests.Embedded;
using Dashboard.Testing;
using Xunit.MicrosoftTestingPlatform;
using Xunit.Runner.InProc.SystemConsole;

[assembly: AssemblyFixture(typeof(PostgresServer))]

if (args is [AppProcess.Verb, var dataFolder])
{
    return await AppProcess.RunAsync(dataFolder);
}

// What xunit would generate.
return args.Contains("--server") || args.Contains("--internal-msbuild-node")
    ? await TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions)
    : await ConsoleRunner.Run(args);
