using System.Globalization;

namespace Dashboard.Web.Imports;

/// <summary>Sizes of files for people.</summary>
public static class ByteSize
{
    private static readonly string[] Units = ["B", "kB", "MB", "GB", "TB"];

    /// <summary><c>290 B</c>, <c>8.7 MB</c>; a kB is 1,000 bytes.</summary>
    public static string Text(long bytes)
    {
        double value = bytes;
        var unit = 0;
        while (value >= 999.95 && unit < Units.Length - 1)
        {
            value /= 1000;
            unit++;
        }

        return value.ToString(unit == 0 ? "0" : "0.0", CultureInfo.InvariantCulture) + '\u00a0' + Units[unit];
    }
}
