using System.Text;
using Jumpbox.Signing.Reading;

namespace Jumpbox.Signing.Sigstore;

/// <summary>Verifies what a transparency log says about an entry: its promise and the entry's inclusion in the log's tree.</summary>
internal static class LogProof
{
    /// <exception cref="RefusalException">The root has no log of that id.</exception>
    public static TransparencyLog LogOf(LogEntry entry, TrustedRoot root)
    {
        TransparencyLog log =
            root.Logs.FirstOrDefault(one => one.KeyId.Span.SequenceEqual(entry.LogId.Span))
            ?? throw new RefusalException(
                $"The log entry {entry.Index} is of the log {Convert.ToHexStringLower(entry.LogId.Span)}, which is not in the trusted root."
            );
        return log.Window.Start is null
            ? throw new RefusalException($"The trusted root does not say from when the log {log.Host} is trusted.")
            : log;
    }

    /// <returns>When the log took the entry; null if the entry has no promise.</returns>
    /// <exception cref="RefusalException">The promise is not signed by the log, or the log is not trusted at that time.</exception>
    public static DateTimeOffset? PromisedTime(LogEntry entry, TransparencyLog log)
    {
        if (entry.Promise is not { } promise)
        {
            return null;
        }
        // Written by hand: the log signs exactly these bytes, and a JSON writer would escape the base64.
        string signed =
            $"{{\"body\":\"{entry.BodyText}\",\"integratedTime\":{entry.IntegratedTime},\"logID\":\"{Convert.ToHexStringLower(entry.LogId.Span)}\",\"logIndex\":{entry.Index}}}";
        if (log.Ecdsa?.VerifyDer(Encoding.UTF8.GetBytes(signed), promise.Span) != true)
        {
            throw new RefusalException(
                $"The promise for the log entry {entry.Index} is not signed by the log {log.Host} over this entry and time."
            );
        }
        DateTimeOffset time = DateTimeOffset.FromUnixTimeSeconds(entry.IntegratedTime);
        DemandTrust(log, time);
        return time;
    }

    /// <exception cref="RefusalException">The entry is not in the tree of a checkpoint that the log signed.</exception>
    public static void DemandInclusion(LogEntry entry, TransparencyLog log)
    {
        // Only a bundle 0.1 may leave the proof out; its reader has demanded the promise.
        if (entry.Proof is not { } proof)
        {
            return;
        }
        if (log.Ed25519 is not null && proof.Index != entry.Index)
        {
            throw new RefusalException(
                $"The inclusion proof is for the entry {proof.Index}, and the log entry has the index {entry.Index}."
            );
        }
        Checkpoint checkpoint = Checkpoint.Verify(proof.Checkpoint, log);
        if (proof.TreeSize != checkpoint.Size || !proof.RootHash.Span.SequenceEqual(checkpoint.Root.Span))
        {
            throw new RefusalException(
                $"The inclusion proof is for a tree of {proof.TreeSize} entries with the root {Convert.ToHexStringLower(proof.RootHash.Span)}, and the checkpoint for one of {checkpoint.Size} with the root {Convert.ToHexStringLower(checkpoint.Root.Span)}."
            );
        }
        byte[] root = MerkleTree.RootFrom(entry.Body.Span, proof.Index, checkpoint.Size, proof.Hashes);
        if (!checkpoint.Root.Span.SequenceEqual(root))
        {
            throw new RefusalException(
                $"The inclusion proof leads to the root {Convert.ToHexStringLower(root)}, and the checkpoint has {Convert.ToHexStringLower(checkpoint.Root.Span)}."
            );
        }
    }

    /// <exception cref="RefusalException">The log is not trusted at that time.</exception>
    public static void DemandTrust(TransparencyLog log, DateTimeOffset time)
    {
        if (!log.Window.Contains(time))
        {
            throw new RefusalException($"The log {log.Host} is trusted from {log.Window}, not at {UtcText.Of(time)}.");
        }
    }
}
