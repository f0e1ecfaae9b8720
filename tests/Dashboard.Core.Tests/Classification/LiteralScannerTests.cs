using Dashboard.Core.Classification;

namespace Dashboard.Core.Tests.Classification;

public sealed class LiteralScannerTests
{
    [Fact]
    public void Overlapping_and_nested_literals_are_all_found()
    {
        var found = Found(["he", "she", "his", "hers"], "ushers");

        Assert.Equal(["he", "hers", "she"], found.Order());
    }

    [Fact]
    public void Letters_outside_every_literal_break_a_match() => Assert.Empty(Found(["quota"], "qu#ota qu\u00e9ota"));

    [Fact]
    public void Finds_what_searching_one_by_one_finds()
    {
        var random = new Random(5);
        string Text(int length) => string.Concat(Enumerable.Range(0, length).Select(_ => "abé "[random.Next(4)]));
        for (var round = 0; round < 300; round++)
        {
            string[] literals = [.. Enumerable.Range(0, 90).Select(_ => Text(random.Next(1, 6))).Distinct()];
            var text = Text(40);

            Assert.Equal(literals.Where(literal => text.Contains(literal, StringComparison.Ordinal)).Order(), Found(literals, text).Order());
        }
    }

    private static IEnumerable<string> Found(string[] literals, string text)
    {
        var scanner = new LiteralScanner(literals);
        var bitmap = new ulong[scanner.BitmapLength];
        scanner.Scan(text, bitmap);
        return [.. literals.Where((_, id) => (bitmap[id >> 6] & (1UL << (id & 63))) != 0)];
    }
}
