using System.Buffers.Binary;
using System.IO.Compression;
using Jumpbox.Boundaries;
using Jumpbox.Evidence;

namespace Build.Scanning;

/// <summary>
/// Reads all members of a zip of many small files. Opening each with its own decompressor costs more than the decompression, so the
/// members are presented as one stream of gzip members, which one decompressor reads and whose checksums it verifies. Sources:
/// PKWARE APPNOTE 6.3.9, sections 4.3.7, 4.3.12, 4.3.14 and 4.5.3; RFC 1952, section 2.2.
/// </summary>
/// <param name="file">The zip; not disposed.</param>
/// <param name="path">Its path, for messages.</param>
internal sealed class ZipMembers(FileStream file, string path)
{
    /// <summary>The most bytes of one member.</summary>
    private const int LargestMember = 16 * 1024 * 1024;

    private const long LargestDirectory = 512L * 1024 * 1024;
    private const string Cure = "Download the advisories again.";

    /// <summary>Reads each member.</summary>
    /// <param name="take">Receives name and bytes; the bytes are valid during the call only.</param>
    /// <exception cref="EvidenceException">The zip is damaged, or a member is too large or not deflated.</exception>
    public void Read(Action<string, ReadOnlyMemory<byte>> take)
    {
        try
        {
            IReadOnlyList<ZipMember> members =
            [
                .. ZipDirectory.Read(file, LargestDirectory).Where(one => one.Size > 0),
            ];
            foreach (ZipMember member in members)
            {
                if (member.Method != 8 || member.Size > LargestMember)
                {
                    throw new EvidenceException(
                        $"'{path}' has a member that is not deflated or has more than {LargestMember / 1024 / 1024} MiB: {member.Name}. {Cure}"
                    );
                }
            }
            using GZipStream all = new(new GzipView(file, members), CompressionMode.Decompress);
            byte[] buffer = new byte[64 * 1024];
            foreach (ZipMember member in members)
            {
                if (buffer.Length < member.Size)
                {
                    buffer = new byte[member.Size];
                }
                all.ReadExactly(buffer, 0, (int)member.Size);
                take(member.Name, buffer.AsMemory(0, (int)member.Size));
            }
        }
        catch (Exception damaged) when (damaged is InvalidDataException or EndOfStreamException)
        {
            throw new EvidenceException($"'{path}' is not a complete zip: {damaged.Message} {Cure}", damaged);
        }
    }

    private sealed class GzipView(FileStream file, IReadOnlyList<ZipMember> members) : ForwardStream
    {
        private readonly byte[] _frame = new byte[10];
        private int _next;
        private int _frameEnd;
        private int _frameAt;
        private long _left;

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            int written = 0;
            while (written < buffer.Length)
            {
                if (_frameAt < _frameEnd)
                {
                    int part = Math.Min(_frameEnd - _frameAt, buffer.Length - written);
                    _frame.AsSpan(_frameAt, part).CopyTo(buffer[written..]);
                    _frameAt += part;
                    written += part;
                }
                else if (_left > 0)
                {
                    int part = file.Read(buffer.Slice(written, (int)Math.Min(_left, buffer.Length - written)));
                    if (part == 0)
                    {
                        throw new EndOfStreamException("It ends in the middle of a member.");
                    }
                    _left -= part;
                    written += part;
                    if (_left == 0)
                    {
                        End(members[_next - 1]);
                    }
                }
                else if (_next < members.Count)
                {
                    Begin(members[_next++]);
                }
                else
                {
                    break;
                }
            }
            return written;
        }

        // The length of the local header may differ from that in the directory.
        private void Begin(ZipMember member)
        {
            Span<byte> local = stackalloc byte[30];
            file.Position = member.Offset;
            file.ReadExactly(local);
            if (BinaryPrimitives.ReadUInt32LittleEndian(local) != 0x04034b50)
            {
                throw new InvalidDataException($"{member.Name} is not where the directory says.");
            }
            file.Position +=
                BinaryPrimitives.ReadUInt16LittleEndian(local[26..])
                + BinaryPrimitives.ReadUInt16LittleEndian(local[28..]);
            _left = member.Compressed;
            ReadOnlySpan<byte> head = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255];
            head.CopyTo(_frame);
            (_frameAt, _frameEnd) = (0, head.Length);
        }

        private void End(ZipMember member)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(_frame, member.Crc);
            BinaryPrimitives.WriteUInt32LittleEndian(_frame.AsSpan(4), (uint)member.Size);
            (_frameAt, _frameEnd) = (0, 8);
        }
    }
}
