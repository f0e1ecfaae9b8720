using System.Text;
using CsvHelper;

namespace Dashboard.Formats.PowerMta;

/// <summary>
/// Where a file's header puts which column. Names are compared without case and without <c>_ - .</c> and blanks: sites write them in
/// several ways. The first column with a name counts.
/// </summary>
internal sealed class PowerMtaHeader
{
    private const int MaxColumns = 1024;

    private static readonly int ColumnCount = Enum.GetValues<PowerMtaColumn>().Length;
    private static readonly Dictionary<string, PowerMtaColumn> Own = OwnNames();

    // A message id under its plain name is better than under a longer one (header_x-sp-message-id).
    private readonly int[] _places = new int[ColumnCount];
    private readonly string?[] _names = new string?[ColumnCount];

    private PowerMtaHeader() => Array.Fill(_places, -1);

    /// <summary>Reads the header from the row the reader stands on.</summary>
    public static PowerMtaHeader Read(CsvReader row, IReadOnlyDictionary<string, LogField> mapping)
    {
        var header = new PowerMtaHeader();
        header.Place(PowerMtaColumn.Type, 0, "type");
        for (var place = 1; place < Math.Min(row.FieldCount, MaxColumns); place++)
        {
            var name = Encoding.UTF8.GetString(row.GetSpan(place)).Trim();
            if (TryMapped(name, mapping, out var mapped))
            {
                if (mapped is { } column)
                {
                    header.Place(column, place, name);
                }
                continue;
            }
            var plain = Plain(name);
            if (Own.TryGetValue(plain, out var own))
            {
                header.Place(own, place, name);
            }
            else if (Meaning(plain) is { } meaning)
            {
                header.Place(meaning, place, name);
            }
        }
        return header;
    }

    public bool Has(PowerMtaColumn column) => _places[(int)column] >= 0;

    /// <summary>The place of a column, or -1.</summary>
    public int PlaceOf(PowerMtaColumn column) => _places[(int)column];

    /// <summary>The name as the file writes it; PowerMTA's own when the file has no such column.</summary>
    public string NameOf(PowerMtaColumn column)
    {
        var name = column.ToString();
        return _names[(int)column] ?? char.ToLowerInvariant(name[0]) + name[1..];
    }

    /// <summary>True when the name is one of PowerMTA's own columns: how a header is told from any other line that starts with "type". Other software has queues too.</summary>
    public static bool IsOwnName(ReadOnlySpan<byte> name) =>
        Own.TryGetValue(Plain(Encoding.UTF8.GetString(name)), out var column) && column != PowerMtaColumn.Queue;

    private void Place(PowerMtaColumn column, int place, string name)
    {
        var isPlainMessageId = column == PowerMtaColumn.MessageId && Plain(name) is "headermessageid" or "messageid";
        if (_places[(int)column] < 0 || (isPlainMessageId && Plain(_names[(int)column]!) is not ("headermessageid" or "messageid")))
        {
            _places[(int)column] = place;
            _names[(int)column] = name;
        }
    }

    private static bool TryMapped(string name, IReadOnlyDictionary<string, LogField> mapping, out PowerMtaColumn? column)
    {
        column = null;
        foreach (var (mappedName, field) in mapping)
        {
            if (string.Equals(mappedName, name, StringComparison.OrdinalIgnoreCase))
            {
                column = field switch
                {
                    LogField.None => null,
                    LogField.Campaign => PowerMtaColumn.MappedCampaign,
                    LogField.Pool => PowerMtaColumn.MappedPool,
                    LogField.MessageId => PowerMtaColumn.MappedMessageId,
                    LogField.Stream => PowerMtaColumn.Stream,
                    LogField.ListSource => PowerMtaColumn.ListSource,
                    LogField.Segment => PowerMtaColumn.Segment,
                    LogField.Client => PowerMtaColumn.Client,
                    LogField.FromDomain => PowerMtaColumn.From,
                    LogField.DkimDomain => PowerMtaColumn.DkimDomain,
                    _ => throw new ArgumentOutOfRangeException(nameof(mapping), field, "Not a field."),
                };
                return true;
            }
        }
        return false;
    }

    /// <summary>What a message header, or a column of the site's own, says by its name.</summary>
    private static PowerMtaColumn? Meaning(string plain)
    {
        var name = plain.StartsWith("header", StringComparison.Ordinal) ? plain["header".Length..] : plain;
        if (name.EndsWith("messageid", StringComparison.Ordinal) || name.EndsWith("msgid", StringComparison.Ordinal))
        {
            return PowerMtaColumn.MessageId;
        }
        if (name is "xhmxmroriginalrecipient")
        {
            return PowerMtaColumn.OriginalRecipient;
        }
        if (name is "from" or "fromdomain")
        {
            return PowerMtaColumn.From;
        }
        if (name is "dkimdomain" or "dkimd" or "dkimsigningdomain")
        {
            return PowerMtaColumn.DkimDomain;
        }
        if (name.Contains("campaign", StringComparison.Ordinal))
        {
            return PowerMtaColumn.Campaign;
        }
        if (name.Contains("stream", StringComparison.Ordinal))
        {
            return PowerMtaColumn.Stream;
        }
        if (name.Contains("segment", StringComparison.Ordinal))
        {
            return PowerMtaColumn.Segment;
        }
        if (name.Contains("client", StringComparison.Ordinal) || name.Contains("customer", StringComparison.Ordinal)
            || name.Contains("brand", StringComparison.Ordinal))
        {
            return PowerMtaColumn.Client;
        }
        // List-Unsubscribe and its like (RFC 2369) hold addresses of their own for every recipient.
        var isListCommand = name is "listunsubscribe" or "listunsubscribepost" or "listhelp" or "listpost" or "listowner"
            or "listsubscribe" or "listarchive";
        return name.Contains("list", StringComparison.Ordinal) && !isListCommand ? PowerMtaColumn.ListSource : null;
    }

    private static string Plain(string name) =>
        string.Concat(name.Where(letter => letter is not ('_' or '-' or '.' or ' ' or '\ufeff'))).ToLowerInvariant();

    private static Dictionary<string, PowerMtaColumn> OwnNames()
    {
        var names = new Dictionary<string, PowerMtaColumn>(StringComparer.Ordinal);
        for (var column = PowerMtaColumn.TimeLogged; column <= PowerMtaColumn.FeedbackType; column++)
        {
            names.Add(column.ToString().ToLowerInvariant(), column);
        }
        return names;
    }
}
