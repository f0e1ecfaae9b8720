using Dashboard.Core.Classification;

namespace Dashboard.Accuracy;

/// <summary>Reads labelled replies, one a line; in a text ␤ (U+2424) stands for a line break, so that whole bounce mails fit.</summary>
internal static class LabelledFile
{
    private const char LineBreak = '␤';

    /// <exception cref="FormatException">A column is missing, or a category is none of ours.</exception>
    public static IReadOnlyList<LabelledReply> Read(string path)
    {
        var rows = new List<LabelledReply>();
        Dictionary<string, int>? columns = null;
        var number = 0;
        foreach (var line in File.ReadLines(path))
        {
            number++;
            if (line.Length == 0 || line[0] == '#')
            {
                continue;
            }

            var cells = line.Split('\t');
            if (columns is null)
            {
                columns = cells.Select((name, index) => (name, index)).ToDictionary(column => column.name.Trim(), column => column.index);
                continue;
            }

            string Cell(string name, string otherwise) =>
                columns.TryGetValue(name, out var index) && index < cells.Length ? cells[index] : otherwise;
            string Needed(string name) =>
                columns.ContainsKey(name) ? Cell(name, "") : throw new FormatException($"{path}: there is no column {name}.");

            var category = Category.TryParse(Needed("category").Trim(), out var known)
                ? known
                : throw new FormatException($"{path}, line {number}: {Needed("category")} is no category.");
            rows.Add(new LabelledReply(
                Cell("id", $"line {number}"),
                Cell("provider", "").Trim(),
                Cell("code", "").Trim(),
                Cell("enhanced", "").Trim(),
                Needed("text").Replace(LineBreak, '\n'),
                category,
                Cell("kind", "reply"),
                Cell("trust", "A"),
                Cell("source", Path.GetFileName(path))));
        }

        return rows;
    }
}
