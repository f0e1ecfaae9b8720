using System.Globalization;
using Dashboard.Storage;
using Dashboard.Storage.Verification;

namespace Dashboard.Web.Hosting;

/// <summary>
/// <c>Dashboard.Web --verify</c>: counts every attempt again and holds all figures against that. Changes nothing; prints what differs and
/// ends with 0 when nothing does, else 1.
/// </summary>
public static class VerifyCommand
{
    public const string Word = "--verify";

    /// <summary>The exit code.</summary>
    public static async Task<int> RunAsync(string connectionString, TextWriter output, CancellationToken cancellationToken)
    {
        var services = new ServiceCollection();
        services.AddSingleton(TimeProvider.System);
        services.AddDashboardStorage(connectionString);
        await using var provider = services.BuildServiceProvider();
        var check = new StoreCheck();
        await provider.GetRequiredService<StoreVerification>().RunAsync(check, cancellationToken);
        foreach (var finding in check.Findings)
        {
            await output.WriteLineAsync(finding.AsMemory(), cancellationToken);
        }

        var end = string.Create(
            CultureInfo.InvariantCulture,
            $"{check.Attempts:N0} attempts counted again, {check.Cells:N0} counts compared: {(check.Differences == 0 ? "no difference." : $"{check.Differences:N0} differences.")}");
        await output.WriteLineAsync(end.AsMemory(), cancellationToken);
        return check.Differences == 0 ? 0 : 1;
    }
}
