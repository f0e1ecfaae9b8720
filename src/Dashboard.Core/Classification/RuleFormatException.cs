namespace Dashboard.Core.Classification;

/// <summary>A rule file does not follow the format. The message names file, rule and what is expected.</summary>
public sealed class RuleFormatException : Exception
{
    /// <summary>Makes one with its message.</summary>
    public RuleFormatException(string message)
        : base(message)
    {
    }

    /// <summary>Makes one with its message and cause.</summary>
    public RuleFormatException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
