using Bunit;
using Dashboard.Storage.Imports;
using Dashboard.Storage.Queries;
using Dashboard.Web.Components.Imports;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Web.Tests.Components;

public sealed class DeleteImportPanelTests : ComponentContext
{
    [Fact]
    public void Says_in_numbers_what_goes_and_what_stays_and_waits_for_an_answer()
    {
        var (deleted, kept) = (0, 0);
        var import = new Import { FileName = "a.csv", StoredName = "x", CreatedBy = "a@b.example", Imported = 12_345, Quarantined = 2 };

        var panel = Render<DeleteImportPanel>(p => p
            .Add(c => c.Import, import)
            .Add(c => c.Stays, [new SharedEvents(7, "<b>acct-2.csv", 310)])
            .Add(c => c.OnDelete, EventCallback.Factory.Create(this, () => deleted++))
            .Add(c => c.OnKeep, EventCallback.Factory.Create(this, () => kept++)));

        Assert.Equal(
            ["12,035 events are taken out of every rate.", "310 events were also in <b>acct-2.csv and stay.", "2 lines in quarantine and the uploaded file are deleted with it.", "To bring it back, upload the file again."],
            panel.FindAll("p").Select(p => p.TextContent));
        Assert.Equal((0, 0), (deleted, kept));
        panel.FindAll("button")[1].Click();
        panel.FindAll("button")[0].Click();
        Assert.Equal((1, 1), (deleted, kept));
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(3, true)]
    public void Says_that_counts_stay_of_events_that_are_no_longer_kept(int keptSinceDay, bool isSaid)
    {
        var import = new Import
        {
            FileName = "a.csv", StoredName = "x", CreatedBy = "a@b.example", Imported = 5, FirstEventAt = new DateTimeOffset(2026, 6, 2, 0, 0, 0, TimeSpan.Zero),
        };

        var panel = Render<DeleteImportPanel>(p => p
            .Add(c => c.Import, import)
            .Add(c => c.Stays, [])
            .Add(c => c.AttemptsSince, new DateTimeOffset(2026, 6, keptSinceDay, 0, 0, 0, TimeSpan.Zero))
            .Add(c => c.OnDelete, () => { })
            .Add(c => c.OnKeep, () => { }));

        Assert.Equal(isSaid, panel.Markup.Contains("what they count stays", StringComparison.Ordinal));
    }
}
