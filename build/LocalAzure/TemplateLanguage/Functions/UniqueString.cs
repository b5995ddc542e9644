using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace LocalAzure.TemplateLanguage.Functions;

/// <summary>
/// The uniqueString() function: a 64-bit murmur hash of the arguments joined by hyphens, as 13 characters of base 32.
/// Compared with the Bicep CLI's evaluation.
/// </summary>
internal static class UniqueString
{
    private const string Alphabet = "abcdefghijklmnopqrstuvwxyz234567";
    private const uint First = 0x239b961b;
    private const uint Second = 0xab0e9789;

    public static string Create(IEnumerable<string> parts)
    {
        ulong hash = Hash(Encoding.UTF8.GetBytes(string.Join('-', parts)));
        char[] text = new char[13];
        for (int i = 0; i < text.Length; i++)
        {
            text[i] = Alphabet[(int)(hash >> 59)];
            hash <<= 5;
        }
        return new string(text);
    }

    private static ulong Hash(ReadOnlySpan<byte> data)
    {
        uint length = (uint)data.Length;
        uint h1 = 0;
        uint h2 = 0;
        for (; data.Length >= 8; data = data[8..])
        {
            h1 ^= MixFirst(BinaryPrimitives.ReadUInt32LittleEndian(data));
            h1 = (BitOperations.RotateLeft(h1, 19) + h2) * 5 + 0x561ccd1b;
            h2 ^= MixSecond(BinaryPrimitives.ReadUInt32LittleEndian(data[4..]));
            h2 = (BitOperations.RotateLeft(h2, 13) + h1) * 5 + 0x0bcaa747;
        }
        if (data.Length > 0)
        {
            h1 ^= MixFirst(Little(data[..Math.Min(4, data.Length)]));
        }
        if (data.Length > 4)
        {
            h2 ^= MixSecond(Little(data[4..]));
        }
        h1 ^= length;
        h2 ^= length;
        h1 += h2;
        h2 += h1;
        h1 = Finish(h1);
        h2 = Finish(h2);
        h1 += h2;
        h2 += h1;
        return ((ulong)h2 << 32) | h1;
    }

    private static uint MixFirst(uint k) => BitOperations.RotateLeft(k * First, 15) * Second;

    private static uint MixSecond(uint k) => BitOperations.RotateLeft(k * Second, 17) * First;

    private static uint Finish(uint h)
    {
        h = (h ^ (h >> 16)) * 0x85ebca6b;
        h = (h ^ (h >> 13)) * 0xc2b2ae35;
        return h ^ (h >> 16);
    }

    private static uint Little(ReadOnlySpan<byte> bytes)
    {
        uint value = 0;
        for (int i = bytes.Length - 1; i >= 0; i--)
        {
            value = (value << 8) | bytes[i];
        }
        return value;
    }
}
