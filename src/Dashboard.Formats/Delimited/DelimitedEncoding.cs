using System.Text;

namespace Dashboard.Formats.Delimited;

/// <summary>How the text of a delimited file is written as bytes. The names are stored in mappings; never rename.</summary>
public enum DelimitedEncoding
{
    /// <summary>UTF-8 or plain ASCII.</summary>
    Utf8,

    /// <summary>UTF-8 with a byte order mark.</summary>
    Utf8Bom,

    /// <summary>UTF-16, low byte first (Windows).</summary>
    Utf16Le,

    /// <summary>UTF-16, high byte first.</summary>
    Utf16Be,

    /// <summary>Windows-1252, the Western European of Windows; ISO 8859-1 is read by it too.</summary>
    Windows1252,
}

internal static class DelimitedEncodings
{
    private static readonly Encoding Windows1252 = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    /// <summary>Null for UTF-8, which is read as it stands.</summary>
    public static Encoding? Decoder(this DelimitedEncoding encoding) => encoding switch
    {
        DelimitedEncoding.Utf16Le => Encoding.Unicode,
        DelimitedEncoding.Utf16Be => Encoding.BigEndianUnicode,
        DelimitedEncoding.Windows1252 => Windows1252,
        _ => null,
    };
}
