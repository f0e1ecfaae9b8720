using System.Text;
using Dashboard.Core.Delivery;

namespace Dashboard.Core.Tests.Delivery;

public class EventIdentityTests
{
    private static readonly Action<LogEvent, byte[]>[] IdentityFields =
    [
        (e, text) => e.TimeText = text, (e, text) => e.Recipient = text, (e, text) => e.Sender = text, (e, text) => e.MessageId = text,
        (e, text) => e.Campaign = text, (e, text) => e.Reply = text, (e, text) => e.Status = text, (e, text) => e.Relay = text,
        (e, text) => e.SendingIp = text, (e, text) => e.Pool = text,
    ];

    [Fact]
    public void Every_identity_field_counts_and_at_its_own_place()
    {
        var hashes = IdentityFields.Select(set => Hash(e => set(e, "same text"u8.ToArray()))).ToList();
        hashes.Add(Hash(_ => { }));
        hashes.Add(Hash(e => e.Type = EventType.Complaint));
        hashes.Add(Hash(e => e.QueuedAt = new DateTime(2026, 3, 1, 0, 0, 0, DateTimeKind.Utc)));

        Assert.Equal(hashes.Count, hashes.Distinct().Count());
    }

    [Fact]
    public void Text_that_moves_to_the_next_field_is_another_event() => Assert.NotEqual(
        Hash(e => (e.Recipient, e.Sender) = ("ab"u8.ToArray(), "c"u8.ToArray())),
        Hash(e => (e.Recipient, e.Sender) = ("a"u8.ToArray(), "bc"u8.ToArray())));

    [Fact]
    public void An_id_or_a_row_is_the_same_event_whatever_a_mapping_makes_of_it()
    {
        var byId = Hash(e => e.EventId = "ev-1"u8.ToArray());
        var byRow = Hash(e => e.RowHash = 42);

        Assert.Equal(byId, Hash(e => (e.EventId, e.Type, e.Campaign, e.RowHash) = ("ev-1"u8.ToArray(), EventType.Rejected, "c"u8.ToArray(), 42)));
        Assert.Equal(byRow, Hash(e => (e.RowHash, e.Type, e.Campaign) = (42, EventType.Rejected, "c"u8.ToArray())));
        Assert.NotEqual(byId, Hash(e => e.EventId = "ev-2"u8.ToArray()));
        Assert.NotEqual(byRow, Hash(e => e.RowHash = 43));
    }

    [Fact]
    public void What_is_derived_or_guessed_is_no_identity()
    {
        var plain = Hash(_ => { });

        Assert.Equal(plain, Hash(e => (e.Stage, e.HasRemoteReply, e.Hint) = (Stage.Data, true, "other"u8.ToArray())));
        Assert.Equal(plain, Hash(e => (e.Stream, e.ListSource, e.Segment) = ("s"u8.ToArray(), "l"u8.ToArray(), "x"u8.ToArray())));
    }

    [Fact]
    public void The_stored_form_never_changes()
    {
        var logEvent = new LogEvent
        {
            Type = EventType.Deferred,
            TimeText = "2026-03-01 10:00:00+0000"u8.ToArray(),
            Recipient = Encoding.UTF8.GetBytes("jürgen@x.example"),
            Reply = "421 4.7.0 later"u8.ToArray(),
        };

        Assert.Equal(EventIdentity.Hash(logEvent), EventIdentity.WithOccurrence(EventIdentity.Hash(logEvent), 1));
        Assert.Equal(FrozenHash, EventIdentity.Hash(logEvent));
        Assert.Equal(FrozenSecond, EventIdentity.WithOccurrence(FrozenHash, 2));
    }

    [Fact]
    public void Occurrences_are_different_events()
    {
        var keys = Enumerable.Range(1, 1000).Select(occurrence => EventIdentity.WithOccurrence(42, occurrence)).ToList();

        Assert.Equal(1000, keys.Distinct().Count());
        Assert.Throws<ArgumentOutOfRangeException>(() => EventIdentity.WithOccurrence(42, 0));
    }

    private const ulong FrozenHash = 15607129856938988821;
    private const ulong FrozenSecond = 5668394465024722536;

    private static ulong Hash(Action<LogEvent> fill)
    {
        var logEvent = new LogEvent();
        fill(logEvent);
        return EventIdentity.Hash(logEvent);
    }
}
