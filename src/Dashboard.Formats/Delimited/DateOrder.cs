namespace Dashboard.Formats.Delimited;

/// <summary>In which order a date made of numbers names its parts (<c>05/01/2026</c>). Dates that begin with four digits need none.</summary>
public enum DateOrder
{
    /// <summary>Year, month, day.</summary>
    Ymd,

    /// <summary>Day, month, year: most of the world.</summary>
    Dmy,

    /// <summary>Month, day, year: the United States.</summary>
    Mdy,
}
