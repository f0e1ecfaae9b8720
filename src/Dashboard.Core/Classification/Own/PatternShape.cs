using System.Text;

namespace Dashboard.Core.Classification.Own;

/// <summary>
/// What a regular expression must meet, read from its text: a shortest example, and the longest run of letters that occurs in every text
/// it matches, by which most texts can be passed over without trying it. Knows the common forms; of others it knows nothing.
/// </summary>
internal sealed class PatternShape
{
    private readonly string _pattern;
    private readonly StringBuilder _example = new();
    private readonly StringBuilder _run = new();
    private string _literal = "";
    private int _at;
    private int _depth;

    private PatternShape(string pattern) => _pattern = pattern;

    /// <summary>Reads a pattern.</summary>
    /// <param name="pattern">One that can be built.</param>
    /// <param name="example">A text that it probably matches; null when its form is not known.</param>
    /// <param name="literal">Letters that each match holds, lower case; null when none are known.</param>
    public static void Read(string pattern, out string? example, out string? literal)
    {
        var shape = new PatternShape(pattern);
        var isKnown = shape.ReadAlternatives() && shape._at == pattern.Length;
        shape.EndRun();
        example = isKnown ? shape._example.ToString() : null;
        literal = isKnown && shape._literal.Length > 1 ? shape._literal.ToLowerInvariant() : null;
    }

    // The example takes the first alternative; none of the letters of alternatives occurs in every match.
    private bool ReadAlternatives()
    {
        var start = _example.Length;
        if (!ReadSequence())
        {
            return false;
        }

        var first = _example.ToString(start, _example.Length - start);
        while (_at < _pattern.Length && _pattern[_at] == '|')
        {
            _at++;
            if (_depth == 0)
            {
                _run.Clear();
                _literal = "";
                _depth = int.MaxValue / 2;
            }

            if (!ReadSequence())
            {
                return false;
            }

            _example.Length = start;
            _example.Append(first);
        }

        return true;
    }

    private bool ReadSequence()
    {
        while (_at < _pattern.Length && _pattern[_at] is not ('|' or ')'))
        {
            var start = _example.Length;
            if (!ReadAtom(out var letter) || !ReadCount(out var least, out var isCounted))
            {
                return false;
            }

            var atom = _example.ToString(start, _example.Length - start);
            _example.Length = start;
            for (var i = 0; i < least; i++)
            {
                _example.Append(atom);
            }

            if (letter is { } certain && _depth == 0 && least > 0)
            {
                _run.Append(certain);
                if (isCounted)
                {
                    EndRun();
                }
            }
            else
            {
                EndRun();
            }
        }

        return true;
    }

    private bool ReadAtom(out char? letter)
    {
        letter = null;
        var sign = _pattern[_at++];
        switch (sign)
        {
            case '^' or '$':
                return true;
            case '.':
                _example.Append('x');
                return true;
            case '[':
                return ReadClass();
            case '(':
                return ReadGroup();
            case '\\':
                return ReadEscape(out letter);
            case '*' or '+' or '?' or '{':
                return false;
            default:
                letter = sign < 128 ? sign : null;
                _example.Append(sign);
                return true;
        }
    }

    private bool ReadGroup()
    {
        if (_at < _pattern.Length && _pattern[_at] == '?')
        {
            if (_pattern.AsSpan(_at).StartsWith("?i)"))
            {
                // Letters are compared without case anyway.
                _at += 3;
                return true;
            }

            if (!_pattern.AsSpan(_at).StartsWith("?:"))
            {
                return false;
            }

            _at += 2;
        }

        _depth++;
        var isKnown = ReadAlternatives() && _at < _pattern.Length && _pattern[_at] == ')';
        _depth--;
        _at++;
        return isKnown;
    }

    private bool ReadEscape(out char? letter)
    {
        letter = null;
        if (_at >= _pattern.Length)
        {
            return false;
        }

        var sign = _pattern[_at++];
        switch (sign)
        {
            case 'b' or 'A' or 'z' or 'Z':
                return true;
            case 'd':
                _example.Append('5');
                return true;
            case 'w':
                _example.Append('x');
                return true;
            case 's':
                _example.Append(' ');
                return true;
            case 'D' or 'S':
                _example.Append('x');
                return true;
            case 'W':
                _example.Append('-');
                return true;
            default:
                if (char.IsAsciiLetterOrDigit(sign))
                {
                    return false;
                }

                letter = sign < 128 ? sign : null;
                _example.Append(sign);
                return true;
        }
    }

    private bool ReadClass()
    {
        var end = _pattern.IndexOf(']', Math.Min(_at + (_at < _pattern.Length && _pattern[_at] == '^' ? 2 : 1), _pattern.Length));
        if (end < 0)
        {
            return false;
        }

        var inside = _pattern[_at..end];
        _at = end + 1;
        if (inside.StartsWith('^'))
        {
            var other = "x5 -#@_.".FirstOrDefault(c => !inside.Contains(c, StringComparison.Ordinal)
                && !(c == 'x' && (inside.Contains("\\w", StringComparison.Ordinal) || inside.Contains("a-z", StringComparison.OrdinalIgnoreCase)))
                && !(c == '5' && (inside.Contains("\\w", StringComparison.Ordinal) || inside.Contains("\\d", StringComparison.Ordinal) || inside.Contains("0-9", StringComparison.Ordinal))));
            _example.Append(other);
            return other != default;
        }

        _example.Append(inside switch
        {
            ['\\', 'd', ..] => '5',
            ['\\', 'w' or 'S', ..] => 'x',
            ['\\', 's', ..] => ' ',
            ['\\', var escaped, ..] => escaped,
            [var first, ..] => first,
            _ => 'x',
        });
        return true;
    }

    private bool ReadCount(out int least, out bool isCounted)
    {
        (least, isCounted) = (1, false);
        if (_at >= _pattern.Length || _pattern[_at] is not ('*' or '+' or '?' or '{'))
        {
            return true;
        }

        isCounted = true;
        if (_pattern[_at] == '{')
        {
            var end = _pattern.IndexOf('}', _at);
            if (end < 0 || !int.TryParse(_pattern.AsSpan(_at + 1, end - _at - 1).ToString().Split(',')[0], out least))
            {
                return false;
            }

            _at = end + 1;
        }
        else
        {
            least = _pattern[_at] == '+' ? 1 : 0;
            _at++;
        }

        // A lazy one matches the same texts.
        _at += _at < _pattern.Length && _pattern[_at] == '?' ? 1 : 0;
        return true;
    }

    private void EndRun()
    {
        if (_run.Length > _literal.Length)
        {
            _literal = _run.ToString();
        }

        _run.Clear();
    }
}
