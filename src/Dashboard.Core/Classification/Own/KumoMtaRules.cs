using System.Text;

namespace Dashboard.Core.Classification.Own;

/// <summary>
/// A bounce classifier file of KumoMTA: TOML with a table <c>[rules]</c> whose keys are categories and whose values are lists of regular
/// expressions, matched against the code and text of a response; the first that matches decides (KumoMTA user guide, configuring bounce
/// classification). Of TOML only what such files use is read.
/// </summary>
internal static class KumoMtaRules
{
    /// <summary>True for a file with such a table.</summary>
    public static bool IsKumoMta(string text) => text.Split('\n').Any(line => line.TrimStart().StartsWith("[rules", StringComparison.Ordinal));

    /// <summary>Reads a file. Quoted keys and tables <c>[rules.Category]</c>, whose lists all lead to their category, are read too.</summary>
    public static ForeignRules Read(string text)
    {
        var patterns = new List<ForeignPattern>();
        var problems = new List<ForeignProblem>();
        var reader = new TomlText(text);
        var isRules = false;
        string? ofTable = null;
        while (reader.SkipBlank())
        {
            var line = reader.Line;
            try
            {
                if (reader.Peek == '[')
                {
                    var table = reader.TakeTable();
                    ofTable = table.StartsWith("rules.", StringComparison.Ordinal) ? table[6..].Trim().Trim('"', '\'') : null;
                    isRules = table is "rules" || ofTable is not null;
                    continue;
                }

                var category = reader.TakeKey();
                foreach (var (at, pattern) in reader.TakeTexts())
                {
                    if (isRules)
                    {
                        patterns.Add(new ForeignPattern(at, ofTable ?? category, pattern));
                    }
                }
            }
            catch (FormatException mistake)
            {
                problems.Add(new ForeignProblem(reader.Line, ForeignRules.Cut(reader.RestOfLine()), mistake.Message));
                reader.SkipTo(line);
            }
        }

        return new ForeignRules(patterns, problems);
    }

    /// <summary>A text of TOML and the place that is read. A mistake is a <see cref="FormatException"/> with a sentence.</summary>
    private sealed class TomlText(string text)
    {
        private int _at;

        public int Line { get; private set; } = 1;

        public char Peek => _at < text.Length ? text[_at] : '\0';

        public bool SkipBlank()
        {
            while (_at < text.Length)
            {
                if (text[_at] == '#')
                {
                    var end = text.IndexOf('\n', _at);
                    _at = end < 0 ? text.Length : end;
                }
                else if (char.IsWhiteSpace(text[_at]))
                {
                    Take();
                }
                else
                {
                    return true;
                }
            }

            return false;
        }

        public string TakeTable()
        {
            var end = text.IndexOf('\n', _at);
            var line = text[_at..(end < 0 ? text.Length : end)].Split('#')[0].Trim();
            _at += line.Length;
            return line.StartsWith('[') && line.EndsWith(']') ? line.Trim('[', ']').Trim() : throw new FormatException("A table is written [name].");
        }

        public string TakeKey()
        {
            var key = Peek is '"' or '\'' ? TakeText() : TakeBareKey();
            SkipBlank();
            Expect('=', "Expected “=” after the name of a category.");
            return key;
        }

        public List<(int Line, string Text)> TakeTexts()
        {
            SkipBlank();
            var texts = new List<(int, string)>();
            if (Peek != '[')
            {
                texts.Add((Line, TakeText()));
                return texts;
            }

            Take();
            while (SkipBlank() && Peek != ']')
            {
                texts.Add((Line, TakeText()));
                SkipBlank();
                if (Peek == ',')
                {
                    Take();
                }
                else if (Peek != ']')
                {
                    throw new FormatException("Expected “,” or “]” after a regular expression.");
                }
            }

            Expect(']', "A list is not closed by “]”.");
            return texts;
        }

        public string RestOfLine()
        {
            var end = text.IndexOf('\n', Math.Min(_at, text.Length));
            return text[Math.Min(_at, text.Length)..(end < 0 ? text.Length : end)].Trim();
        }

        /// <summary>After a mistake: goes on at the next line that could begin something.</summary>
        public void SkipTo(int startedAt)
        {
            do
            {
                var end = text.IndexOf('\n', Math.Min(_at, text.Length));
                if (end < 0)
                {
                    _at = text.Length;
                    return;
                }

                _at = end;
                Take();
            }
            while (Line <= startedAt);
        }

        private string TakeBareKey()
        {
            var start = _at;
            while (char.IsAsciiLetterOrDigit(Peek) || Peek is '_' or '-')
            {
                Take();
            }

            return _at > start ? text[start.._at] : throw new FormatException("Expected the name of a category and a list of regular expressions.");
        }

        private string TakeText()
        {
            var quote = Peek;
            if (quote is not ('"' or '\''))
            {
                throw new FormatException("Expected a regular expression in quotes.");
            }

            var triple = new string(quote, 3);
            var isLong = text.AsSpan(_at).StartsWith(triple);
            Skip(isLong ? 3 : 1);
            var taken = new StringBuilder();
            while (_at < text.Length)
            {
                if (isLong ? text.AsSpan(_at).StartsWith(triple) : Peek == quote)
                {
                    Skip(isLong ? 3 : 1);
                    return taken.ToString();
                }

                if (Peek == '\n' && !isLong)
                {
                    break;
                }

                taken.Append(quote == '"' && Peek == '\\' ? TakeEscape() : Take());
            }

            throw new FormatException("A quote is not closed.");
        }

        private char TakeEscape()
        {
            Take();
            return Take() switch
            {
                'n' => '\n',
                't' => '\t',
                'r' => '\r',
                '"' => '"',
                '\\' => '\\',
                var other => throw new FormatException($"“\\{other}” is no escape of TOML: double the backslash, or write the expression in single quotes."),
            };
        }

        private void Expect(char sign, string mistake)
        {
            if (Peek != sign)
            {
                throw new FormatException(mistake);
            }

            Take();
        }

        private void Skip(int count)
        {
            for (; count > 0; count--)
            {
                Take();
            }
        }

        private char Take()
        {
            if (_at >= text.Length)
            {
                throw new FormatException("The file ends too early.");
            }

            Line += text[_at] == '\n' ? 1 : 0;
            return text[_at++];
        }
    }
}
