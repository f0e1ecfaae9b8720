using System.Globalization;
using System.Text.Json.Nodes;
using Dashboard.Web.Accounts;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Dashboard.Web.Endpoints;

/// <summary>OpenAPI: written from the same definitions that the calls read.</summary>
public static class ApiDescription
{
    public const string Address = "/openapi/v1.json";
    private const string KeyScheme = "apiKey";

    public static IServiceCollection AddApiDescription(this IServiceCollection services) => services.AddSingleton<ApiCatalog>().AddOpenApi("v1", options =>
    {
        options.ShouldInclude = call => call.RelativePath?.StartsWith("api/v1/", StringComparison.Ordinal) == true;
        options.AddDocumentTransformer(DescribeDocument);
        options.AddOperationTransformer(DescribeOperationAsync);
    });

    /// <summary>Anybody may read it: it describes the program, not its data.</summary>
    public static void MapApiDescription(this IEndpointRouteBuilder endpoints) => endpoints.MapOpenApi("/openapi/{documentName}.json").AllowAnonymous();

    private static Task DescribeDocument(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info = new OpenApiInfo
        {
            Title = "Dashboard",
            Version = "v1",
            Description =
                "Deliverability of your mail: what was accepted, deferred and refused, by whom, why, and what to do. Times are ISO 8601 in UTC. " +
                "Mistakes are answered with problem details (RFC 9457) that name each field and what is expected.",
        };
        document.Servers = [];
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>();
        document.Components.SecuritySchemes[KeyScheme] = new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = "bearer",
            Description = "An API key with the scope that the call names (ingest, read or manage). Administrators make keys in the settings.",
        };
        return Task.CompletedTask;
    }

    private static async Task DescribeOperationAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        operation.Parameters ??= [];
        foreach (var parameter in metadata.OfType<ApiParameter>())
        {
            operation.Parameters.Add(Describe(parameter));
        }

        if (metadata.OfType<ApiBody>().FirstOrDefault() is { } body)
        {
            operation.RequestBody = await DescribeAsync(body, context, cancellationToken);
        }

        if (metadata.OfType<IAuthorizeData>().LastOrDefault(a => a.Policy is not null)?.Policy is { } policy)
        {
            operation.Description = $"{operation.Description} Scope: {Policies.ScopeOf(policy)}.".TrimStart();
            operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(KeyScheme, context.Document)] = [] }];
        }

        operation.Responses ??= [];
        operation.Responses.TryAdd("401", new OpenApiResponse { Description = "No key, or one that is not known." });
        operation.Responses.TryAdd("403", new OpenApiResponse { Description = "The key lacks the scope." });
    }

    private static OpenApiParameter Describe(ApiParameter parameter)
    {
        var one = new OpenApiSchema { Type = JsonSchemaType.String };
        switch (parameter.Form)
        {
            case ParameterForm.Number:
                one.Type = JsonSchemaType.Integer;
                one.Minimum = parameter.Minimum.ToString(CultureInfo.InvariantCulture);
                one.Maximum = parameter.Maximum.ToString(CultureInfo.InvariantCulture);
                break;
            case ParameterForm.Boolean:
                one.Type = JsonSchemaType.Boolean;
                break;
            case ParameterForm.Word or ParameterForm.Words:
                one.Enum = [.. parameter.Words.Select(word => (JsonNode)word)];
                break;
            case ParameterForm.Text when parameter.Maximum < int.MaxValue:
                one.MaxLength = parameter.Maximum;
                break;
            case ParameterForm.Text or ParameterForm.Time:
                break;
            default:
                throw new System.Diagnostics.UnreachableException();
        }

        var isList = parameter.IsRepeated || parameter.Form == ParameterForm.Words;
        if (!isList && parameter.Default is { } usual)
        {
            one.Default = parameter.Form == ParameterForm.Number ? int.Parse(usual, CultureInfo.InvariantCulture) : usual;
        }

        return new OpenApiParameter
        {
            Name = parameter.Name,
            In = ParameterLocation.Query,
            Description = parameter.Meaning,
            Required = parameter.IsRequired,
            Schema = isList ? new OpenApiSchema { Type = JsonSchemaType.Array, Items = one } : one,
            Explode = !isList || parameter.IsRepeated,
        };
    }

    private static async Task<OpenApiRequestBody> DescribeAsync(
        ApiBody body, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        if (body.Type is { } type)
        {
            var schema = await context.GetOrCreateSchemaAsync(type, null, cancellationToken);
            return new OpenApiRequestBody
            {
                Required = true,
                Content = new Dictionary<string, OpenApiMediaType> { ["application/json"] = new() { Schema = schema } },
            };
        }

        var file = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" };
        var form = new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            Properties = new Dictionary<string, IOpenApiSchema> { ["file"] = file },
        };
        return new OpenApiRequestBody
        {
            Required = true,
            Description = body.Meaning,
            Content = new Dictionary<string, OpenApiMediaType>
            {
                ["application/octet-stream"] = new() { Schema = file },
                ["multipart/form-data"] = new() { Schema = form },
            },
        };
    }
}
