using System.Globalization;
using Dashboard.Core.Classification;

namespace Dashboard.Storage.Writing;

internal sealed record RouteRow(string Name, bool ByDomain, string Provider);

internal sealed record RelayRow(string Host, int Route);

internal sealed record FlowRow(string Client, string Campaign, string Stream, string Pool);

internal sealed record ContextRow(
    int Flow, int Stream, string SendingIp, string ReturnPathDomain, string FromDomain, string DkimDomain, string ListSource, string Segment);

internal sealed record TemplateRow(ReplyFacts Facts, short Outcome, string Sample, DateTime FirstSeen)
{
    /// <summary>The template of all replies with the same reply code. There are few of those; enhanced codes are as many as somebody makes up.</summary>
    public TemplateRow Shared() => this with
    {
        Facts = Facts with { Template = $"{Facts.Code?.ToString(CultureInfo.InvariantCulture)} {NewNames.Other}".TrimStart(), Enhanced = null },
    };
}
