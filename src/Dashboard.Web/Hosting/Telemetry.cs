using System.Diagnostics;
using Dashboard.Core.Classification;
using Dashboard.Storage.Imports;
using Dashboard.Storage.Queries;
using Dashboard.Storage.Writing;
using Dashboard.Web.Accounts;
using Dashboard.Web.Jobs;
using OpenTelemetry.Instrumentation.AspNetCore;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Dashboard.Web.Hosting;

/// <summary>
/// Metrics for Prometheus, and metrics and traces to a collector when OTEL_EXPORTER_OTLP_ENDPOINT names one. Without a collector no
/// traces are made. Nothing leaves here that came from outside: labels are words of ours.
/// </summary>
public static class Telemetry
{
    private const string CollectorSetting = "OTEL_EXPORTER_OTLP_ENDPOINT";

    // Of one instrument. Memory for all of them is taken at once, and ten times as many are the default.
    private const int MostSeries = 200;

    // The framework's own meters, those that say something about this program.
    private static readonly string[] Meters =
    [
        ImportMetrics.Name, BacklogMetrics.Name, QueryMetrics.Name, RuleMetrics.Name, JobMetrics.Name, "Npgsql", "System.Runtime",
        "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Microsoft.AspNetCore.Components.Server.Circuits",
    ];

    private static readonly PathString[] Silent = ["/health", "/metrics", "/_framework", "/_content", "/css", "/js", "/icons", "/_blazor"];

    public static IServiceCollection AddTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
        var hasCollector = !string.IsNullOrWhiteSpace(configuration[CollectorSetting]);
        var telemetry = services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("dashboard", serviceVersion: typeof(Telemetry).Assembly.GetName().Version?.ToString()))
            .WithMetrics(metrics =>
            {
                metrics.AddMeter(Meters).AddView(_ => new MetricStreamConfiguration { CardinalityLimit = MostSeries }).AddPrometheusExporter();
                if (hasCollector)
                {
                    metrics.AddOtlpExporter();
                }
            });
        if (hasCollector)
        {
            telemetry.WithTracing(traces => traces
                .AddSource(ImportMetrics.Name, "Npgsql")
                .AddAspNetCoreInstrumentation(Trace)
                .AddOtlpExporter());
        }

        return services;
    }

    /// <summary>For Prometheus: a key with the scope “read”, sent as a bearer token, or anybody signed in.</summary>
    public static void MapMetricsForPrometheus(this WebApplication app)
    {
        // Its gauges exist once it was made.
        app.Services.GetRequiredService<BacklogMetrics>();
        app.MapPrometheusScrapingEndpoint(DashboardUrls.Metrics).RequireAuthorization(Policies.ApiRead);
    }

    /// <summary>What a request tells: its route, never the path with its names, and not who asked.</summary>
    public static void Trace(AspNetCoreTraceInstrumentationOptions requests)
    {
        requests.Filter = context => !Silent.Any(path => context.Request.Path.StartsWithSegments(path, StringComparison.OrdinalIgnoreCase));
        requests.EnrichWithHttpResponse = (activity, response) => Clean(activity, response.HttpContext);
        requests.EnrichWithException = (activity, _) => Clean(activity, null);
    }

    private static void Clean(Activity activity, HttpContext? context)
    {
        activity.SetTag("url.path", (context?.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText);
        foreach (var tag in new[] { "url.query", "client.address", "network.peer.address", "user_agent.original" })
        {
            activity.SetTag(tag, null);
        }
    }
}
