namespace Dashboard.Web.Components.Reporting;

/// <summary>Status of a page's first answer.</summary>
public static class PageStatus
{
    /// <summary>
    /// Says "not found" to browsers and programs while the page itself explains it inside the frame. Set only when the answer starts:
    /// set earlier, Blazor would leave the answer to the general page for missing addresses.
    /// </summary>
    /// <param name="context">The request; null once the page is interactive, when nothing is left to say.</param>
    public static void SetNotFound(HttpContext? context)
    {
        if (context is { Response.HasStarted: false })
        {
            context.Response.OnStarting(() =>
            {
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                return Task.CompletedTask;
            });
        }
    }
}
