using System.Text;
using Dashboard.Formats.Compression;

namespace Dashboard.Formats.Tests.Compression;

public class WorkbookPartsTests
{
    [Fact]
    public void Every_sheet_that_holds_something_is_a_part()
    {
        var parts = Unpack.All(Pack.Workbook(("Nothing", ""), ("Blank", "<row r=\"7\"><c r=\"B7\" s=\"1\"/></row>"), ("A", Row(1, "x")), ("B", Row(1, "y"))));

        Assert.Equal(["A=x\n", "B=y\n"], parts.Select(p => $"{p.Name}={Encoding.UTF8.GetString(p.Text)}"));
    }

    [Fact]
    public void Lines_are_rows_and_cells_that_hold_more_than_a_word_are_quoted() => Assert.Equal(
        """
        rcpt,note,z

        a@x.example,"he said ""no"", twice",
        ,"two
        lines",ä€

        """.ReplaceLineEndings("\n"),
        TextOf(Row(1, "rcpt", "note", "z") + Row(3, "a@x.example", "he said &quot;no&quot;, twice") + Row(4, "", "two\nlines", "ä€") + "<row r=\"90\"><c r=\"C90\" s=\"1\"/></row>"));

    [Theory]
    [InlineData("<c s=\"1\"><v>46082.4166666667</v></c>", "2026-03-01 10:00:00")]
    [InlineData("<c s=\"1\"><v>46082.0000115856</v></c>", "2026-03-01 00:00:01.001")]
    [InlineData("<c s=\"1\"><v>46082</v></c>", "2026-03-01 00:00:00")]
    [InlineData("<c s=\"2\"><v>0.4166666667</v></c>", "10:00:00")]
    [InlineData("<c><v>1772359200</v></c>", "1772359200")]
    [InlineData("<c><v>1.772359200123E12</v></c>", "1772359200123")]
    [InlineData("<c><v>1E20</v></c>", "100000000000000000000")]
    [InlineData("<c><v>0.00001</v></c>", "0.00001")]
    [InlineData("<c><v>1E300</v></c>", "1E+300")]
    [InlineData("<c><v>-0.5</v></c>", "-0.5")]
    [InlineData("<c t=\"b\"><v>1</v></c>", "TRUE")]
    [InlineData("<c t=\"str\"><f>A1</f><v>550 5.1.1</v></c>", "550 5.1.1")]
    [InlineData("<c t=\"inlineStr\"><is><t>007</t></is></c>", "007")]
    public void A_cell_is_written_as_a_log_would(string cell, string text) => Assert.Equal(text + "\n", TextOf($"<row>{cell}</row>"));

    [Fact]
    public void What_is_no_workbook_of_lists_is_refused_with_a_sentence()
    {
        Assert.Equal(
            "No sheet of the workbook holds anything.",
            Assert.Throws<FileRefusedException>(() => Unpack.All(Pack.Workbook(("A", "")))).Message);
        Assert.Throws<InvalidDataException>(() => Unpack.All([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 1, 2, 3]));
        Assert.Throws<InvalidDataException>(() => Unpack.All(Pack.Workbook(("A", "<row><c"))));
    }

    [Fact]
    public void Old_workbooks_are_read_too()
    {
        var stored = OldWorkbook.Write("Log", ["rcpt", "code"], ["ä@x.example", 250.0], [], ["b@x.example", 1772359200.5]);

        var part = Assert.Single(Unpack.All(stored));

        Assert.Equal("Log", part.Name);
        Assert.Equal("rcpt,code\nä@x.example,250\n\nb@x.example,1772359200.5\n", Encoding.UTF8.GetString(part.Text));
    }

    [Fact]
    public void An_old_workbook_that_is_cut_is_never_read_as_whole()
    {
        var stored = OldWorkbook.Write("Log", [.. Enumerable.Range(0, 800).Select(row => new object[] { $"a{row}@x.example", (double)row })]);

        Assert.All(
            [8, 100, stored.Length / 100, stored.Length / 10, stored.Length / 2, stored.Length * 99 / 100, stored.Length - 600],
            cut => Assert.True(Record.Exception(() => Unpack.All(stored[..cut])) is InvalidDataException or FileRefusedException, $"{cut}"));
    }

    [Fact]
    public void Other_old_office_files_are_refused()
    {
        var refusal = Assert.Throws<FileRefusedException>(() => Unpack.All(OldWorkbook.Contain("WordDocument", new byte[5000])));

        Assert.Equal("It is a file of an older Office program, but no Excel workbook. Save the list as .xlsx or CSV.", refusal.Message);
    }

    [Fact]
    public void A_document_of_another_office_program_stays_what_it_is()
    {
        var document = Pack.Zip(("[Content_Types].xml", "x"u8.ToArray()), ("word/document.xml", "x"u8.ToArray()));

        Assert.Equal(document, Unpack.One(document));
    }

    [Fact]
    public void Texts_that_do_not_fit_into_memory_are_refused()
    {
        var workbook = Pack.Zip(("xl/workbook.xml", "x"u8.ToArray()), ("xl/sharedStrings.xml", new byte[2_000_000]));

        Assert.Throws<FileRefusedException>(() => Unpack.All(workbook, new StoredFileLimits { MostSharedTextBytes = 1_999_999 }));
        Assert.Throws<FileRefusedException>(() => Unpack.All(workbook, new StoredFileLimits { MostTextBytes = 1_999_999 }));
    }

    private static string TextOf(string rows) => Encoding.UTF8.GetString(Unpack.One(Pack.Workbook(("Log", rows))));

    private static string Row(int number, params string[] cells) =>
        $"<row r=\"{number}\">{string.Concat(cells.Select((c, i) => c.Length == 0 ? "" : $"<c r=\"{(char)('A' + i)}{number}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{c}</t></is></c>"))}</row>";
}
