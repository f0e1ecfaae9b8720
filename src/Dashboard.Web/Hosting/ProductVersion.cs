using System.Reflection;

namespace Dashboard.Web.Hosting;

/// <summary>Which build runs.</summary>
public static class ProductVersion
{
    private const int ShortHash = 10;

    /// <summary><c>1.0.0</c>, and where the build knows its commit <c>1.0.0 (commit 0123456789)</c>.</summary>
    public static string Text { get; } = Of(
        typeof(ProductVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown");

    /// <summary>Writes an informational version (<c>1.0.0+hash</c>) for people.</summary>
    public static string Of(string informational)
    {
        var plus = informational.IndexOf('+', StringComparison.Ordinal);
        return plus < 0
            ? informational
            : $"{informational[..plus]} (commit {informational[(plus + 1)..Math.Min(informational.Length, plus + 1 + ShortHash)]})";
    }
}
