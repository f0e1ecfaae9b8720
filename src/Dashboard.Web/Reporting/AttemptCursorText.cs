using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Dashboard.Storage.Queries;

namespace Dashboard.Web.Reporting;

/// <summary>The place in a list of events as a word of an address: ticks and key, both in hexadecimal.</summary>
public static class AttemptCursorText
{
    public static string Write(AttemptCursor cursor) =>
        string.Create(CultureInfo.InvariantCulture, $"{cursor.OccurredAt.UtcTicks:x}-{(ulong)cursor.EventKey:x}");

    /// <returns>False for a text that <see cref="Write"/> never writes.</returns>
    public static bool TryRead(string? text, [NotNullWhen(true)] out AttemptCursor? cursor)
    {
        cursor = null;
        var dash = text?.IndexOf('-', StringComparison.Ordinal) ?? -1;
        if (dash < 0
            || !long.TryParse(text.AsSpan(0, dash), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var ticks)
            || !ulong.TryParse(text.AsSpan(dash + 1), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var key)
            || ticks < 0 || ticks > DateTimeOffset.MaxValue.UtcTicks)
        {
            return false;
        }

        cursor = new AttemptCursor(new DateTimeOffset(ticks, TimeSpan.Zero), unchecked((long)key));
        return true;
    }
}
