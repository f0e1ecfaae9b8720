using System.Diagnostics;
using Dashboard.Core.Classification;
using Dashboard.Storage.Queries;

namespace Dashboard.Web.Reporting;

/// <summary>The kinds of the radar in words.</summary>
public static class RadarWords
{
    /// <summary>Its word in an address; null for the first kind.</summary>
    public static string? Word(RadarKind kind) => kind == RadarKind.New ? null : WireNames.Of(kind);

    /// <summary>A kind in two words.</summary>
    public static string Title(RadarKind kind) => kind switch
    {
        RadarKind.New => "Never seen before",
        RadarKind.Rising => "More frequent",
        RadarKind.Vanished => "No longer said",
        RadarKind.Unclassified => "Not classified",
        _ => throw new UnreachableException(),
    };

    /// <summary>What is listed.</summary>
    public static string Meaning(RadarKind kind) => kind switch
    {
        RadarKind.New => $"Came in this period, and not once in the {RadarQuery.LookBackDays} days before at that provider.",
        RadarKind.Rising => $"At least twice as often as in the period before, and at least {RadarQuery.LeastRising} times.",
        RadarKind.Vanished => $"At least {RadarQuery.LeastVanished} times in the period before, and not once in this one.",
        RadarKind.Unclassified => "No rule knows these. Make one for the first few: they are most of the volume.",
        _ => throw new UnreachableException(),
    };

    /// <summary>Nothing of a kind.</summary>
    public static string NoneTitle(RadarKind kind) => kind switch
    {
        RadarKind.New => "Nothing new",
        RadarKind.Rising => "Nothing rises",
        RadarKind.Vanished => "Nothing vanished",
        RadarKind.Unclassified => "Every reply is classified",
        _ => throw new UnreachableException(),
    };

    /// <summary>What that means, and what to do.</summary>
    public static string NoneText(RadarKind kind) => kind switch
    {
        RadarKind.New => "Every reply of this period was known at its provider. Choose a longer period to look further back.",
        RadarKind.Rising => "No reply came markedly more often than in the period before. Choose another period to compare others.",
        RadarKind.Vanished => "Every frequent reply of the period before still comes. A block that ends shows up here.",
        RadarKind.Unclassified => "There is nothing to do: a rule knows every reply of this period.",
        _ => throw new UnreachableException(),
    };
}
