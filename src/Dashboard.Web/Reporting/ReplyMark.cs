using System.Text.RegularExpressions;
using Dashboard.Storage.Queries;

namespace Dashboard.Web.Reporting;

/// <summary>The short name under which a reply is known.</summary>
public static partial class ReplyMark
{
    /// <summary>The provider's own code where the reply shows one (<c>TSS04</c>, <c>S3150</c>), else the enhanced code, else the reply code.</summary>
    public static string Of(ReplyRow reply)
    {
        var own = OwnCode().Match(reply.Sample);
        return own.Success ? own.Groups[1].Value : reply.EnhancedCode ?? reply.Code?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "see the reply";
    }

    // "[TSS04]", "(S3150)": capitals and digits in brackets.
    [GeneratedRegex(@"[\[(]([A-Z]{1,4}[0-9]{2,5})[\])]", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 100)]
    private static partial Regex OwnCode();
}
