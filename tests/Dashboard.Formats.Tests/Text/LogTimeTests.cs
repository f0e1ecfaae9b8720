using System.Globalization;
using System.Text;
using Dashboard.Formats.Text;

namespace Dashboard.Formats.Tests.Text;

public class LogTimeTests
{
    [Theory]
    [InlineData("2014-08-24 16:00:14+0530", "2014-08-24T10:30:14.0000000")]
    [InlineData("2014-08-24 16:00:14+05:30", "2014-08-24T10:30:14.0000000")]
    [InlineData("2020-04-03 03:02:19-0400", "2020-04-03T07:02:19.0000000")]
    [InlineData("2024-01-20T10:30:00Z", "2024-01-20T10:30:00.0000000")]
    [InlineData("2024-01-20t10:30:00z", "2024-01-20T10:30:00.0000000")]
    [InlineData("2024-01-20T10:30:00.25Z", "2024-01-20T10:30:00.2500000")]
    [InlineData("2024-01-20T10:30:00.123456789+01", "2024-01-20T09:30:00.1234560")]
    [InlineData("2024-02-29 00:00 +0000", "2024-02-29T00:00:00.0000000")]
    [InlineData("2016-12-31 23:59:60Z", "2017-01-01T00:00:00.0000000")]
    [InlineData("1178807903", "2007-05-10T14:38:23.0000000")]
    [InlineData("1178807903.5", "2007-05-10T14:38:23.5000000")]
    [InlineData("2024-01-20 10:30:00", "2024-01-20T08:30:00.0000000")]
    public void Known_forms_are_read(string text, string utc)
    {
        Assert.True(LogTime.TryParse(Encoding.ASCII.GetBytes(text), TimeSpan.FromHours(2), out var time));
        Assert.Equal(utc, time.ToString("yyyy-MM-ddTHH:mm:ss.fffffff", CultureInfo.InvariantCulture));
        Assert.Equal(DateTimeKind.Utc, time.Kind);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("0")]
    [InlineData("now")]
    [InlineData("2023-02-29 00:00:00Z")]
    [InlineData("2024-01-20 24:00:00Z")]
    [InlineData("2024-01-20 10:60:00Z")]
    [InlineData("2024-01-20 10:30:61Z")]
    [InlineData("2024-01-20 10:30:00 CET")]
    [InlineData("2024-01-20 10:30:00+5:30")]
    [InlineData("2024-01-20 10:30:00+0560")]
    [InlineData("2024-01-20 10:30:00.Z")]
    [InlineData("2024-01-20")]
    [InlineData("20.01.2024 10:30:00")]
    [InlineData("9999-12-31 23:59:59Z")]
    [InlineData("0001-01-01 00:00:00+1400")]
    [InlineData("1178807903.")]
    [InlineData("1178807903x")]
    [InlineData("117880790300")]
    [InlineData("-1178807903")]
    public void Anything_else_is_refused(string text) => Assert.False(LogTime.TryParse(Encoding.ASCII.GetBytes(text), default, out _));
}
