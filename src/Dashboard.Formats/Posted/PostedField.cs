namespace Dashboard.Formats.Posted;

/// <summary>What a field of a posted attempt looks like in JSON.</summary>
public enum PostedForm
{
    /// <summary>A text.</summary>
    Text,

    /// <summary>A text that says an instant: ISO 8601 (RFC 3339) with its offset from UTC.</summary>
    Time,

    /// <summary>A whole number.</summary>
    Number,

    /// <summary>true or false.</summary>
    Boolean,
}

/// <summary>One field of a posted attempt.</summary>
/// <param name="Name">Its name in JSON, exactly.</param>
/// <param name="Form">What it looks like.</param>
/// <param name="MaxBytes">The longest text, UTF-8 bytes.</param>
/// <param name="Expected">What is expected, a sentence for whoever sent something else.</param>
/// <param name="Meaning">What it means, a sentence for a page.</param>
public sealed record PostedField(string Name, PostedForm Form, int MaxBytes, string Expected, string Meaning)
{
    /// <summary>True where an attempt cannot be without it.</summary>
    public bool IsRequired { get; init; }
}
