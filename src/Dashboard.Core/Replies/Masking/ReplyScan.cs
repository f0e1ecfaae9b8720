namespace Dashboard.Core.Replies.Masking;

/// <summary>One pass over a reply, left to right; each step takes one word, link, sign or line start.</summary>
internal ref struct ReplyScan
{
    private readonly ReadOnlySpan<byte> _reply;
    private readonly KnownWords _known;
    private readonly int? _lineCode;
    private readonly int _lastAtSign;
    private bool _isAcceptance;
    private MaskedText _output;
    private int _at;
    private ReadOnlySpan<byte> _wordBefore;

    public ReplyScan(ReadOnlySpan<byte> reply, in KnownFields known, Span<byte> destination)
    {
        _reply = reply;
        _known = new KnownWords(known);
        _lastAtSign = reply.LastIndexOf((byte)'@');
        _output = new MaskedText(destination);
        _at = Math.Min(ReplyPrefix.Length(reply), reply.Length);
        if (ReplyLine.IsMultiline(reply, _at) && ReplyCode.TryReadPrefix(reply[_at..], out var code))
        {
            _lineCode = code;
        }
    }

    public int Run()
    {
        TakeCodes();
        while (_at < _reply.Length && !_output.IsFull)
        {
            var value = _reply[_at];
            if (value is <= (byte)' ' or 0x7f)
            {
                _output.Space();
                _at++;
                TakeLineStart();
            }
            else if (!StartsWord(value) || !TakeKnown())
            {
                TakeNext(value);
            }
        }

        return _output.Finish();
    }

    // The reply code and the enhanced code open the template as they are.
    private void TakeCodes()
    {
        if (!ReplyCode.TryReadPrefix(_reply[_at..], out _))
        {
            return;
        }

        _isAcceptance = _reply[_at] == '2';
        _output.Ascii(_reply.Slice(_at, 3));
        _at += 3;
        _output.Space();
        if (_at < _reply.Length && _reply[_at] == '-')
        {
            _at++;
        }
    }

    private void TakeLineStart()
    {
        if (_lineCode is { } code && _at < _reply.Length && ReplyLine.TryReadStart(_reply, _at, code, out var length, out _))
        {
            _at += length;
        }
    }

    private void TakeNext(byte value)
    {
        var rest = _reply[_at..];
        if (StartsWord(value) && (TakeLink(rest) || TakeTime(rest) || TakeIp(rest) || (_at < _lastAtSign && TakeAddress(rest))))
        {
            _wordBefore = default;
        }
        else if (Ascii.IsLetterOrDigit(value) || value >= 0x80)
        {
            TakeWord(rest);
        }
        else if (value == ':' && TakeIp(rest))
        {
            _wordBefore = default;
        }
        else
        {
            _output.Ascii(value);
            _at++;
        }
    }

    private bool TakeLink(ReadOnlySpan<byte> rest)
    {
        var length = Urls.Length(rest);
        if (length == 0)
        {
            return false;
        }

        Urls.Write(ref _output, rest[..length]);
        _at += length;
        return true;
    }

    private bool TakeTime(ReadOnlySpan<byte> rest)
    {
        var length = Times.Length(rest);
        if (length > 0)
        {
            Mask(Placeholders.Time, length);
        }

        return length > 0;
    }

    private bool TakeIp(ReadOnlySpan<byte> rest)
    {
        var length = Ascii.IsHex(rest[0]) || rest[0] == ':' ? IpAddresses.Length(rest) : 0;
        if (length == 0)
        {
            return false;
        }

        if (IpAddresses.IsListAnswer(rest[..length]))
        {
            _output.Ascii(rest[..length]);
            _at += length;
            return true;
        }

        Mask(Placeholders.Ip, length);
        return true;
    }

    private bool TakeAddress(ReadOnlySpan<byte> rest)
    {
        var length = 0;
        while (length < rest.Length && Ascii.IsAddress(rest[length]))
        {
            length++;
        }

        var sign = rest[..length].LastIndexOf((byte)'@');
        if (sign <= 0)
        {
            return false;
        }

        var end = sign + 1;
        while (end < length && Ascii.IsWord(rest[end]))
        {
            end++;
        }

        while (end > sign + 1 && rest[end - 1] is (byte)'.' or (byte)'-' or (byte)'_')
        {
            end--;
        }

        // "user@[192.0.2.1]": the IP comes next by itself.
        if (end == sign + 1 && !(end < rest.Length && rest[end] == '['))
        {
            return false;
        }

        MaskWithBrackets(Placeholders.Address, end);
        return true;
    }

    private void TakeWord(ReadOnlySpan<byte> rest)
    {
        var letters = 0;
        while (letters < rest.Length && Ascii.IsLetter(rest[letters]))
        {
            letters++;
        }

        var length = letters;
        while (length < rest.Length && Ascii.IsWord(rest[length]))
        {
            length++;
        }

        while (length > 1 && rest[length - 1] is (byte)'.' or (byte)'-' or (byte)'_')
        {
            length--;
        }

        var word = rest[..length];
        var before = _wordBefore;
        _wordBefore = word;
        _at += length;
        if (length == letters && (length < 8 || (!_isAcceptance && !WordShape.IsHexWord(word))))
        {
            // Most words of most replies: nothing that varies has this shape.
            _output.Ascii(word);
        }
        else if (_isAcceptance && Words.IsAcceptanceId(word))
        {
            _output.Placeholder(Placeholders.Id);
        }
        else
        {
            Words.Write(ref _output, word, before, _reply, _at);
        }
    }

    private bool TakeKnown()
    {
        var length = _known.Length(_reply[_at..], out var placeholder);
        if (length > 0)
        {
            MaskWithBrackets(placeholder, length);
            _wordBefore = default;
        }

        return length > 0;
    }

    private void Mask(ReadOnlySpan<byte> placeholder, int length)
    {
        _output.Placeholder(placeholder);
        _at += length;
    }

    // <user@example.com> and user@example.com give the same template.
    private void MaskWithBrackets(ReadOnlySpan<byte> placeholder, int length)
    {
        var isBracketed = _at > 0 && _reply[_at - 1] == '<' && _at + length < _reply.Length && _reply[_at + length] == '>';
        if (isBracketed && _output.TakeBack((byte)'<'))
        {
            length++;
        }

        Mask(placeholder, length);
    }

    private readonly bool StartsWord(byte value) =>
        (Ascii.IsAddress(value) || value == ':') && (_at == 0 || !Ascii.IsLetterOrDigit(_reply[_at - 1]));
}
