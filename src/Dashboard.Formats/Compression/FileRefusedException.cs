namespace Dashboard.Formats.Compression;

/// <summary>The file is not damaged, but not for us either: encrypted, too large, or of a kind that has no text in it.</summary>
/// <param name="message">One or two sentences for the person who sent the file: what it is, and what to do.</param>
public sealed class FileRefusedException(string message) : Exception(message);
