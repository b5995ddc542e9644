using Jumpbox.Signing.Dsse;

namespace Jumpbox.Signing.Sigstore;

/// <summary>A Sigstore bundle 0.1 to 0.3, as it was read: nothing of it is verified.</summary>
/// <param name="Certificate">The leaf certificate; null if the bundle names a key.</param>
/// <param name="Entries">Entries of transparency logs.</param>
/// <param name="Timestamps">RFC 3161 responses.</param>
/// <param name="Envelope">The signed envelope, with one signature; null if the bundle signs an artefact directly.</param>
/// <param name="Message">The signature over an artefact; null if there is an envelope.</param>
internal sealed record Bundle(
    ReadOnlyMemory<byte>? Certificate,
    IReadOnlyList<LogEntry> Entries,
    IReadOnlyList<ReadOnlyMemory<byte>> Timestamps,
    DsseEnvelope? Envelope,
    MessageSignature? Message
)
{
    public ReadOnlyMemory<byte> Signature => Envelope?.Signatures[0].Bytes ?? Message!.Signature;
}

/// <summary>A signature over an artefact that is not in the bundle.</summary>
/// <param name="Algorithm">Sigstore's name of the hash, for example <c>SHA2_256</c>; null if the bundle has no digest.</param>
/// <param name="Digest">A hint: compared with the artefact's digest and never verified against.</param>
/// <param name="Signature">DER.</param>
internal sealed record MessageSignature(
    string? Algorithm,
    ReadOnlyMemory<byte>? Digest,
    ReadOnlyMemory<byte> Signature
);

/// <summary>An entry of a transparency log.</summary>
/// <param name="Index">The entry's number over all shards of the log.</param>
/// <param name="LogId">The key of the log.</param>
/// <param name="Kind">What was logged, and in which version: <c>dsse 0.0.1</c>.</param>
/// <param name="IntegratedTime">Unix seconds; worth nothing without the promise.</param>
/// <param name="Promise">The log's signature over index, time and body (Rekor 1).</param>
/// <param name="Proof">The inclusion proof.</param>
/// <param name="Body">What was logged.</param>
/// <param name="BodyText">The same in base64, as it stands in the bundle.</param>
internal sealed record LogEntry(
    long Index,
    ReadOnlyMemory<byte> LogId,
    string Kind,
    long IntegratedTime,
    ReadOnlyMemory<byte>? Promise,
    InclusionProof? Proof,
    ReadOnlyMemory<byte> Body,
    string BodyText
);

/// <summary>The path from an entry to the root of a log's tree.</summary>
/// <param name="Index">The entry's number in this tree.</param>
/// <param name="TreeSize">The number of entries.</param>
/// <param name="RootHash">The root.</param>
/// <param name="Hashes">The path, from the leaf up.</param>
/// <param name="Checkpoint">The log's signed note of size and root.</param>
internal sealed record InclusionProof(
    long Index,
    long TreeSize,
    ReadOnlyMemory<byte> RootHash,
    IReadOnlyList<ReadOnlyMemory<byte>> Hashes,
    string Checkpoint
);
