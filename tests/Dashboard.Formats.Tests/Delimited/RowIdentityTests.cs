using Dashboard.Formats.Delimited;

namespace Dashboard.Formats.Tests.Delimited;

/// <summary>A row stays the same event when its mapping is corrected, and however its file is written.</summary>
public class RowIdentityTests
{
    private const string Text = "time,status,email,note,exported\n2026-01-05 22:00:13,failed,ann@example.com,550 no,Monday\n2026-01-05 22:00:13,failed,bob@example.com,550 no,Monday\n";

    private static readonly ColumnMapping Mapping = new()
    {
        Columns = new Dictionary<string, ColumnField> { ["time"] = ColumnField.EventTime, ["status"] = ColumnField.Outcome, ["email"] = ColumnField.Recipient },
        Outcomes = new Dictionary<string, OutcomeMeaning> { ["failed"] = OutcomeMeaning.Bounced },
    };

    [Fact]
    public void A_corrected_mapping_reads_the_same_events()
    {
        var corrected = Mapping with
        {
            Columns = new Dictionary<string, ColumnField>(Mapping.Columns) { ["note"] = ColumnField.ReplyText, ["exported"] = ColumnField.Campaign },
            Outcomes = new Dictionary<string, OutcomeMeaning> { ["failed"] = OutcomeMeaning.Deferred },
            TimeZone = "Europe/Berlin",
            DeliveryKey = DeliveryKeyKind.CampaignAndRecipient,
        };

        Assert.Equal(Identities(Text, Mapping), Identities(Text, corrected));
        Assert.Equal(2, Identities(Text, Mapping).Distinct().Count());
    }

    [Theory]
    [InlineData("email;exported;note;status;time\nann@example.com;Monday;550 no;failed;2026-01-05 22:00:13\n")]
    [InlineData("TIME\tSTATUS\tEMAIL\tNOTE\tEXPORTED\r\n\"2026-01-05 22:00:13\"\tfailed\tann@example.com\t=\"550 no\"\t Monday \r\n")]
    [InlineData("Report\n\ntime,status,email,note,exported,more\n2026-01-05 22:00:13,failed,ann@example.com,550 no,Monday,\n")]
    public void Another_way_of_writing_the_row_is_the_same_event(string text) =>
        Assert.Equal(Identities(Text, Mapping)[0], Assert.Single(Identities(text, Mapping)));

    [Fact]
    public void A_column_that_is_not_used_tells_rows_apart_unless_it_is_ignored()
    {
        var again = Text.Replace("Monday", "Tuesday", StringComparison.Ordinal);
        var ignoring = Mapping with { Columns = new Dictionary<string, ColumnField>(Mapping.Columns) { ["exported"] = ColumnField.Ignore } };

        Assert.Empty(Identities(Text, Mapping).Intersect(Identities(again, Mapping)));
        Assert.Equal(Identities(Text, ignoring), Identities(again, ignoring));
    }

    [Fact]
    public void Cells_that_change_places_are_another_row()
    {
        var one = "time,status,email,a,b\n2026-01-05 22:00:13,failed,ann@example.com,x,\n";
        var two = "time,status,email,a,b\n2026-01-05 22:00:13,failed,ann@example.com,,x\n";

        Assert.NotEqual(Identities(one, Mapping), Identities(two, Mapping));
    }

    private static List<ulong> Identities(string text, ColumnMapping mapping) =>
        [.. DelimitedLines.All(text, mapping).Where(line => line.Found is not null).Select(line => line.Found!.Identity)];
}
