namespace Dashboard.Storage.Queries;

/// <summary>The report asks for something that is not kept together; the message says which part to change.</summary>
/// <param name="field">The parameter at fault, in the API's words.</param>
/// <param name="message">A sentence for a person.</param>
public sealed class ReportRefusedException(string field, string message) : Exception(message)
{
    /// <summary>The parameter at fault, in the API's words.</summary>
    public string Field { get; } = field;
}
