using Jumpbox.Signing.Dsse;
using Jumpbox.Signing.Keys;

namespace Jumpbox.Signing.Signers;

/// <summary>Signs evidence with a key. Attestations of GitHub are not signed here but verified as bundles.</summary>
public interface IEvidenceSigner
{
    /// <summary>Reads the public half of the key that signs.</summary>
    /// <param name="cancellationToken">Cancels the request.</param>
    Task<SigningKey> ReadKeyAsync(CancellationToken cancellationToken);

    /// <summary>Signs bytes of a type.</summary>
    /// <param name="payloadType">What the bytes are, for example <see cref="DsseEnvelope.InToto"/>.</param>
    /// <param name="payload">The bytes.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    Task<DsseEnvelope> SignAsync(string payloadType, ReadOnlyMemory<byte> payload, CancellationToken cancellationToken);
}
