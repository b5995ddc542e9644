using System.Numerics;
using System.Security.Cryptography;
using Jumpbox.Signing.Reading;

namespace Jumpbox.Signing.Sigstore;

/// <summary>Computes the root of a log's tree from an entry and its path (RFC 9162, section 2.1.3.2).</summary>
internal static class MerkleTree
{
    public static byte[] RootFrom(
        ReadOnlySpan<byte> entry,
        long index,
        long size,
        IReadOnlyList<ReadOnlyMemory<byte>> path
    )
    {
        if (index >= size)
        {
            throw new RefusalException($"The inclusion proof is for the entry {index} of a tree of {size} entries.");
        }
        // The levels on which the path has a sibling for certain, and those above at the tree's right edge.
        int inner = 64 - BitOperations.LeadingZeroCount((ulong)(index ^ (size - 1)));
        int border = BitOperations.PopCount((ulong)(index >> inner));
        if (path.Count != inner + border || path.Any(hash => hash.Length != 32))
        {
            throw new RefusalException(
                $"The inclusion proof has {path.Count} hashes; the entry {index} of {size} has {inner + border} of 32 bytes."
            );
        }
        byte[] node = SHA256.HashData([0, .. entry]);
        for (int level = 0; level < path.Count; level++)
        {
            bool isLeft = level < inner && ((index >> level) & 1) == 0;
            node = isLeft ? Join(node, path[level].Span) : Join(path[level].Span, node);
        }
        return node;
    }

    private static byte[] Join(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right) =>
        SHA256.HashData([1, .. left, .. right]);
}
