namespace Dashboard.Web.Endpoints;

/// <summary>How a parameter's value is written.</summary>
public enum ParameterForm
{
    Text,
    Number,
    Boolean,
    Time,

    /// <summary>One of <see cref="ApiParameter.Words"/>.</summary>
    Word,

    /// <summary>Some of <see cref="ApiParameter.Words"/>, separated by commas.</summary>
    Words,
}

/// <summary>
/// One parameter of a call's query string, as metadata of its endpoint: the reader of the query, OpenAPI and the page of the API all
/// go by this, so that what is described is what is read.
/// </summary>
/// <param name="Name">Its name.</param>
/// <param name="Meaning">A sentence for a person.</param>
public sealed record ApiParameter(string Name, string Meaning)
{
    public ParameterForm Form { get; init; } = ParameterForm.Text;

    /// <summary>What a word may be.</summary>
    public IReadOnlyList<string> Words { get; init; } = [];

    /// <summary>The value where the parameter is absent; null means: none.</summary>
    public string? Default { get; init; }

    public bool IsRequired { get; init; }

    /// <summary>True when it may be given several times.</summary>
    public bool IsRepeated { get; init; }

    /// <summary>Smallest integer; most words.</summary>
    public int Minimum { get; init; }

    /// <summary>Largest integer, most characters of a text, or most words.</summary>
    public int Maximum { get; init; } = int.MaxValue;

    /// <summary>What is expected, as problem details say it.</summary>
    public string Expected => Form switch
    {
        ParameterForm.Text => $"Text of at most {Maximum:N0} characters, without control characters.",
        ParameterForm.Number => $"A whole number from {Minimum:N0} to {Maximum:N0}.",
        ParameterForm.Boolean => "“true” or “false”.",
        ParameterForm.Time => "A time.",
        ParameterForm.Word => $"One of: {string.Join(", ", Words)}.",
        ParameterForm.Words => $"Up to {Maximum} of these, separated by commas, each once: {string.Join(", ", Words)}.",
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}

/// <summary>Gives endpoints their parameters.</summary>
public static class ApiParameters
{
    /// <summary>A page of rows by place.</summary>
    public static ApiParameter Offset { get; } = new("offset", "Rows to leave out at the start.")
    {
        Form = ParameterForm.Number, Default = "0", Maximum = 1_000_000_000,
    };

    /// <summary>Where to go on.</summary>
    public static ApiParameter Cursor { get; } = new("cursor", "The “next” of the page before, to go on after it.") { Maximum = 200 };

    /// <summary>How many rows.</summary>
    public static ApiParameter Limit(int usual, int most) => new("limit", "Rows wanted.")
    {
        Form = ParameterForm.Number, Minimum = 1, Maximum = most, Default = usual.ToString(System.Globalization.CultureInfo.InvariantCulture),
    };

    public static TBuilder Takes<TBuilder>(this TBuilder endpoint, params IEnumerable<ApiParameter> parameters)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata([.. parameters]);
}
