using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using MathPref.Core.Offline.Algebra;
using Microsoft.Extensions.AI;

namespace MathPref.Core.Offline.Problems;

/// <summary>SplitMix64 (Steele, Lea, Flood, 2014): <see cref="Random"/> may change its sequence with the runtime, this can't.</summary>
internal sealed class Rng(ulong state)
{
    private ulong _state = state;

    /// <summary>The generator of one request: the model, the seed and every message decide it, and nothing else.</summary>
    public static Rng For(string modelName, long seed, IEnumerable<ChatMessage> messages)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, modelName);
        Append(hash, seed.ToString(CultureInfo.InvariantCulture));
        foreach (var message in messages)
        {
            Append(hash, message.Role.Value);
            Append(hash, message.Text);
        }
        return new(BinaryPrimitives.ReadUInt64LittleEndian(hash.GetHashAndReset()));
    }

    /// <summary>A whole number from <paramref name="min"/> to <paramref name="max"/>, both included.</summary>
    public int Next(int min, int max) => min + (int)Math.BigMul(NextUInt64(), (ulong)((long)max - min + 1), out _);

    /// <summary>As <see cref="Next"/>, but never 0.</summary>
    public int NonZero(int min, int max)
    {
        while (true)
        {
            int number = Next(min, max);
            if (number != 0)
                return number;
        }
    }

    /// <summary>A square matrix of whole numbers in a range, drawn row by row.</summary>
    public Matrix Matrix(int size, int min, int max) => new(size, size, (_, _) => Next(min, max));

    public bool Percent(int chance) => Next(1, 100) <= chance;

    public T Pick<T>(params IReadOnlyList<T> items) => items[Next(0, items.Count - 1)];

    private ulong NextUInt64()
    {
        ulong z = _state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    private static void Append(IncrementalHash hash, string text)
    {
        // The length goes first, so that no two lists of texts run together into the same bytes.
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, bytes.Length);
        hash.AppendData(length);
        hash.AppendData(bytes);
    }
}
