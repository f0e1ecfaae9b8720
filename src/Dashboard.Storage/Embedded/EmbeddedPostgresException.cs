namespace Dashboard.Storage.Embedded;

/// <summary>The embedded PostgreSQL cannot run; the message tells the operator why and what to do.</summary>
public class EmbeddedPostgresException : Exception
{
    /// <summary>Says what is wrong and what to do.</summary>
    public EmbeddedPostgresException(string message) : base(message)
    {
    }

    /// <summary>Says what is wrong and what to do, and keeps what was thrown first.</summary>
    public EmbeddedPostgresException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
