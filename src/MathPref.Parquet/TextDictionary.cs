using System.Buffers.Binary;
using System.Numerics;

namespace MathPref.Parquet;

/// <summary>The texts of a column, each once in the order in which they first appear, and for each value which of them it is.</summary>
internal sealed class TextDictionary
{
    /// <summary>Larger dictionaries would have to be read whole for a few rows.</summary>
    private const int MaximumBytes = 1 << 20;

    public required IReadOnlyList<(int Start, int End)> Entries { get; init; }

    public required int[] Indices { get; init; }

    public int Bits => Math.Max(1, RunLengthEncoding.BitsFor(Entries.Count - 1));

    /// <summary>Null where it would not make the column smaller.</summary>
    public static TextDictionary? TryMake(ReadOnlySpan<byte> texts, List<int> ends)
    {
        if (ends.Count < 2)
            return null;
        var entries = new List<(int Start, int End)>();
        var indices = new int[ends.Count];
        var slots = new int[BitOperations.RoundUpToPowerOf2((uint)ends.Count * 2)];
        var bytes = 0L;
        for (var i = 0; i < ends.Count; i++)
        {
            var (start, end) = (i == 0 ? 0 : ends[i - 1], ends[i]);
            var text = texts[start..end];
            var slot = Hash(text) & (uint)slots.Length - 1;
            while (slots[slot] != 0 && !texts[entries[slots[slot] - 1].Start..entries[slots[slot] - 1].End].SequenceEqual(text))
                slot = slot + 1 & (uint)slots.Length - 1;
            if (slots[slot] == 0)
            {
                bytes += text.Length + 4;
                if (bytes > MaximumBytes || entries.Count > ends.Count / 2)
                    return null;
                entries.Add((start, end));
                slots[slot] = entries.Count;
            }
            indices[i] = slots[slot] - 1;
        }
        var dictionary = new TextDictionary { Entries = entries, Indices = indices };
        return bytes + (long)ends.Count * dictionary.Bits / 8 < texts.Length + 4L * ends.Count ? dictionary : null;
    }

    private static uint Hash(ReadOnlySpan<byte> text)
    {
        var hash = (ulong)text.Length;
        for (; text.Length >= 8; text = text[8..])
            hash = BitOperations.RotateLeft((hash ^ BinaryPrimitives.ReadUInt64LittleEndian(text)) * 0x9E3779B97F4A7C15, 29);
        foreach (var b in text)
            hash = (hash ^ b) * 0x9E3779B97F4A7C15;
        return (uint)(hash >> 32);
    }
}
