using System.Globalization;

namespace Dashboard.Storage.Queries;

/// <summary>Delivery keys as they stand in URLs and the API: 16 hexadecimal digits.</summary>
public static class DeliveryIds
{
    /// <summary>Writes a key.</summary>
    public static string Format(long key) => ((ulong)key).ToString("x16", CultureInfo.InvariantCulture);

    /// <summary>Reads a key.</summary>
    public static bool TryParse(string text, out long key)
    {
        var ok = ulong.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value) && text.Length == 16;
        key = (long)value;
        return ok;
    }
}
