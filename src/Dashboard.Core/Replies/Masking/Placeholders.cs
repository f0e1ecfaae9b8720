namespace Dashboard.Core.Replies.Masking;

/// <summary>What stands in a template where a reply varies; written for people to read.</summary>
internal static class Placeholders
{
    public static ReadOnlySpan<byte> Address => "<address>"u8;

    public static ReadOnlySpan<byte> Ip => "<ip>"u8;

    public static ReadOnlySpan<byte> Host => "<host>"u8;

    public static ReadOnlySpan<byte> Id => "<id>"u8;

    public static ReadOnlySpan<byte> Number => "<number>"u8;

    public static ReadOnlySpan<byte> Time => "<time>"u8;
}
