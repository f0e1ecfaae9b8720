using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Dashboard.Web.Reporting;

/// <summary>
/// A name from outside as one segment of an address. Names may hold anything: slashes are not decoded alike by every router, and
/// browsers resolve ".." themselves. So only names of plain characters stand in the address as they are; all others, the empty one
/// included, as a tilde and the base64url of their UTF-8.
/// </summary>
public static class RouteName
{
    private const char Mark = '~';

    /// <summary>Writes a segment, ready to be put between slashes.</summary>
    public static string Write(string name) => IsPlain(name)
        ? Uri.EscapeDataString(name)
        : Mark + Convert.ToBase64String(Encoding.UTF8.GetBytes(name)).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    /// <summary>Reads a segment that the router has already decoded.</summary>
    /// <returns>False for a text that <see cref="Write"/> never writes.</returns>
    public static bool TryRead(string segment, [NotNullWhen(true)] out string? name)
    {
        name = segment;
        if (!segment.StartsWith(Mark))
        {
            return segment.Length > 0;
        }

        var base64 = segment[1..].Replace('-', '+').Replace('_', '/');
        var bytes = new byte[base64.Length];
        if (!Convert.TryFromBase64String(base64.PadRight((base64.Length + 3) / 4 * 4, '='), bytes, out var length))
        {
            name = null;
            return false;
        }

        name = Encoding.UTF8.GetString(bytes, 0, length);
        return !name.Contains('\0', StringComparison.Ordinal);
    }

    private static bool IsPlain(string name) =>
        name.Length > 0 && char.IsLetterOrDigit(name[0]) && !char.IsWhiteSpace(name[^1]) && name[^1] != '.'
        && name.All(c => char.IsLetterOrDigit(c) || c is ' ' or '-' or '_' or '.');
}
