using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;

namespace Dashboard.Web.Endpoints;

/// <summary>The place where a list goes on, as a text that callers pass back unread.</summary>
public static class ApiCursor
{
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

        query.Problems.Add(new(ApiParameters.Cursor.Name, "The “next” of an earlier answer of this call, unchanged."));
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
