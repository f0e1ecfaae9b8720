namespace Dashboard.Web.Hosting;

/// <summary>The program cannot start, for a reason its operator can mend. The message is all that is printed: no stack trace.</summary>
public sealed class StartupRefusedException(string message, Exception? inner = null) : Exception(message, inner);
