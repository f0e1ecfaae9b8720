namespace Dashboard.Web.Reporting;

/// <summary>One page of a list. Who asks for a page past the last one gets the last one, whose number is shown.</summary>
public static class ListPage
{
    private const int LastAsked = 1_000_000;

    /// <summary>Reads the page, or the last one when there are fewer.</summary>
    /// <param name="asked">The page of the address, from 1; null for the first.</param>
    /// <param name="pageSize">Rows of a page.</param>
    /// <param name="read">Reads from an offset on.</param>
    /// <param name="total">Rows on all pages; 0 where that is known only beside rows and there are none.</param>
    public static async Task<(int Page, T Rows)> ReadAsync<T>(int? asked, int pageSize, Func<int, Task<T>> read, Func<T, long> total)
    {
        var page = Math.Clamp(asked ?? 1, 1, LastAsked);
        var rows = await read((page - 1) * pageSize);
        if (page == 1 || (page - 1L) * pageSize < total(rows))
        {
            return (page, rows);
        }

        var first = await read(0);
        var last = (int)Math.Max(1, (total(first) + pageSize - 1) / pageSize);
        return (last, last == 1 ? first : await read((last - 1) * pageSize));
    }
}
