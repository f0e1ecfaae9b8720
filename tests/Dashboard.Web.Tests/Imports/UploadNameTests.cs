using Dashboard.Web.Imports;

namespace Dashboard.Web.Tests.Imports;

public sealed class UploadNameTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("logs/")]
    [InlineData("\u202e\u0000\n")]
    public void A_name_without_anything_to_see_is_called_upload(string? given) => Assert.Equal("upload", UploadName.Clean(given));

    [Fact]
    public void A_long_name_keeps_its_end_and_no_half_character()
    {
        var name = UploadName.Clean(new string('x', 100) + "😀" + new string('y', 250) + ".csv");

        Assert.Equal(new string('y', 250) + ".csv", name);
    }
}
