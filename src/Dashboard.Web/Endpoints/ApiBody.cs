namespace Dashboard.Web.Endpoints;

/// <summary>The body of a call that reads it itself, as metadata of its endpoint, for OpenAPI and the page of the API.</summary>
/// <param name="Type">The JSON it is read as; null: a file.</param>
/// <param name="Meaning">A sentence for a person.</param>
public sealed record ApiBody(Type? Type, string Meaning);
