using Dashboard.Core.Classification;
using Dashboard.Core.Delivery;

namespace Dashboard.Core.Tests.Classification;

public sealed class CategoryTests
{
    [Theory]
    [InlineData(EventType.Accepted, Reason.None, "accepted")]
    [InlineData(EventType.Deferred, Reason.RateLimit, "deferred-rate-limit")]
    [InlineData(EventType.Rejected, Reason.InvalidUser, "rejected-invalid-user")]
    [InlineData(EventType.AsynchronousBounce, Reason.MailboxFull, "rejected-mailbox-full")]
    [InlineData(EventType.Expired, Reason.RateLimit, "rejected-expired")]
    public void A_category_is_outcome_and_reason(EventType type, Reason reason, string name) =>
        Assert.Equal(name, Category.For(type, reason).Name);

    [Theory]
    [InlineData(EventType.Deferred, Reason.InvalidUser, "deferred-unclassified")]
    [InlineData(EventType.Deferred, Reason.InvalidDomain, "deferred-dns")]
    [InlineData(EventType.Deferred, Reason.MessageTooLarge, "deferred-policy")]
    [InlineData(EventType.Rejected, Reason.Greylisting, "rejected-policy")]
    [InlineData(EventType.Rejected, Reason.Dns, "rejected-server-unavailable")]
    public void A_reason_without_a_category_in_its_outcome_goes_to_the_nearest(EventType type, Reason reason, string name) =>
        Assert.Equal(name, Category.For(type, reason).Name);

    [Fact]
    public void Every_reason_of_every_outcome_has_a_listed_category()
    {
        foreach (var type in new[] { EventType.Deferred, EventType.Rejected, EventType.Expired, EventType.AsynchronousBounce })
        {
            Assert.All(Enum.GetValues<Reason>(), reason => Assert.Contains(Category.For(type, reason), Category.All));
        }
    }

    [Fact]
    public void Names_read_back_and_others_do_not()
    {
        Assert.Equal(27, Category.All.Count);
        Assert.All(Category.All, category =>
        {
            Assert.True(Category.TryParse(category.Name, out var back));
            Assert.Same(category, back);
        });
        Assert.False(Category.TryParse("deferred-invalid-user", out _));
        Assert.False(Category.TryParse(null, out _));
    }

    [Fact]
    public void A_complaint_has_no_category() => Assert.Throws<ArgumentException>(() => Category.For(EventType.Complaint, Reason.None));

    [Fact]
    public void Enum_names_are_kebab_case_and_read_back()
    {
        Assert.Equal("pause-and-probe", WireNames.Of(NextAction.PauseAndProbe));
        Assert.True(WireNames.TryParse<NextAction>("fix-authentication", out var action));
        Assert.Equal(NextAction.FixAuthentication, action);
        Assert.False(WireNames.TryParse<NextAction>("FixAuthentication", out _));
    }
}
