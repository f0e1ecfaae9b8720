using System.Globalization;
using Dashboard.Core.Delivery;

namespace Dashboard.Testing.Generation;

/// <summary>Counts by day (UTC), recipient domain and campaign: what is left when a platform gives no rows. No delivery can be told from it.</summary>
internal sealed class AggregatedExport(SenderFile file, Stream stream) : SenderExport
{
    private readonly DelimitedText _text = new(stream, file.Encoding, file.Separator);
    private readonly SortedDictionary<(DateOnly Day, string Domain, string Campaign), long[]> _counts = [];

    public override void Begin()
    {
        _text.Row([.. file.Header]);
        OtherRows++;
    }

    public override void Take(GeneratedEvent e)
    {
        var key = (DateOnly.FromDateTime(e.At), e.RecipientDomain, e.Delivery.Job.Name);
        if (!_counts.TryGetValue(key, out var counts))
        {
            _counts.Add(key, counts = new long[Enum.GetValues<EventType>().Length]);
        }

        counts[(int)e.Type]++;
    }

    public override void End()
    {
        foreach (var (key, counts) in _counts)
        {
            _text.Row(
                [
                    key.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), key.Domain, key.Campaign,
                    .. file.Shows.Select(type => counts[(int)type].ToString(CultureInfo.InvariantCulture)),
                ]);
            DataRows++;
        }

        _text.Flush();
    }
}
