using Dashboard.Testing.Generation;

namespace Dashboard.Formats.Tests.Generated;

/// <summary>A long log that is never on disk as a whole: are its files together the log?</summary>
public sealed class LogFilesTests
{
    private static readonly PowerMtaLogOptions Mail = SenderFiles.Mail(8_000, seed: 9);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Files_together_are_the_whole_log()
    {
        using var whole = new MemoryStream();
        var truth = PowerMtaLog.Write(Mail, whole, Token);
        whole.Position = 0;

        var (texts, lines, total) = await ReadAsync(first: 0);

        Assert.InRange(texts.Count, 4, 10);
        var header = texts[0][..(texts[0].IndexOf('\n') + 1)];
        Assert.All(texts, text => Assert.StartsWith(header, text, StringComparison.Ordinal));
        Assert.Equal(await new StreamReader(whole).ReadToEndAsync(Token), header + string.Concat(texts.Select(text => text[header.Length..])));
        Assert.Equal(truth.Lines, lines.Sum());
        Assert.Equal(truth.Lines, total);
        Assert.Equal(lines, texts.Select(text => text.LongCount(c => c == '\n') - 1));
    }

    [Fact]
    public async Task Files_that_are_not_wanted_are_left_out_and_the_rest_stay_the_same()
    {
        var (all, _, _) = await ReadAsync(first: 0);
        var (rest, _, total) = await ReadAsync(first: 3);

        Assert.Equal(all.Skip(3), rest);
        Assert.True(total > 0);
    }

    private static async Task<(List<string> Texts, List<long> Lines, long Total)> ReadAsync(int first)
    {
        var (files, truth) = LogFiles.Start(Mail, 1_000, first, Token);
        var (texts, lines) = (new List<string>(), new List<long>());
        await foreach (var file in files.ReadAllAsync(Token))
        {
            texts.Add(await new StreamReader(file.Content).ReadToEndAsync(Token));
            lines.Add(await file.Lines);
        }

        return (texts, lines, (await truth).Lines);
    }
}
