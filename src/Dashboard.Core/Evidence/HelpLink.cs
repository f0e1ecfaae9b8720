namespace Dashboard.Core.Evidence;

/// <summary>A public page that helps. Comes from our own tables only, never from a reply: what a reply links to is in its sender's hands.</summary>
/// <param name="Title">What is there, in a few words.</param>
/// <param name="Url">An https address.</param>
public sealed record HelpLink(string Title, string Url);
