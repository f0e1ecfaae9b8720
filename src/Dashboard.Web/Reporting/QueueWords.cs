using Dashboard.Core.Reporting;

namespace Dashboard.Web.Reporting;

/// <summary>Names a queue of the sending server: one domain's mail in one pool.</summary>
public static class QueueWords
{
    /// <summary><c>example.com in pool-a</c>.</summary>
    public static string Name(string domain, string pool)
    {
        var name = Labels.Value(Dimension.Domain, domain);
        return pool.Length == 0 ? name : $"{name} in {pool}";
    }
}
