namespace Dashboard.Formats.Text;

/// <summary>Abbreviations that stand for one offset from UTC behind a time. IST and others of several meanings are not among them.</summary>
internal static class ZoneName
{
    /// <summary>Minutes east of UTC; false when the word is none of them.</summary>
    public static bool TryFind(ReadOnlySpan<byte> word, out int minutes)
    {
        Span<byte> lower = stackalloc byte[4];
        if (word.Length is 0 or > 4)
        {
            minutes = 0;
            return false;
        }
        var text = AsciiCase.ToLower(word, lower);
        minutes = text switch
        {
            [(byte)'z'] or [(byte)'u', (byte)'t'] => 0,
            _ when text.SequenceEqual("utc"u8) || text.SequenceEqual("gmt"u8) || text.SequenceEqual("wet"u8) => 0,
            _ when text.SequenceEqual("cet"u8) || text.SequenceEqual("mez"u8) || text.SequenceEqual("bst"u8) => 60,
            _ when text.SequenceEqual("cest"u8) || text.SequenceEqual("mesz"u8) || text.SequenceEqual("eet"u8) => 120,
            _ when text.SequenceEqual("eest"u8) || text.SequenceEqual("msk"u8) => 180,
            _ when text.SequenceEqual("jst"u8) => 540,
            _ when text.SequenceEqual("aest"u8) => 600,
            _ when text.SequenceEqual("aedt"u8) => 660,
            _ when text.SequenceEqual("edt"u8) => -240,
            _ when text.SequenceEqual("est"u8) || text.SequenceEqual("cdt"u8) => -300,
            _ when text.SequenceEqual("cst"u8) || text.SequenceEqual("mdt"u8) => -360,
            _ when text.SequenceEqual("mst"u8) || text.SequenceEqual("pdt"u8) => -420,
            _ when text.SequenceEqual("pst"u8) => -480,
            _ => int.MinValue,
        };
        return minutes != int.MinValue;
    }
}
