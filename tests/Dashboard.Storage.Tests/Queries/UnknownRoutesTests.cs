using Dashboard.Core.Classification.Own;
using Dashboard.Core.Delivery;
using Dashboard.Core.Providers;
using Dashboard.Storage.Queries;
using Dashboard.Storage.Tests.Rules;
using Dashboard.Storage.Tests.Writing;
using Dashboard.Testing;

namespace Dashboard.Storage.Tests.Queries;

public sealed class UnknownRoutesTests(PostgresServer server)
{
    private static readonly DateTimeOffset From = new(2026, 2, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset To = new(2026, 4, 1, 0, 0, 0, TimeSpan.Zero);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Relays_and_domains_of_nobody_are_listed_by_volume_with_who_they_may_be()
    {
        await using var database = await server.CreateDatabaseAsync(Token);
        using var store = new Store(database);
        using var rules = new RulesOfTests(database);
        await store.ImportAsync(
            [
                At(1, "a@gmx.de", "mx1.new.test", "550 refused"), At(2, "b@web.de", "mx1.new.test", "550 refused"), At(3, "c@two.test", "mx2.new.test", "250 ok"),
                At(4, "d@three.test", "in.gate.test", "550 see https://community.mimecast.com/x"), At(5, "e@two.test", "in.gate.test", "250 ok"),
                At(6, "f@gmail.com", "gmail-smtp-in.l.google.com", "250 ok"), At(7, "g@four.test", "192.0.2.1", "250 ok"),
                At(8, "h@nowhere.test", "", "550 no route"), At(9, "i@gmail.com", "", "550 no route"),
            ],
            () => 100,
            Token);
        var query = new UnknownRoutesQuery(database.DataSource, rules.Current);

        var relays = await query.ReadAsync(false, From, To, 0, 10, Token);

        Assert.Equal((3, 6, 1, 1, 9), (relays.Relays, relays.RelayAttempts, relays.Domains, relays.DomainAttempts, relays.Attempts));
        Assert.Equal(["new.test", "gate.test", "ip"], relays.Rows.Select(r => r.Name));
        var (first, second, address) = (relays.Rows[0], relays.Rows[1], relays.Rows[2]);
        Assert.Equal((3, 1, 3, 2, "mx1.new.test"), (first.Attempts, first.Accepted, first.Domains, first.Hosts, first.Host));
        Assert.Equal(("gmx", SuggestionReason.Domains), (first.Suggestion!.Provider.Id, first.Suggestion.Reason));
        Assert.Equal(("mimecast", SuggestionReason.Replies), (second.Suggestion!.Provider.Id, second.Suggestion.Reason));
        Assert.Null(first.WhyNot);
        Assert.StartsWith("Addresses and bare names", address.WhyNot, StringComparison.Ordinal);
        Assert.Equal("gate.test", Assert.Single((await query.ReadAsync(false, From, To, 1, 1, Token)).Rows).Name);
        Assert.Equal("nowhere.test", Assert.Single((await query.ReadAsync(true, From, To, 0, 10, Token)).Rows).Name);

        await rules.SaveAsync(new OwnFile([], [new OwnProvider { Id = "mimecast", Relays = ["gate.test"], Domains = ["nowhere.test"] }]), Token);

        var after = await query.ReadAsync(false, From, To, 0, 10, Token);
        Assert.Equal((2, 0), (after.Relays, after.Domains));
        var seen = (await new SeenProvidersQuery(database.DataSource).ReadAsync(From, To, Token))["mimecast"];
        Assert.Equal((3, 1, 1, 3), (seen.Attempts, seen.Accepted, seen.Relays, seen.Domains));
    }

    [Fact]
    public async Task A_relay_with_letters_of_other_scripts_can_be_mapped_however_it_was_stored()
    {
        await using var database = await server.CreateDatabaseAsync(Token);
        using var store = new Store(database);
        using var rules = new RulesOfTests(database);
        await store.ImportAsync([At(1, "a@one.test", "mx1.bücher.test", "250 ok"), At(2, "a@one.test", "mx1.köche.test", "250 ok")], () => 100, Token);
        await database.ExecuteAsync("update routes set name = 'köche.test' where name = 'xn--kche-5qa.test'", Token);
        var query = new UnknownRoutesQuery(database.DataSource, rules.Current);

        var rows = (await query.ReadAsync(false, From, To, 0, 10, Token)).Rows;

        Assert.Equal(["köche.test", "xn--bcher-kva.test"], rows.Select(r => r.Name).Order(StringComparer.Ordinal));
        Assert.All(rows, row => Assert.Null(row.WhyNot));
        string[] relays = [.. rows.Select(row => OwnProvider.NormalRelay(row.Name))];
        await rules.SaveAsync(new OwnFile([], [new OwnProvider { Id = "mimecast", Relays = relays }]), Token);
        Assert.Equal(0, (await query.ReadAsync(false, From, To, 0, 10, Token)).Relays);
    }

    private static SentEvent At(int number, string recipient, string relay, string reply) => new(
        reply.StartsWith('2') ? EventType.Accepted : EventType.Rejected, new DateTime(2026, 3, 2, 10, 0, 0, DateTimeKind.Utc).AddSeconds(number), recipient, $"m{number}")
    {
        Relay = relay, Reply = reply,
    };
}
