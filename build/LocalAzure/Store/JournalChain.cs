using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace LocalAzure.Store;

/// <summary>The number and the checksum of the last line of a state file, and the form of the next.</summary>
internal readonly record struct JournalChain(long Number, ulong Sum)
{
    /// <summary>The format of the file that follows.</summary>
    public const int Format = 2;

    public static JournalChain Start => new(0, 0);

    /// <summary>The first line.</summary>
    public static byte[] Head => Encoding.ASCII.GetBytes($"{{\"format\":{Format}}}\n");

    /// <summary>The line with these changes, an array in JSON, and the chain after it.</summary>
    public (byte[] Line, JournalChain After) Line(ReadOnlySpan<byte> changes)
    {
        JournalChain after = Next(changes);
        byte[] start = Encoding.ASCII.GetBytes(
            string.Create(CultureInfo.InvariantCulture, $"{{\"n\":{after.Number},\"s\":\"{after.Sum:x16}\",\"c\":")
        );
        return ([.. start, .. changes, (byte)'}', (byte)'\n'], after);
    }

    /// <summary>The chain after a line with these changes.</summary>
    public JournalChain Next(ReadOnlySpan<byte> changes)
    {
        // Not for secrecy, so that half of a half is enough.
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        using IncrementalHash sum = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        sum.AppendData(BitConverter.GetBytes(Sum));
        sum.AppendData(changes);
        sum.GetHashAndReset(hash);
        return new(Number + 1, BitConverter.ToUInt64(hash));
    }
}
