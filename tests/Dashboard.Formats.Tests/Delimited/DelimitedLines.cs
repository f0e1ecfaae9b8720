using System.Text;
using Dashboard.Core.Delivery;
using Dashboard.Formats.Delimited;
using Dashboard.Formats.Tests.PowerMta;

namespace Dashboard.Formats.Tests.Delimited;

/// <summary>Reads delimited text through a mapping.</summary>
internal static class DelimitedLines
{
    public static IReadOnlyList<ReadLine> All(string text, ColumnMapping mapping) => All(new MemoryStream(Encoding.UTF8.GetBytes(text)), mapping);

    public static IReadOnlyList<ReadLine> All(byte[] text, ColumnMapping mapping) => All(new MemoryStream(text), mapping);

    public static IReadOnlyList<ReadLine> All(Stream text, ColumnMapping mapping)
    {
        using var reader = ReaderCatalog.Open(LogFormat.Delimited, text, new LogReaderOptions { Mapping = mapping });
        var lines = new List<ReadLine>();
        var target = new LogEvent();
        for (var kind = reader.Read(target); kind != LineKind.End; kind = reader.Read(target))
        {
            lines.Add(new ReadLine(
                kind, reader.LineNumber, reader.Problem.Reason, reader.Problem.Column, Encoding.UTF8.GetString(reader.Problem.Original.Span),
                kind == LineKind.Event ? ReadEvent.From(target) : null));
        }
        Assert.Equal(lines.Count, reader.RecordsRead);
        return lines;
    }

    /// <summary>The only event of a file of one header and one row, read through its own guess.</summary>
    public static ReadEvent Guessed(string header, string row)
    {
        var text = $"{header}\n{row}\n";
        var line = All(text, Guess(text).Mapping)[^1];
        Assert.True(line.Kind == LineKind.Event, line.Reason);
        return line.Found!;
    }

    public static MappingGuess Guess(string text) => MappingGuess.Make(Sample(text), new MappingDefaults());

    public static DelimitedSample Sample(string text) => DelimitedSample.Read(Encoding.UTF8.GetBytes(text), isWhole: true);
}
