using Dashboard.Core.Evidence;
using Dashboard.Web.Components.Replies;

namespace Dashboard.Web.Reporting;

/// <summary>Registers what pages and API share about reports.</summary>
public static class ReportingRegistration
{
    public static IServiceCollection AddReporting(this IServiceCollection services) => services
        .AddSingleton<ReportDefaults>()
        .AddSingleton<RecentMail>()
        .AddSingleton<ReplyReading>()
        .AddSingleton(EvidenceReader.Default)
        .AddTransient<ReplyTrial>()
        .AddTransient<StoredEvidence>()
        .AddSingleton<SliceReport>()
        .AddSingleton<FindingsReport>()
        .AddSingleton<OverviewReport>()
        .AddSingleton<BreakdownReport>()
        .AddSingleton<DetailReport>()
        .AddSingleton<ResultReport>()
        .AddSingleton<SiteSearch>();
}
