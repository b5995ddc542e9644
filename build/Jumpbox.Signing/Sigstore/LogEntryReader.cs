using Jumpbox.Signing.Reading;

namespace Jumpbox.Signing.Sigstore;

/// <summary>Reads the log entries of a bundle, strictly and within limits.</summary>
internal static class LogEntryReader
{
    private const int MostEntries = 32;
    private const int MostHashes = 64;
    private const int MostCheckpointCharacters = 64 * 1024;

    public static IReadOnlyList<LogEntry> Read(JsonMember material, int version)
    {
        LogEntry[] entries = [.. material.List("tlogEntries", MostEntries).Select(one => Entry(one, version))];
        return entries.DistinctBy(one => (Convert.ToHexString(one.LogId.Span), one.Index)).Count() == entries.Length
            ? entries
            : throw new RefusalException("The bundle has the same log entry twice.");
    }

    private static LogEntry Entry(JsonMember entry, int version)
    {
        JsonMember kind = entry.Get("kindVersion");
        ReadOnlyMemory<byte>? promise = entry.Find("inclusionPromise")?.Bytes("signedEntryTimestamp");
        InclusionProof? proof = entry.Find("inclusionProof") is { } found ? Proof(found) : null;
        if (version == 1 ? promise is null : proof is null)
        {
            throw new RefusalException(
                $"'{entry.Path}' has no {(version == 1 ? "inclusion promise" : "inclusion proof")}, which a bundle 0.{version} needs."
            );
        }
        return new LogEntry(
            entry.Count("logIndex"),
            entry.Get("logId").Bytes("keyId"),
            $"{kind.Text("kind")} {kind.Text("version")}",
            entry.Count("integratedTime"),
            promise,
            proof,
            entry.Bytes("canonicalizedBody"),
            entry.Text("canonicalizedBody")
        );
    }

    private static InclusionProof Proof(JsonMember proof)
    {
        string checkpoint = proof.Get("checkpoint").Text("envelope");
        return checkpoint.Length <= MostCheckpointCharacters
            ? new InclusionProof(
                proof.Count("logIndex"),
                proof.Count("treeSize"),
                proof.Bytes("rootHash"),
                [.. proof.List("hashes", MostHashes).Select(one => one.AsBytes())],
                checkpoint
            )
            : throw new RefusalException(
                $"A checkpoint has {checkpoint.Length} characters, more than {MostCheckpointCharacters}."
            );
    }
}
