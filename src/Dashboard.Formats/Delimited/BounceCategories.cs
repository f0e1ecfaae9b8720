using System.Collections.Frozen;

namespace Dashboard.Formats.Delimited;

/// <summary>Words that sending platforms use for kinds of bounces: how a column of them is told from one of tags.</summary>
internal static class BounceCategories
{
    private static readonly FrozenSet<string> Words = FrozenSet.ToFrozenSet(
        """
        badmailbox baddomain badconfiguration inactivemailbox quotaissues policyrelated spamrelated spamblock viruscontent virusrelated messageexpired noanswerfromhost routingerrors
        protocolerrors relayingissues contentrelated invalidsender badconnection other undetermined invalidrecipient mailboxfull mailboxunavailable userunknown unknownuser unknown
        invaliddomain dnserror dnsfailure spam blocked block greylisted ratelimit ratelimited reputation authentication authenticationfailure policy content technical
        hard soft hardbounce softbounce transient permanent general noemail suppressed messagetoolarge contentrejected attachmentrejected relaydenied toolarge
        invalidaddress invalidaddresses mailboxdisabled inactive overquota quotaexceeded spamcomplaint dmarcpolicy autoresponder challengeresponse invalid frequencyvolume
        bounceduser adminfailure timeout generic expired hartebounces postfachvoll unbekannterempfanger
        """.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries),
        StringComparer.Ordinal);

    public static bool IsKnown(string word) => Words.Contains(PlainWord.Of(word));
}
