namespace Dashboard.Web.Imports;

/// <summary>The words for formats, as sources and imports keep them and the API says them.</summary>
public static class FormatWords
{
    public const string PowerMta = "powermta";
    public const string Delimited = "csv";

    /// <summary>A format's name for people.</summary>
    public static string Name(string? format) => format switch
    {
        PowerMta => "PowerMTA accounting file",
        Delimited => "Delimited export (CSV)",
        _ => "not known",
    };
}
