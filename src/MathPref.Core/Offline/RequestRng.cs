using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using MathPref.Core.Offline.Problems;
using Microsoft.Extensions.AI;

namespace MathPref.Core.Offline;

/// <summary>The generator of one request: the model, the seed and every message decide it, and nothing else.</summary>
internal static class RequestRng
{
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
