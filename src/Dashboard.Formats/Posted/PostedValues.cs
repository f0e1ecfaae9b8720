using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Dashboard.Core.Delivery;

namespace Dashboard.Formats.Posted;

/// <summary>Something that is not as expected.</summary>
/// <param name="Field">Its place: <c>attempts[17].occurredAt</c>.</param>
/// <param name="Expected">What is expected, a sentence.</param>
public sealed record PostedProblem(string Field, string Expected);

/// <summary>The values of one posted attempt, checked one by one; used again for every attempt of a body.</summary>
internal sealed class PostedValues
{
    private const int LongestNameShown = 60;

    private static readonly int Fields = PostedFields.All.Count;
    private readonly byte[]?[] _texts = new byte[PostedFields.All.Count][];

    /// <summary>UTF-8; empty when the field is absent, null or empty.</summary>
    public ReadOnlySpan<byte> this[string field] => _texts[PostedFields.Find(field)!.Value.Place];

    /// <summary>Reads an attempt.</summary>
    /// <param name="attempt">Any JSON.</param>
    /// <param name="place">Where it stands: <c>attempts[17]</c>.</param>
    /// <param name="problems">Takes what is wrong.</param>
    public void Read(JsonElement attempt, string place, ICollection<PostedProblem> problems)
    {
        Array.Clear(_texts);
        if (attempt.ValueKind != JsonValueKind.Object)
        {
            problems.Add(new PostedProblem(place, "A JSON object: one attempt."));
            return;
        }

        foreach (var property in attempt.EnumerateObject())
        {
            if (NameOf(property) is not { } name)
            {
                problems.Add(new PostedProblem(place, "Names of whole characters: one is half of a surrogate pair."));
            }
            else if (PostedFields.Find(name) is not { } found)
            {
                problems.Add(new PostedProblem($"{place}.{Shown(name)}", $"No such field. Known: {string.Join(", ", PostedFields.All.Select(f => f.Name))}."));
            }
            else if (property.Value.ValueKind != JsonValueKind.Null && !TryRead(property.Value, found.Field, out _texts[found.Place]))
            {
                problems.Add(new PostedProblem($"{place}.{name}", found.Field.Expected));
            }
        }

        foreach (var field in PostedFields.All.Where(f => f.IsRequired && this[f.Name].IsEmpty))
        {
            var problem = new PostedProblem($"{place}.{field.Name}", field.Expected);
            if (!problems.Contains(problem))
            {
                problems.Add(problem);
            }
        }
    }

    /// <summary>
    /// What makes two attempts without an id the same: all their fields. Times count as instants; what is absent, null or empty does not count,
    /// so a field that is added later changes no identity. Hashes are stored: the form never changes.
    /// </summary>
    public ulong Hash()
    {
        var hash = new XxHash64(0);
        Span<byte> head = stackalloc byte[8];
        for (var i = 0; i < Fields; i++)
        {
            if (_texts[i] is { Length: > 0 } text)
            {
                BinaryPrimitives.WriteInt32LittleEndian(head, i);
                BinaryPrimitives.WriteInt32LittleEndian(head[4..], text.Length);
                hash.Append(head);
                hash.Append(text);
            }
        }

        return hash.ToHash();
    }

    /// <summary>A time as it was written by <see cref="TryRead"/>.</summary>
    public DateTime? TimeOf(string field) => this[field] is { IsEmpty: false } ticks
        ? new DateTime(long.Parse(ticks, CultureInfo.InvariantCulture), DateTimeKind.Utc)
        : null;

    private static bool TryRead(JsonElement value, PostedField field, out byte[] text)
    {
        text = [];
        switch (field.Form)
        {
            case PostedForm.Number:
                if (value.ValueKind != JsonValueKind.Number || !value.TryGetInt32(out var number) || number is < 200 or > 599)
                {
                    return false;
                }

                text = Encoding.ASCII.GetBytes(number.ToString(CultureInfo.InvariantCulture));
                return true;
            case PostedForm.Boolean:
                text = value.ValueKind == JsonValueKind.True ? "true"u8.ToArray() : "false"u8.ToArray();
                return value.ValueKind is JsonValueKind.True or JsonValueKind.False;
            case PostedForm.Time:
                return value.ValueKind == JsonValueKind.String && TryReadTime(value, out text);
            case PostedForm.Text:
                if (value.ValueKind != JsonValueKind.String || TextOf(value) is not { } given)
                {
                    return false;
                }

                text = Encoding.UTF8.GetBytes(given.Trim());
                // In a reply lines may break; a NUL is nowhere part of a text.
                return text.Length <= field.MaxBytes && !given.Contains('\0', StringComparison.Ordinal) && (field.Name == "reply" || !given.Trim().Any(char.IsControl));
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    // Microseconds are what is stored; as ticks, because the same instant may be written in many ways.
    private static bool TryReadTime(JsonElement value, out byte[] ticks)
    {
        ticks = [];
        if (TextOf(value) is not { Length: >= 17 and <= 40 } text || text[10] is not 'T' || (text[^1] != 'Z' && text[^6] is not ('+' or '-'))
            || !value.TryGetDateTimeOffset(out var time))
        {
            return false;
        }

        var utc = time.UtcTicks - (time.UtcTicks % TimeSpan.TicksPerMicrosecond);
        ticks = Encoding.ASCII.GetBytes(utc.ToString(CultureInfo.InvariantCulture));
        return true;
    }

    private static string? TextOf(JsonElement value)
    {
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair, written as \ud800.
            return null;
        }
    }

    private static string? NameOf(JsonProperty property)
    {
        try
        {
            return property.Name;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static string Shown(string name)
    {
        var shown = new string([.. name.Where(c => !char.IsControl(c) && !char.IsSurrogate(c)).Take(LongestNameShown)]);
        return shown.Length == 0 ? "(no name)" : shown;
    }
}
