using Dashboard.Web.Imports;

namespace Dashboard.Web.Tests.Imports;

public sealed class OriginalLineTests
{
    [Fact]
    public void Bytes_that_are_no_utf8_are_written_as_what_they_are()
    {
        byte[] line = [(byte)'a', 0xE9, (byte)',', 0xC3, 0xA9, 0x00, (byte)'\t', 0x1B];

        Assert.Equal("a\\xE9,é\\x00\t\\x1B", OriginalLine.Text(line));
    }

    [Fact]
    public void A_character_cut_by_the_end_of_what_was_kept_is_shown_by_its_bytes()
    {
        Assert.Equal("x\\xE2\\x82", OriginalLine.Text([(byte)'x', 0xE2, 0x82]));
    }
}
