namespace Dashboard.Storage.Writing;

/// <summary>Holds a batch's texts in one reused buffer instead of one object each.</summary>
internal sealed class TextArena
{
    private byte[] _bytes = new byte[1 << 16];
    private int _used;

    /// <summary>Bytes held.</summary>
    public int Used => _used;

    public TextSlice Add(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty)
        {
            return default;
        }

        if (_used + text.Length > _bytes.Length)
        {
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _used + text.Length));
        }

        text.CopyTo(_bytes.AsSpan(_used));
        var slice = new TextSlice(_used, text.Length);
        _used += text.Length;
        return slice;
    }

    public ReadOnlySpan<byte> Span(TextSlice slice) => _bytes.AsSpan(slice.Start, slice.Length);

    public void Clear() => _used = 0;
}
