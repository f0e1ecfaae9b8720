using System.IO.Compression;
using Dashboard.Web.Tests.Endpoints;

namespace Dashboard.Web.Tests.Imports;

public sealed class DamagedFileTests(LoadedDashboard dashboard) : IClassFixture<LoadedDashboard>
{
    [Fact]
    public async Task What_follows_the_compressed_text_makes_the_file_damaged_and_nothing_of_it_is_counted()
    {
        using var stored = new MemoryStream();
        await using (var writer = new GZipStream(stored, CompressionLevel.Fastest, leaveOpen: true))
        {
            await writer.WriteAsync(dashboard.Log, TestContext.Current.CancellationToken);
        }

        // As long as a second log whose gzip header was damaged.
        byte[] file = [.. stored.ToArray(), .. Enumerable.Repeat((byte)'g', 50_000)];

        var import = await dashboard.SendAsync(file, LoadedDashboard.Source, "acct.csv.gz", TestContext.Current.CancellationToken);

        Assert.Equal("failed", import.GetProperty("status").GetString());
        Assert.Contains("follows the compressed text", import.GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.Equal(0, import.GetProperty("counts").GetProperty("lines").GetInt64());
    }

    [Theory]
    [InlineData(0.5, false)]
    [InlineData(0.99, false)]
    [InlineData(0.5, true)]
    public async Task A_file_that_breaks_off_or_is_corrupt_says_where_and_nothing_of_it_is_counted(double at, bool isFlipped)
    {
        using var stored = new MemoryStream();
        await using (var writer = new GZipStream(stored, CompressionLevel.Fastest, leaveOpen: true))
        {
            await writer.WriteAsync(dashboard.Log, TestContext.Current.CancellationToken);
        }

        var file = stored.ToArray();
        var position = (int)(file.Length * at);
        file[position] ^= isFlipped ? (byte)0x55 : (byte)0;

        var import = await dashboard.SendAsync(isFlipped ? file : file[..position], LoadedDashboard.Source, "acct.csv.gz", TestContext.Current.CancellationToken);

        Assert.Equal("failed", import.GetProperty("status").GetString());
        Assert.Contains("compression is broken near byte", import.GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.Equal(0, import.GetProperty("counts").GetProperty("lines").GetInt64());
    }
}
