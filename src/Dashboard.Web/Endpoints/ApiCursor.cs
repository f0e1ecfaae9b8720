using System.Globalization;
using System.Text;
using Dashboard.Storage.Queries;
using Microsoft.AspNetCore.WebUtilities;

namespace Dashboard.Web.Endpoints;

/// <summary>The place where a list goes on, as a text that callers pass back unread.</summary>
public static class ApiCursor
{
    private const string Unchanged = "The “next” of an earlier answer of this call, unchanged.";

    /// <summary>Writes numbers; the first letter tells lists apart, so that the cursor of one is refused by another.</summary>
    public static string Write(char list, params ReadOnlySpan<long> numbers)
    {
        var text = new StringBuilder().Append(list);
        foreach (var number in numbers)
        {
            text.Append(CultureInfo.InvariantCulture, $":{number}");
        }

        return WebEncoders.Base64UrlEncode(Encoding.ASCII.GetBytes(text.ToString()));
    }

    /// <summary>Writes the place of an event.</summary>
    public static string WritePlace(char list, AttemptCursor place) => Write(list, place.OccurredAt.UtcTicks, place.EventKey);

    /// <summary>Reads the place of an event: null when the call has none. One that is not ours becomes a problem.</summary>
    public static AttemptCursor? ReadPlace(ApiQuery query, char list)
    {
        if (Read(query, list, 2) is not [var ticks, var key])
        {
            return null;
        }

        if (ticks >= DateTimeOffset.UnixEpoch.Ticks && ticks <= DateTimeOffset.MaxValue.Ticks)
        {
            return new AttemptCursor(new DateTimeOffset(ticks, TimeSpan.Zero), key);
        }

        query.Problems.Add(new(ApiParameters.Cursor.Name, Unchanged));
        return null;
    }

    /// <summary>Reads the cursor of a call: null when it has none. One that is not ours becomes a problem.</summary>
    public static long[]? Read(ApiQuery query, char list, int numbers)
    {
        if (query.Text(ApiParameters.Cursor) is not { } text)
        {
            return null;
        }

        if (TryDecode(text) is [var first, ..] parts && first == list.ToString() && parts.Length == numbers + 1)
        {
            var values = new long[numbers];
            if (parts.Skip(1).Select((part, i) => long.TryParse(part, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out values[i])).All(ok => ok))
            {
                return values;
            }
        }

        query.Problems.Add(new(ApiParameters.Cursor.Name, Unchanged));
        return null;
    }

    private static string[] TryDecode(string text)
    {
        try
        {
            return Encoding.ASCII.GetString(WebEncoders.Base64UrlDecode(text)).Split(':');
        }
        catch (FormatException)
        {
            return [];
        }
    }
}
