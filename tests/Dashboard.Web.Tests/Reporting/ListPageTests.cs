using Dashboard.Web.Reporting;

namespace Dashboard.Web.Tests.Reporting;

public sealed class ListPageTests
{
    [Theory]
    [InlineData(null, 55, 1, 0)]
    [InlineData(3, 55, 3, 50)]
    [InlineData(4, 55, 3, 50)]
    [InlineData(999, 50, 2, 25)]
    [InlineData(int.MaxValue, 1, 1, 0)]
    [InlineData(-7, 55, 1, 0)]
    [InlineData(2, 0, 1, 0)]
    public async Task Past_the_last_page_the_last_one_is_read(int? asked, int rows, int page, int offset)
    {
        foreach (var isTotalBesideRowsOnly in new[] { false, true })
        {
            var (read, list) = await ListPage.ReadAsync(asked, 25, from => Task.FromResult((From: from, Total: isTotalBesideRowsOnly && from >= rows ? 0 : rows)), list => list.Total);

            Assert.Equal((page, offset), (read, list.From));
        }
    }
}
