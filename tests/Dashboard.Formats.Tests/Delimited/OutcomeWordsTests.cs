using System.Text;
using Dashboard.Formats.Delimited;

namespace Dashboard.Formats.Tests.Delimited;

public sealed class OutcomeWordsTests
{
    [Fact]
    public void The_word_that_nobody_knows_is_found_again_in_the_reason_of_its_row()
    {
        var text = Encoding.UTF8.GetBytes("time,recipient,status\n2026-11-20T10:00:00Z,a@b.example,Verworfen\n2026-11-20T10:00:00Z,no address,delivered\n");
        var sample = DelimitedSample.Read(text, isWhole: true);
        var mapping = new ColumnMapping
        {
            Columns = new Dictionary<string, ColumnField>
            {
                ["time"] = ColumnField.EventTime, ["recipient"] = ColumnField.Recipient, ["status"] = ColumnField.Outcome,
            },
        };

        var reasons = MappingPreview.Make(sample, mapping).Select(row => row.Reason!).ToList();

        Assert.Equal(["Verworfen", null], reasons.Select(OutcomeWords.UnknownIn));
    }
}
