using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Dashboard.Accuracy;

/// <summary>The half a source belongs to.</summary>
internal enum Fold
{
    /// <summary>Failures are looked at while rules are written.</summary>
    Development,

    /// <summary>Only figures are looked at.</summary>
    HeldOut,
}

/// <summary>
/// Splits by source, never by row: rows of one source resemble each other. A source is a file or page; numbered files of one series
/// (<c>cox-01.eml</c>, <c>cox-02.eml</c>) and line numbers within a file are one source.
/// </summary>
internal static partial class Folds
{
    public static string SourceGroup(string source)
    {
        var name = source.Split('#')[0];
        name = LineNumber().Replace(name, "");
        return SeriesNumber().Replace(name, "$2");
    }

    /// <summary>The half of a source group: its name alone decides, so that a row never changes sides.</summary>
    public static Fold Of(string sourceGroup) =>
        SHA256.HashData(Encoding.UTF8.GetBytes(sourceGroup))[0] % 2 == 0 ? Fold.Development : Fold.HeldOut;

    [GeneratedRegex(@":\d+$", RegexOptions.NonBacktracking)]
    private static partial Regex LineNumber();

    [GeneratedRegex(@"([-_]?\d+)(\.\w+)$")]
    private static partial Regex SeriesNumber();
}
