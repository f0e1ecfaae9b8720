namespace Dashboard.Core.Reporting;

/// <summary>What a report can be split and filtered by. The words are the same in page URLs, the API, exports and saved views.</summary>
public enum Dimension
{
    /// <summary>Mailbox provider or gateway family.</summary>
    Provider,

    /// <summary>Recipient domain.</summary>
    Domain,

    /// <summary>Campaign or job.</summary>
    Campaign,

    /// <summary>Why mail is sent.</summary>
    Stream,

    /// <summary>Group of sending addresses.</summary>
    Pool,

    /// <summary>Sending address.</summary>
    Ip,

    /// <summary>Domain of the From header.</summary>
    FromDomain,

    /// <summary>Domain of the envelope sender.</summary>
    ReturnPathDomain,

    /// <summary>Domain of the DKIM signature.</summary>
    DkimDomain,

    /// <summary>List or acquisition source.</summary>
    ListSource,

    /// <summary>Engagement segment.</summary>
    Segment,

    /// <summary>Brand or customer.</summary>
    Client,

    /// <summary>Configured sender of events.</summary>
    Source,

    /// <summary>Outcome and reason: <c>deferred-rate-limit</c>.</summary>
    Category,

    /// <summary>Reason alone.</summary>
    Reason,

    /// <summary>Who must change something.</summary>
    Fault,
}

/// <summary>The words for dimensions.</summary>
public static class Dimensions
{
    private static readonly Dictionary<string, Dimension> ByWord = Enum.GetValues<Dimension>().ToDictionary(Word, StringComparer.OrdinalIgnoreCase);

    /// <summary>The word in URLs and the API: <c>listSource</c>.</summary>
    public static string Word(this Dimension dimension)
    {
        var name = dimension.ToString();
        return char.ToLowerInvariant(name[0]) + name[1..];
    }

    /// <summary>Reads a word; case does not matter.</summary>
    public static bool TryParse(string word, out Dimension dimension) => ByWord.TryGetValue(word, out dimension);

    /// <summary>True for what rules decide (category, reason, fault): grouped by it there are counts and shares but no rates.</summary>
    public static bool IsClassified(this Dimension dimension) => dimension >= Dimension.Category;
}
