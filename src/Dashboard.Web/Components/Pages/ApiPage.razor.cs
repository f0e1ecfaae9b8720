using Dashboard.Web.Endpoints;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Web.Components.Pages;

public sealed partial class ApiPage
{
    [Inject] public required ApiCatalog Catalog { get; init; }

    [Inject] public required NavigationManager Navigation { get; init; }

    private (string Title, string Command)[] Examples
    {
        get
        {
            var api = Navigation.BaseUri + ApiEndpoints.Root[1..];
            return
            [
                ("Upload a log", $"curl -H \"Authorization: Bearer $KEY\" -H \"X-File-Name: acct.csv.gz\" \\\n     --data-binary @acct.csv.gz \"{api}/imports?source=mta-1\""),
                ("Tell of attempts as they happen", $"curl -H \"Authorization: Bearer $KEY\" -d '{{\"attempts\":[{{\"occurredAt\":\"2026-09-11T09:00:00Z\",\"outcome\":\"accepted\",\"recipient\":\"ann@example.com\",\"messageId\":\"m-1\",\"reply\":\"250 OK\"}}]}}' \\\n     \"{api}/attempts?source=shop\""),
                ("Acceptance by provider and day", $"curl -H \"Authorization: Bearer $KEY\" \\\n     \"{api}/metrics?groupBy=provider&interval=day&from=2026-09-07&to=2026-09-21\""),
                ("The domains with most failures", $"curl -H \"Authorization: Bearer $KEY\" \\\n     \"{api}/metrics?groupBy=domain&sort=-failures&limit=50&from=2026-09-07&to=2026-09-21\""),
                ("What a reply means", $"curl -H \"Authorization: Bearer $KEY\" -d '{{\"replies\":[{{\"text\":\"550 5.1.1 User unknown\"}}]}}' \\\n     \"{api}/replies/classify\""),
            ];
        }
    }
}
