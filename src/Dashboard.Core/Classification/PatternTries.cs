using System.Text.RegularExpressions;

namespace Dashboard.Core.Classification;

/// <summary>
/// Tries an operator's pattern on replies. One that took too long, which a busy machine alone can bring about, is tried again with much
/// more time; then it counts as not matching, and that is counted.
/// </summary>
/// <param name="pattern">With the time limit of the first try.</param>
/// <param name="patience">Time limit of the second.</param>
internal sealed class PatternTries(Regex pattern, TimeSpan patience)
{
    private readonly Lazy<Regex> _patient = new(() => new Regex(pattern.ToString(), pattern.Options, patience));
    private long _timeouts;

    /// <summary>Replies on which it took too long both times.</summary>
    public long Timeouts => Interlocked.Read(ref _timeouts);

    /// <summary>Whether it matches; false when it takes too long: an import must not stop for it.</summary>
    public bool IsMatch(ReadOnlySpan<char> text)
    {
        try
        {
            return pattern.IsMatch(text);
        }
        catch (RegexMatchTimeoutException)
        {
            return IsMatchAfterAll(text);
        }
    }

    private bool IsMatchAfterAll(ReadOnlySpan<char> text)
    {
        try
        {
            return _patient.Value.IsMatch(text);
        }
        catch (RegexMatchTimeoutException)
        {
            Interlocked.Increment(ref _timeouts);
            RuleMetrics.PatternTimedOut();
            return false;
        }
    }
}
