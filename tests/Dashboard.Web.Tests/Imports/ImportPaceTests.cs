using Dashboard.Storage.Imports;
using Dashboard.Web.Imports;

namespace Dashboard.Web.Tests.Imports;

public sealed class ImportPaceTests
{
    [Fact]
    public void A_quarter_read_in_ten_seconds_leaves_thirty()
    {
        var import = Running(fileBytes: 1000, readBytes: 250, lines: 5000, busySeconds: 10);

        Assert.Equal(0.25, ImportPace.Progress(import));
        Assert.Equal(500, ImportPace.RowsPerSecond(import));
        Assert.Equal(30, ImportPace.SecondsLeft(import));
    }

    [Fact]
    public void Nothing_is_promised_before_anything_was_measured()
    {
        var import = Running(fileBytes: 1000, readBytes: 0, lines: 0, busySeconds: 0);

        Assert.Null(ImportPace.RowsPerSecond(import));
        Assert.Null(ImportPace.SecondsLeft(import));
    }

    [Fact]
    public void A_completed_import_has_no_time_left_to_tell()
    {
        var import = Running(fileBytes: 1000, readBytes: 990, lines: 10, busySeconds: 1);
        import.Status = ImportStatus.Completed;

        Assert.Equal(1, ImportPace.Progress(import));
        Assert.Null(ImportPace.SecondsLeft(import));
    }

    private static Import Running(long fileBytes, long readBytes, long lines, double busySeconds) => new()
    {
        FileName = "acct.csv",
        StoredName = "1",
        CreatedBy = "anna@example.com",
        Status = ImportStatus.Running,
        FileBytes = fileBytes,
        ReadBytes = readBytes,
        Lines = lines,
        BusySeconds = busySeconds,
    };
}
