using System.Net;
using System.Text;
using Dashboard.Formats.Text;

namespace Dashboard.Formats.Delimited;

/// <summary>What the values of a column look like: shares of the filled cells, 0 to 1.</summary>
internal sealed class ColumnProfile
{
    private const int MaxCells = 500;

    private double _clocksWithPoints;
    private double _datesAmongThem;

    public required string Name { get; init; }

    public required int Place { get; init; }

    public int Filled { get; private set; }

    public int Distinct { get; private set; }

    public double FilledShare { get; private set; }

    public double AverageLength { get; private set; }

    public double Addresses { get; private set; }

    public double Domains { get; private set; }

    public double Ips { get; private set; }

    /// <summary>Dates with or without a time of day, numbers that could be times included.</summary>
    public double Times { get; private set; }

    /// <summary>Times that are written as such, not one number.</summary>
    public double WrittenTimes { get; private set; }

    public double WithClock { get; private set; }

    public double ClocksOnly { get; private set; }

    public double ReplyCodes { get; private set; }

    public double EnhancedCodes { get; private set; }

    /// <summary>Dates that a spreadsheet may have made of enhanced codes.</summary>
    public double EatenCodes { get; private set; }

    public double OutcomeWordsKnown { get; private set; }

    public double DetailWords { get; private set; }

    public double Categories { get; private set; }

    /// <summary>Texts that begin with a reply code, or with <c>smtp;</c>.</summary>
    public double Replies { get; private set; }

    /// <summary>Texts of two words or more.</summary>
    public double Phrases { get; private set; }

    /// <summary>Texts of three words or more.</summary>
    public double Sentences { get; private set; }

    public double Integers { get; private set; }

    public double DistinctShare => Filled == 0 ? 0 : (double)Distinct / Filled;

    public static ColumnProfile Make(string name, int place, IReadOnlyList<SampleRow> rows)
    {
        var cells = rows.Take(MaxCells).Select(row => row.Cells[place]).ToList();
        var filled = cells.Where(cell => !CellText.IsNothing(Encoding.UTF8.GetBytes(cell))).ToList();
        var profile = new ColumnProfile { Name = name, Place = place };
        if (filled.Count > 0)
        {
            profile.Fill(filled, cells.Count);
        }
        return profile;
    }

    private void Fill(List<string> filled, int rows)
    {
        Filled = filled.Count;
        FilledShare = (double)filled.Count / rows;
        Distinct = filled.Distinct(StringComparer.OrdinalIgnoreCase).Count();
        AverageLength = filled.Average(cell => cell.Length);
        foreach (var cell in filled)
        {
            Look(cell, 1.0 / filled.Count);
        }
        // 22.00.13 is a time of day where 05.01.26 is a date: a column is the former when some of it cannot be dates.
        if (_clocksWithPoints > 0.99 && _datesAmongThem < 0.99)
        {
            (ClocksOnly, Times, WrittenTimes) = (1, 0, 0);
        }
    }

    private void Look(string cell, double share)
    {
        var bytes = Encoding.UTF8.GetBytes(cell);
        var codes = CodeCell.Read(bytes, 0);
        LookAtTime(bytes, share);
        Addresses += AddressCell.IsAddress(AddressCell.Find(bytes)) ? share : 0;
        Domains += IsDomain(cell) ? share : 0;
        Ips += cell.AsSpan().ContainsAny('.', ':') && IPAddress.TryParse(cell.Trim('[', ']'), out _) ? share : 0;
        var hasLetters = cell.Any(char.IsLetter);
        ReplyCodes += codes.Code is not null && !hasLetters && cell.Length <= 6 ? share : 0;
        EnhancedCodes += codes is { Enhanced: not null, Code: null, IsEaten: false } ? share : 0;
        EatenCodes += codes.IsEaten ? share : 0;
        OutcomeWordsKnown += OutcomeWords.Guess(cell) != OutcomeMeaning.Unknown ? share : 0;
        DetailWords += OutcomeWords.IsDetail(cell) ? share : 0;
        Categories += BounceCategories.IsKnown(cell) ? share : 0;
        Replies += hasLetters && (codes.Code is not null || cell.StartsWith("smtp;", StringComparison.OrdinalIgnoreCase)) ? share : 0;
        var words = cell.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length;
        Phrases += words >= 2 ? share : 0;
        Sentences += words >= 3 ? share : 0;
        Integers += cell.All(letter => char.IsAsciiDigit(letter) || letter is ',' or '.' or '\'' or ' ' or '\u00a0' or '%') && cell.Any(char.IsAsciiDigit) ? share : 0;
    }

    private void LookAtTime(byte[] bytes, double share)
    {
        if (WrittenTimeParser.TryReadClock(bytes, out var clock) && !clock.HasDate)
        {
            _clocksWithPoints += share;
            _datesAmongThem += clock.Hour > 0 && clock.Minute is >= 1 and <= 12 ? share : 0;
        }
        if (!WrittenTimeParser.TryRead(bytes, out var time))
        {
            return;
        }
        Times += time.HasDate ? share : 0;
        WrittenTimes += time.HasDate && time.EpochTicks is null && time.SerialTicks is null ? share : 0;
        WithClock += time.HasDate && time.HasClock ? share : 0;
        ClocksOnly += !time.HasDate && time.HasClock ? share : 0;
    }

    private static bool IsDomain(string cell) => cell.Length is > 3 and < 255 && cell.Contains('.', StringComparison.Ordinal)
        && Uri.CheckHostName(cell) == UriHostNameType.Dns && char.IsAsciiLetter(cell[^1]);
}
