using System.Net;
using System.Text;
using System.Text.Json;
using Dashboard.Storage.Imports;
using Dashboard.Web.Imports;

namespace Dashboard.Web.Tests.Endpoints;

/// <summary>A sender may say in which zone the times of its exports are, until a person has.</summary>
public sealed class UploadZoneTests(LoadedDashboard dashboard) : IClassFixture<LoadedDashboard>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private SourceRegister Sources => new(dashboard.Running.Database.Contexts, TimeProvider.System);

    [Fact]
    public async Task The_times_of_a_new_source_are_read_in_the_zone_that_the_sender_names()
    {
        var import = await SendAsync("zone-new", "Europe/Berlin", 1);

        Assert.Equal("2025-03-03T09:00:00Z", import.GetProperty("firstEventAt").GetString());
    }

    [Fact]
    public async Task An_unconfirmed_source_takes_the_zone_and_a_confirmed_one_keeps_its_own()
    {
        await SendAsync("zone-later", null, 2);
        var import = await SendAsync("zone-later", "Asia/Tokyo", 3);
        Assert.Equal("2025-03-03T01:00:00Z", import.GetProperty("firstEventAt").GetString());

        var source = (await Sources.FindAsync("zone-later", Token))!;
        Assert.Equal((null, "Asia/Tokyo"), (source.ReadingConfirmedAt, SourceReading.FromJson(source.Reading).Mapping!.TimeZone));
        Assert.True(SourceReading.FromJson(source.Reading).TimesChanged);
        await Sources.ConfirmReadingAsync(source.Id, "csv", source.Reading!, "person", Token);

        await AssertRefusedAsync("zone-later", "Europe/Berlin", "are read as Asia/Tokyo: a person has confirmed that");
        await SendAsync("zone-later", "Asia/Tokyo", 4);
    }

    [Theory]
    [InlineData("Berlin")]
    [InlineData("W. Europe Standard Time")]
    [InlineData("+02:00")]
    [InlineData("../UTC")]
    public async Task What_is_no_zone_is_refused_by_name(string zone) => await AssertRefusedAsync("zone-wrong", zone, "The IANA name of a time zone");

    private static byte[] Export(int person) => Encoding.UTF8.GetBytes(
        $"Time;Recipient;Result;Reply\n2025-03-03 10:00:00;p{person}@zone.example;delivered;250 ok\n2025-03-13 10:00:00;q{person}@zone.example;bounced;550 5.1.1 No such user\n");

    private async Task AssertRefusedAsync(string source, string zone, string sentence)
    {
        using var content = new ByteArrayContent(Export(9));
        using var response = await dashboard.Http.PostAsync($"/api/v1/imports?source={source}&zone={Uri.EscapeDataString(zone)}", content, Token);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        using var problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync(Token));
        Assert.Contains(sentence, Assert.Single(problem.RootElement.GetProperty("errors").GetProperty("zone").EnumerateArray()).GetString(), StringComparison.Ordinal);
    }

    private async Task<JsonElement> SendAsync(string source, string? zone, int person)
    {
        var import = await dashboard.SendAsync(Export(person), zone is null ? source : $"{source}&zone={zone}", "export.csv", Token);
        Assert.True(import.GetProperty("status").GetString() == "completed", import.ToString());
        Assert.Equal(2, import.GetProperty("counts").GetProperty("imported").GetInt64());
        return import;
    }
}
