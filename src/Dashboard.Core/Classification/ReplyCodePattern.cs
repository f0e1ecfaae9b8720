using System.Diagnostics.CodeAnalysis;

namespace Dashboard.Core.Classification;

/// <summary>A reply code in a rule: <c>452</c>, or <c>4xx</c> and <c>45x</c> for ranges.</summary>
internal readonly record struct ReplyCodePattern(int From, int To)
{
    public bool Matches(int code) => code >= From && code <= To;

    public static bool TryParse([NotNullWhen(true)] string? text, out ReplyCodePattern pattern)
    {
        pattern = default;
        if (text is not { Length: 3 } || text[0] is < '2' or > '5' || (text[1] is 'x' && text[2] is not 'x'))
        {
            return false;
        }

        int from = 0, to = 0;
        foreach (var sign in text)
        {
            if (sign is not 'x' && !char.IsAsciiDigit(sign))
            {
                return false;
            }

            from = from * 10 + (sign is 'x' ? 0 : sign - '0');
            to = to * 10 + (sign is 'x' ? 9 : sign - '0');
        }

        pattern = new ReplyCodePattern(from, to);
        return true;
    }
}
