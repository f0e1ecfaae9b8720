namespace Dashboard.Web.Components.Layout;

/// <summary>
/// Marks a page whose first answer must already be the page, because its status depends on what is stored (404 for an unknown id). Every
/// other page answers with the frame and reads its numbers once, over the circuit.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class AnswersWithContentAttribute : Attribute;
