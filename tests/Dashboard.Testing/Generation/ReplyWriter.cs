using System.Globalization;
using System.Text;

namespace Dashboard.Testing.Generation;

/// <summary>Fills the places of a <see cref="ReplyText"/>.</summary>
internal sealed class ReplyWriter(SplitMix random, long unixStart)
{
    private readonly StringBuilder _text = new();

    public string Write(ReplyText reply, GeneratedDelivery delivery, string host, string address, long at)
    {
        _text.Clear();
        var rest = reply.Text.AsSpan();
        for (var open = rest.IndexOf('{'); open >= 0; open = rest.IndexOf('{'))
        {
            var close = rest.IndexOf('}');
            _text.Append(rest[..open]);
            Append(rest[(open + 1)..close], delivery, host, address, at);
            rest = rest[(close + 1)..];
        }
        return _text.Append(rest).ToString();
    }

    private void Append(ReadOnlySpan<char> place, GeneratedDelivery delivery, string host, string address, long at)
    {
        switch (place)
        {
            case "rcpt":
                _text.Append(delivery.Recipient);
                break;
            case "ip":
                _text.Append(address);
                break;
            case "host":
                _text.Append(host);
                break;
            case "domain":
                _text.Append(delivery.Domain.Name);
                break;
            case "unix":
                _text.Append(unixStart + at);
                break;
            default:
                var digits = place[0] == 'h' ? "0123456789abcdef" : "0123456789";
                for (var count = int.Parse(place[1..], CultureInfo.InvariantCulture); count > 0; count--)
                {
                    _text.Append(digits[random.Below(digits.Length)]);
                }
                break;
        }
    }
}
