using System.Globalization;
using Jumpbox.Signing.Reading;

namespace Jumpbox.Signing.Sigstore;

/// <summary>A log's signed size and root (https://c2sp.org/tlog-checkpoint).</summary>
internal sealed record Checkpoint(long Size, ReadOnlyMemory<byte> Root)
{
    /// <exception cref="RefusalException">It is not signed by the log.</exception>
    public static Checkpoint Verify(string envelope, TransparencyLog log)
    {
        SignedNote note = SignedNote.Parse(envelope);
        note.Demand(log.Host, log.CheckpointKeyId.Span, (signed, signature) => log.Verify(signed, signature));
        string[] lines = note.Text.Split('\n');
        // Rekor 1 adds the number of its tree.
        bool isOwn = log.Ed25519 is null
            ? lines[0].StartsWith($"{log.Host} - ", StringComparison.Ordinal)
            : lines[0] == log.Host;
        if (!isOwn)
        {
            throw new RefusalException($"The checkpoint's origin is '{lines[0]}', and the log is {log.Host}.");
        }
        return
            lines.Length > 3
            && long.TryParse(lines[1], NumberStyles.None, CultureInfo.InvariantCulture, out long size)
            && Base64Text.Decode(lines[2]) is { Length: 32 } root
            ? new Checkpoint(size, root)
            : throw new RefusalException("The checkpoint has no size and root on its second and third line.");
    }
}
