using System.Globalization;
using System.Text.Json;
using Dashboard.Testing.Generation;

namespace Dashboard.Benchmarks;

/// <summary>Posts files to the API and waits for their imports.</summary>
internal static class Uploads
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(100);

    /// <summary>What a file of the log is called.</summary>
    public static string NameOf(int number) => string.Create(CultureInfo.InvariantCulture, $"acct-{number:d4}.csv");

    /// <returns>The id of its import.</returns>
    public static async Task<int> UploadAsync(RunningApp app, string source, LogFile file, CancellationToken cancellationToken)
    {
        using var body = new StreamContent(file.Content, 1 << 17);
        body.Headers.Add("X-File-Name", NameOf(file.Number));
        using var posted = await app.Http.PostAsync(new Uri($"/api/v1/imports?source={source}&format=powermta", UriKind.Relative), body, cancellationToken);
        posted.EnsureSuccessStatusCode();
        using var answer = JsonDocument.Parse(await posted.Content.ReadAsStringAsync(cancellationToken));
        return answer.RootElement.GetProperty("id").GetInt32();
    }

    /// <returns>The import when it is completed.</returns>
    public static async Task<JsonElement> WaitAsync(RunningApp app, int id, CancellationToken cancellationToken)
    {
        while (true)
        {
            var import = await app.GetAsync($"imports/{id}", cancellationToken);
            switch (import.GetProperty("status").GetString())
            {
                case "completed":
                    return import;
                case "failed":
                    throw new InvalidOperationException(import.GetProperty("error").GetString());
                default:
                    await Task.Delay(LookEvery, cancellationToken);
                    break;
            }
        }
    }

    public static long Imported(JsonElement import) => import.GetProperty("counts").GetProperty("imported").GetInt64();
}
