using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Dashboard.Web.Reporting;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Primitives;

namespace Dashboard.Web.Endpoints;

/// <summary>
/// Reads a call's query string strictly: every name is one of the endpoint's parameters, every value has its form, and all mistakes
/// are told at once.
/// </summary>
public sealed class ApiQuery
{
    private readonly IQueryCollection _query;
    private readonly List<FilterProblem> _problems = [];

    public ApiQuery(HttpContext context)
    {
        _query = context.Request.Query;
        var known = context.GetEndpoint()?.Metadata.GetOrderedMetadata<ApiParameter>() ?? [];
        foreach (var name in _query.Keys.Where(name => !known.Any(p => p.Name.Equals(name, StringComparison.OrdinalIgnoreCase))))
        {
            _problems.Add(new FilterProblem(name, $"No such parameter here. Known: {string.Join(", ", known.Select(p => p.Name))}."));
        }

        foreach (var parameter in known.Where(p => !p.IsRepeated && _query[p.Name].Count > 1))
        {
            _problems.Add(new FilterProblem(parameter.Name, "Give it once."));
        }
    }

    /// <summary>Takes what other readers find wrong.</summary>
    public ICollection<FilterProblem> Problems => _problems;

    /// <summary>All names and values, for the reader of filters.</summary>
    public IEnumerable<KeyValuePair<string, string?>> Pairs =>
        _query.SelectMany(p => p.Value.Select(value => KeyValuePair.Create(p.Key, value)));

    public bool Has(ApiParameter parameter) => !StringValues.IsNullOrEmpty(_query[parameter.Name]);

    /// <summary>A text without white space around it; null when absent or refused.</summary>
    public string? Text(ApiParameter parameter)
    {
        var text = Value(parameter)?.Trim();
        if (string.IsNullOrEmpty(text))
        {
            if (parameter.IsRequired)
            {
                Refuse(parameter);
            }

            return null;
        }

        return text.Length > parameter.Maximum || text.Any(char.IsControl) ? Refuse(parameter) : text;
    }

    /// <summary>A whole number; the least one allowed when refused.</summary>
    public int Number(ApiParameter parameter) => OptionalNumber(parameter) ?? parameter.Minimum;

    /// <summary>A whole number; null when absent or refused.</summary>
    public int? OptionalNumber(ApiParameter parameter)
    {
        if (Value(parameter) is not { } text)
        {
            return null;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= parameter.Minimum && value <= parameter.Maximum)
        {
            return value;
        }

        Refuse(parameter);
        return null;
    }

    public bool Boolean(ApiParameter parameter)
    {
        var value = false;
        if (Value(parameter) is { } text && !bool.TryParse(text, out value))
        {
            Refuse(parameter);
        }

        return value;
    }

    /// <summary>One of the parameter's words, as the parameter spells it; null when absent or refused.</summary>
    public string? Word(ApiParameter parameter)
    {
        if (Value(parameter) is not { } text)
        {
            return null;
        }

        return parameter.Words.FirstOrDefault(word => word.Equals(text.Trim(), StringComparison.OrdinalIgnoreCase)) ?? Refuse(parameter);
    }

    /// <summary>Some of the parameter's words, as the parameter spells them, in the order given.</summary>
    public IReadOnlyList<string> Words(ApiParameter parameter)
    {
        if (Value(parameter) is not { Length: > 0 } text)
        {
            return [];
        }

        var given = text.Split(',', StringSplitOptions.TrimEntries);
        var words = given.Select(g => parameter.Words.FirstOrDefault(word => word.Equals(g, StringComparison.OrdinalIgnoreCase))).OfType<string>().Distinct().ToArray();
        if (words.Length != given.Length || words.Length > parameter.Maximum)
        {
            Refuse(parameter);
            return [];
        }

        return words;
    }

    /// <summary>True when anything is wrong; then <paramref name="refusal"/> says everything that is.</summary>
    public bool IsRefused([NotNullWhen(true)] out ValidationProblem? refusal)
    {
        refusal = _problems.Count == 0 ? null : ApiProblems.Of(_problems);
        return refusal is not null;
    }

    private string? Value(ApiParameter parameter)
    {
        var values = _query[parameter.Name];
        return values.Count == 0 ? parameter.Default : values[0];
    }

    private string? Refuse(ApiParameter parameter)
    {
        _problems.Add(new FilterProblem(parameter.Name, parameter.Expected));
        return null;
    }
}
