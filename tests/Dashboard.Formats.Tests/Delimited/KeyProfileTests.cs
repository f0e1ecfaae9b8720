using System.Globalization;
using Dashboard.Formats.Delimited;

namespace Dashboard.Formats.Tests.Delimited;

public class KeyProfileTests
{
    private static readonly ColumnMapping Mapping = new()
    {
        Columns = new Dictionary<string, ColumnField>
        {
            ["time"] = ColumnField.EventTime, ["status"] = ColumnField.Outcome, ["email"] = ColumnField.Recipient,
            ["Job"] = ColumnField.MessageId, ["Campaign"] = ColumnField.Campaign, ["Log"] = ColumnField.EventId,
        },
    };

    [Fact]
    public void Ids_that_differ_for_every_message_fit()
    {
        var profile = Profile(1000, i => ($"m{i}", $"c{i % 3}", $"e{i}", "bounced"));

        Assert.Equal(DeliveryKeyKind.MessageId, profile.Suggested);
        Assert.All(profile.Candidates, candidate => Assert.True(candidate.IsFit, candidate.WhyNot));
        var job = profile.Candidates[0];
        Assert.Equal((ColumnField.MessageId, "Job", 1000L, 1000L, 1L, 0L, 0.0, 1.0), (job.Field, job.Column, job.Rows, job.Distinct, job.MostRows, job.TwoFinals, job.EmptyShare, job.RowsPerValue));
    }

    [Fact]
    public void Ids_with_few_values_name_campaigns()
    {
        var profile = Profile(10_000, i => ($"j{i % 3}", "c", "", "delivered"));

        Assert.Equal("“Job” has 3 values in 10,000 rows: it names campaigns, not messages.", profile.Candidates[0].WhyNot);
        Assert.Equal(DeliveryKeyKind.CampaignAndRecipient, profile.Suggested);
        Assert.Equal("“Log” is empty in all rows.", profile.Candidates[2].WhyNot);
    }

    [Fact]
    public void Rounded_ids_are_refused()
    {
        var profile = Profile(100, i => ("1.23E+17", "", $"e{i}", "delivered"));

        Assert.Equal(
            "The numbers in “Job” were rounded by a spreadsheet (1.23E+17): many messages share one. Export again without opening the file in a spreadsheet.",
            profile.Candidates[0].WhyNot);
        Assert.Equal(DeliveryKeyKind.None, profile.Suggested);
    }

    [Fact]
    public void Two_final_results_for_one_message_refuse_the_key()
    {
        var profile = Profile(1000, i => ("", "Welcome", $"e{i / 2}", i % 2 == 0 ? "delivered" : "bounced"), people: 500);

        Assert.Equal("With “Campaign” and recipient, 500 messages would have two final results: people get a campaign more than once.", profile.Candidates[1].WhyNot);
        Assert.Equal("500 values of “Log” stand in rows that differ: it does not name events.", profile.Candidates[2].WhyNot);
        Assert.Equal(DeliveryKeyKind.None, profile.Suggested);
    }

    [Fact]
    public void Deferrals_before_the_final_result_and_copies_of_a_row_are_no_second_result()
    {
        var text = "time,status,email,Job,Campaign,Log\n" + string.Concat(Enumerable.Range(0, 100).Select(i =>
            $"2026-01-05 22:00:13,deferred,u{i}@example.com,m{i},c,d{i}\n2026-01-05 22:05:13,delivered,u{i}@example.com,m{i},c,e{i}\n2026-01-05 22:05:13,delivered,u{i}@example.com,m{i},c,e{i}\n"));

        var profile = KeyProfile.Make(DelimitedLines.Sample(text), Mapping);

        Assert.All(profile.Candidates, candidate => Assert.True(candidate.IsFit, candidate.WhyNot));
        Assert.Equal((3L, 3.0), (profile.Candidates[0].MostRows, profile.Candidates[0].RowsPerValue));
    }

    [Fact]
    public void A_column_that_is_often_empty_names_nothing()
    {
        var profile = Profile(100, i => (i % 4 == 0 ? "" : $"m{i}", "", "", "delivered"));

        Assert.Equal("“Job” is empty in 25 % of the rows.", profile.Candidates[0].WhyNot);
    }

    private static KeyProfile Profile(int rows, Func<int, (string Job, string Campaign, string Log, string Status)> row, int? people = null)
    {
        var text = "time,status,email,Job,Campaign,Log\n" + string.Concat(Enumerable.Range(0, rows).Select(i =>
        {
            var (job, campaign, log, status) = row(i);
            var person = people is null ? i : i / (rows / people.Value);
            return string.Create(CultureInfo.InvariantCulture, $"2026-01-05 22:00:{i % 60:00},{status},u{person}@example.com,{job},{campaign},{log}\n");
        }));
        return KeyProfile.Make(DelimitedLines.Sample(text), Mapping);
    }
}
