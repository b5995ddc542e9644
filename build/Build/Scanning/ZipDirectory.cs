using System.Buffers.Binary;
using System.Text;

namespace Build.Scanning;

/// <summary>Reads the directory at the end of a zip, also of one with more than 65,535 members. Source: PKWARE APPNOTE 6.3.9.</summary>
internal static class ZipDirectory
{
    private const int EndLength = 22;
    private const int LongestComment = 65535;

    /// <summary>Reads it.</summary>
    /// <param name="file">The zip.</param>
    /// <param name="mostBytes">The most bytes of the directory.</param>
    /// <exception cref="InvalidDataException">There is none.</exception>
    public static IReadOnlyList<ZipMember> Read(FileStream file, long mostBytes)
    {
        (long count, long length, long offset) = Find(file);
        if (length > mostBytes || offset < 0 || length < 0 || offset + length > file.Length)
        {
            throw new InvalidDataException("Its directory is not where its end says.");
        }
        byte[] directory = new byte[length];
        file.Position = offset;
        file.ReadExactly(directory);
        List<ZipMember> members = [];
        int at = 0;
        while (members.Count < count)
        {
            if (at + 46 > directory.Length || UInt32(directory, at) != 0x02014b50)
            {
                throw new InvalidDataException("Its directory is cut off.");
            }
            int name = UInt16(directory, at + 28);
            int extra = UInt16(directory, at + 30);
            int next = at + 46 + name + extra + UInt16(directory, at + 32);
            if (next > directory.Length)
            {
                throw new InvalidDataException("Its directory is cut off.");
            }
            members.Add(Member(directory.AsSpan(at, next - at), name, extra));
            at = next;
        }
        // The count of a zip without the wide form has 16 bits, so that members may follow those that it counts.
        return at == directory.Length
            ? members
            : throw new InvalidDataException("Its directory has more members than its end counts.");
    }

    private static ZipMember Member(ReadOnlySpan<byte> entry, int name, int extra)
    {
        long size = BinaryPrimitives.ReadUInt32LittleEndian(entry[24..]);
        long compressed = BinaryPrimitives.ReadUInt32LittleEndian(entry[20..]);
        long offset = BinaryPrimitives.ReadUInt32LittleEndian(entry[42..]);
        // Only what does not fit is in the extra field, in this order.
        ReadOnlySpan<byte> wide = Wide(entry.Slice(46 + name, extra));
        size = Widen(size, ref wide);
        compressed = Widen(compressed, ref wide);
        offset = Widen(offset, ref wide);
        return new ZipMember(
            Encoding.UTF8.GetString(entry.Slice(46, name)),
            BinaryPrimitives.ReadUInt16LittleEndian(entry[10..]),
            BinaryPrimitives.ReadUInt32LittleEndian(entry[16..]),
            compressed,
            size,
            offset
        );
    }

    private static long Widen(long value, ref ReadOnlySpan<byte> wide)
    {
        if (value != uint.MaxValue || wide.Length < 8)
        {
            return value;
        }
        long real = BinaryPrimitives.ReadInt64LittleEndian(wide);
        wide = wide[8..];
        return real;
    }

    private static ReadOnlySpan<byte> Wide(ReadOnlySpan<byte> extra)
    {
        while (extra.Length >= 4)
        {
            int length = BinaryPrimitives.ReadUInt16LittleEndian(extra[2..]);
            if (length + 4 > extra.Length)
            {
                break;
            }
            if (BinaryPrimitives.ReadUInt16LittleEndian(extra) == 1)
            {
                return extra.Slice(4, length);
            }
            extra = extra[(4 + length)..];
        }
        return default;
    }

    private static (long Count, long Length, long Offset) Find(FileStream file)
    {
        byte[] tail = new byte[(int)Math.Min(file.Length, EndLength + LongestComment)];
        file.Position = file.Length - tail.Length;
        file.ReadExactly(tail);
        int end = tail.AsSpan().LastIndexOf("PK\u0005\u0006"u8);
        if (end < 0 || end + EndLength > tail.Length)
        {
            throw new InvalidDataException("It has no directory at its end.");
        }
        int locator = end - 20;
        if (locator < 0 || UInt32(tail, locator) != 0x07064b50)
        {
            return (UInt16(tail, end + 10), UInt32(tail, end + 12), UInt32(tail, end + 16));
        }
        byte[] wide = new byte[56];
        long at = BinaryPrimitives.ReadInt64LittleEndian(tail.AsSpan(locator + 8));
        if (at < 0 || at + wide.Length > file.Length)
        {
            throw new InvalidDataException("Its directory is not where its end says.");
        }
        file.Position = at;
        file.ReadExactly(wide);
        return (Int64(wide, 32), Int64(wide, 40), Int64(wide, 48));
    }

    private static int UInt16(byte[] bytes, int at) => BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(at));

    private static uint UInt32(byte[] bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(at));

    private static long Int64(byte[] bytes, int at) => BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(at));
}
