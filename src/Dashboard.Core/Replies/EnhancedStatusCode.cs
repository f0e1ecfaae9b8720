using System.Globalization;
using System.Text;

namespace Dashboard.Core.Replies;

/// <summary>
/// The machine-readable part of a reply, <c>class.subject.detail</c> (RFC 3463 §2; registry: RFC 5248).
/// The class is 2, 4 or 5, subject and detail are 0 to 999. <c>default</c> is not a valid code.
/// </summary>
public readonly record struct EnhancedStatusCode : IComparable<EnhancedStatusCode>
{
    private const int ClassUnit = 1_000_000;
    private const int SubjectUnit = 1_000;

    private readonly int _packed;

    /// <summary>Makes a code from its three numbers.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The class is not 2, 4 or 5, or another number is not 0 to 999.</exception>
    public EnhancedStatusCode(int statusClass, int subject, int detail)
    {
        if (statusClass is not (2 or 4 or 5))
        {
            throw new ArgumentOutOfRangeException(nameof(statusClass), statusClass, "The class of an enhanced status code is 2, 4 or 5.");
        }

        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)subject, 999u, nameof(subject));
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)detail, 999u, nameof(detail));
        _packed = statusClass * ClassUnit + subject * SubjectUnit + detail;
    }

    /// <summary>2 success, 4 persistent transient failure, 5 permanent failure.</summary>
    public int Class => _packed / ClassUnit;

    /// <summary>What it is about: 1 address, 2 mailbox, 3 system, 4 network, 5 protocol, 6 content, 7 policy.</summary>
    public int Subject => _packed / SubjectUnit % 1000;

    /// <summary>The exact condition within the subject.</summary>
    public int Detail => _packed % SubjectUnit;

    /// <summary>One number for storage, readable in SQL: 5.7.26 is 5007026.</summary>
    public int ToInt32() => _packed;

    /// <summary>Reads a stored number back; false when it is no code.</summary>
    public static bool TryFromInt32(int packed, out EnhancedStatusCode code)
    {
        if (packed / ClassUnit is 2 or 4 or 5 && packed > 0)
        {
            code = new EnhancedStatusCode(packed / ClassUnit, packed / SubjectUnit % 1000, packed % SubjectUnit);
            return true;
        }

        code = default;
        return false;
    }

    /// <summary>Reads a code that stands alone.</summary>
    /// <returns>False when <paramref name="text"/> is anything but three dot-separated numbers with class 2, 4 or 5.</returns>
    public static bool TryParse(ReadOnlySpan<byte> text, out EnhancedStatusCode code) =>
        TryParsePrefix(text, out code, out var length) && length == text.Length;

    /// <inheritdoc cref="TryParse(ReadOnlySpan{byte}, out EnhancedStatusCode)"/>
    public static bool TryParse(ReadOnlySpan<char> text, out EnhancedStatusCode code)
    {
        Span<byte> ascii = stackalloc byte[12];
        if (text.Length > ascii.Length || !Encoding.UTF8.TryGetBytes(text, ascii, out var written))
        {
            code = default;
            return false;
        }

        return TryParse(ascii[..written], out code);
    }

    /// <summary>Reads a code at the very start of a text, as in <c>5.1.1 (bad destination mailbox address)</c>.</summary>
    /// <param name="text">The text; nothing before the code is skipped.</param>
    /// <param name="code">The code.</param>
    /// <param name="length">How many bytes it takes.</param>
    /// <returns>False when there is none; <c>4.2.2.1</c> is an address, not a code.</returns>
    public static bool TryParsePrefix(ReadOnlySpan<byte> text, out EnhancedStatusCode code, out int length)
    {
        code = default;
        length = 0;
        if (text.Length < 5 || text[0] is not ((byte)'2' or (byte)'4' or (byte)'5') || text[1] != '.')
        {
            return false;
        }

        var at = 2;
        if (!TryReadNumber(text, ref at, out var subject) || at >= text.Length || text[at] != '.')
        {
            return false;
        }

        at++;
        if (!TryReadNumber(text, ref at, out var detail) || IsContinued(text, at))
        {
            return false;
        }

        code = new EnhancedStatusCode(text[0] - '0', subject, detail);
        length = at;
        return true;
    }

    /// <inheritdoc/>
    public int CompareTo(EnhancedStatusCode other) => _packed.CompareTo(other._packed);

    /// <summary>Earlier in the registry's order.</summary>
    public static bool operator <(EnhancedStatusCode left, EnhancedStatusCode right) => left._packed < right._packed;

    /// <summary>Later in the registry's order.</summary>
    public static bool operator >(EnhancedStatusCode left, EnhancedStatusCode right) => left._packed > right._packed;

    /// <summary>Not later in the registry's order.</summary>
    public static bool operator <=(EnhancedStatusCode left, EnhancedStatusCode right) => left._packed <= right._packed;

    /// <summary>Not earlier in the registry's order.</summary>
    public static bool operator >=(EnhancedStatusCode left, EnhancedStatusCode right) => left._packed >= right._packed;

    /// <summary>The dotted form, <c>5.1.1</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Class}.{Subject}.{Detail}");

    private static bool TryReadNumber(ReadOnlySpan<byte> text, ref int at, out int number)
    {
        number = 0;
        var start = at;
        while (at < text.Length && at - start < 3 && char.IsAsciiDigit((char)text[at]))
        {
            number = number * 10 + (text[at++] - '0');
        }

        return at > start;
    }

    // A fourth digit, a letter or a fourth part: a date, a version or an IP address.
    private static bool IsContinued(ReadOnlySpan<byte> text, int at) =>
        at < text.Length
        && (char.IsAsciiLetterOrDigit((char)text[at])
            || (text[at] == '.' && at + 1 < text.Length && char.IsAsciiDigit((char)text[at + 1])));
}
