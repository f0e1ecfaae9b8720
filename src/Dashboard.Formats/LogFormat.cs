namespace Dashboard.Formats;

/// <summary>A format that the product has a reader for.</summary>
public enum LogFormat
{
    /// <summary>None that we know.</summary>
    Unknown,

    /// <summary>PowerMTA accounting file (CSV).</summary>
    PowerMta,

    /// <summary>Any delimited export, read through a column mapping. Its word elsewhere is <c>csv</c>.</summary>
    Delimited,
}
