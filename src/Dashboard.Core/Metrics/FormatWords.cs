namespace Dashboard.Core.Metrics;

/// <summary>The words for formats, as sources and imports keep them and the API says them.</summary>
public static class FormatWords
{
    /// <summary>PowerMTA's accounting file.</summary>
    public const string PowerMta = "powermta";
    /// <summary>Any delimited export, workbooks included.</summary>
    public const string Delimited = "csv";
    /// <summary>Attempts posted to the API.</summary>
    public const string Posted = "api";

    /// <summary>A format's name for people.</summary>
    public static string Name(string? format) => format switch
    {
        PowerMta => "PowerMTA accounting file",
        Delimited => "Delimited export (CSV)",
        Posted => "Posts to the API",
        _ => "not known",
    };
}
