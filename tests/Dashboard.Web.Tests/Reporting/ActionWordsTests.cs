using Dashboard.Core.Classification;
using Dashboard.Core.Delivery;
using Dashboard.Web.Reporting;

namespace Dashboard.Web.Tests.Reporting;

public sealed class ActionWordsTests
{
    [Fact]
    public void Only_a_deferred_message_is_said_to_be_tried_again()
    {
        Assert.Contains("tries again", ActionWords.Sentence(NextAction.Retry, EventType.Deferred));
        Assert.DoesNotContain("tries again", ActionWords.Sentence(NextAction.Retry, EventType.Expired));
        Assert.Contains("has stopped trying", ActionWords.Sentence(NextAction.Retry, EventType.Expired));
    }
}
