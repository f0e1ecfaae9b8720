using System.Globalization;
using ZstdSharp;

namespace Dashboard.Formats.Compression;

/// <summary>Damage that was found here; the message is a sentence for a person.</summary>
internal sealed class DamagedException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>Damage as it was found, and as it leaves this folder: an <see cref="InvalidDataException"/> that says where.</summary>
internal static class Damage
{
    /// <summary>True for what the libraries and we throw over bytes that make no sense; false for a failing disk and for refusals.</summary>
    public static bool IsDamage(Exception e) => e is DamagedException or InvalidDataException or EndOfStreamException or ZstdException;

    /// <summary>The exception to throw.</summary>
    /// <param name="e">What was thrown; a library's own words speak of blocks and methods.</param>
    /// <param name="file">The file, standing where it broke.</param>
    /// <param name="name">The part, if it has a name.</param>
    public static InvalidDataException Describe(Exception e, StoredBytes file, string name) => new(
        e is DamagedException ? e.Message : string.Create(
            CultureInfo.InvariantCulture,
            $"{(name.Length == 0 ? "Its" : $"{name} in it cannot be unpacked: the")} compression is broken near byte {file.Position:N0} of {file.Length:N0}."),
        e);
}
