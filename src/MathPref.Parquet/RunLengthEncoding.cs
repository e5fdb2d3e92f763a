namespace MathPref.Parquet;

/// <summary>
/// Small whole numbers as runs of one value, and as groups of eight packed bit by bit. Levels, indices into dictionaries and Booleans are
/// kept so. Source: apache/parquet-format, Encodings.md, Run Length Encoding / Bit-Packing Hybrid.
/// </summary>
internal static class RunLengthEncoding
{
    public static int BitsFor(int maximum) => 32 - System.Numerics.BitOperations.LeadingZeroCount((uint)maximum);

    /// <summary>
    /// Fills <paramref name="values"/>. Throws <see cref="ParquetException"/> where there are too few, or one is above
    /// <paramref name="maximum"/>.
    /// </summary>
    public static void Read(ReadOnlySpan<byte> bytes, int bits, int maximum, Span<int> values)
    {
        var (at, filled) = (0, 0);
        while (filled < values.Length)
        {
            var head = ReadVarint(bytes, ref at);
            if ((head & 1) == 0)
            {
                var count = (int)Math.Min(head >> 1, (ulong)(values.Length - filled));
                var width = (bits + 7) / 8;
                if (width > bytes.Length - at || count == 0)
                    throw Broken();
                var value = 0;
                for (var i = 0; i < width; i++)
                    value |= bytes[at++] << 8 * i;
                if ((uint)value > (uint)maximum)
                    throw Broken();
                values.Slice(filled, count).Fill(value);
                filled += count;
            }
            else
            {
                var groups = head >> 1;
                if (groups == 0)
                    throw Broken();
                var count = (int)Math.Min(groups * 8, (ulong)(values.Length - filled));
                // The last group may be cut short.
                var needed = (int)(((long)count * bits + 7) / 8);
                if (groups > int.MaxValue / 8 || needed > bytes.Length - at)
                    throw Broken();
                var target = values.Slice(filled, count);
                Unpack(bytes.Slice(at, needed), bits, target);
                foreach (var value in target)
                {
                    if ((uint)value > (uint)maximum)
                        throw Broken();
                }
                filled += count;
                at = (int)Math.Min((long)at + (long)groups * bits, bytes.Length);
            }
        }
    }

    private static void Unpack(ReadOnlySpan<byte> bytes, int bits, Span<int> values)
    {
        var mask = bits == 32 ? uint.MaxValue : (1u << bits) - 1;
        ulong pending = 0;
        var (have, at) = (0, 0);
        for (var i = 0; i < values.Length; i++)
        {
            while (have < bits)
            {
                pending |= (ulong)bytes[at++] << have;
                have += 8;
            }
            values[i] = (int)((uint)pending & mask);
            pending >>= bits;
            have -= bits;
        }
    }

    /// <summary>Levels of a data page of version 1: with their length before them.</summary>
    public static void WriteWithLength(ReadOnlySpan<byte> levels, int maximum, ByteBuffer output)
    {
        var start = output.Count;
        output.AddInt32(0);
        var writer = new Packer(output, BitsFor(maximum));
        foreach (var level in levels)
            writer.Add(level);
        writer.End();
        var length = output.Count - start - 4;
        output.Truncate(start);
        output.AddInt32(length);
        output.Advance(length);
    }

    public static void Write(ReadOnlySpan<int> values, int bits, ByteBuffer output)
    {
        var writer = new Packer(output, bits);
        foreach (var value in values)
            writer.Add(value);
        writer.End();
    }

    public static ulong ReadVarint(ReadOnlySpan<byte> bytes, ref int at)
    {
        ulong value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            if (at >= bytes.Length)
                throw Broken();
            var next = bytes[at++];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
                return value;
        }
        throw Broken();
    }

    private static ParquetException Broken() => new("the levels or indices of a page are broken");

    /// <summary>Runs of eight and more are written as runs, all else in groups of eight.</summary>
    private ref struct Packer(ByteBuffer output, int bits)
    {
        private readonly List<int> _literals = [];
        private int _value;
        private int _run;

        public void Add(int value)
        {
            if (_run > 0 && value == _value)
            {
                _run++;
                return;
            }
            EndRun();
            (_value, _run) = (value, 1);
        }

        public void End()
        {
            EndRun();
            EndLiterals();
        }

        private void EndRun()
        {
            // A group of eight has to be full before a run may follow.
            while (_run > 0 && _literals.Count % 8 != 0)
            {
                _literals.Add(_value);
                _run--;
            }
            if (_run >= 8)
            {
                EndLiterals();
                output.AddVarint((ulong)_run << 1);
                for (var i = 0; i < (bits + 7) / 8; i++)
                    output.Add((byte)(_value >> 8 * i));
                _run = 0;
            }
            for (; _run > 0; _run--)
                _literals.Add(_value);
        }

        private readonly void EndLiterals()
        {
            if (_literals.Count == 0)
                return;
            while (_literals.Count % 8 != 0)
                _literals.Add(0);
            output.AddVarint((ulong)(_literals.Count / 8) << 1 | 1);
            ulong pending = 0;
            var have = 0;
            foreach (var value in _literals)
            {
                pending |= (ulong)(uint)value << have;
                have += bits;
                for (; have >= 8; have -= 8)
                {
                    output.Add((byte)pending);
                    pending >>= 8;
                }
            }
            _literals.Clear();
        }
    }
}
