using Build.Run;
using Jumpbox.Evidence;
using Jumpbox.Files;
using Jumpbox.Signing.Dsse;
using Jumpbox.Signing.Keys;
using Jumpbox.Signing.Signers;

namespace Build.Evidence;

/// <summary>Signs evidence with the key of the settings.</summary>
internal static class EvidenceSigning
{
    private const string None = "none";
    private const string Local = "local";

    /// <summary>The signer of the settings; the caller disposes it if it can be disposed.</summary>
    /// <param name="context">The run.</param>
    /// <returns>The signer, or null if the settings name none.</returns>
    /// <exception cref="SignerException">The key is not usable.</exception>
    public static async Task<IEvidenceSigner?> OpenAsync(BuildContext context) =>
        context.Settings.SigningKey switch
        {
            None => null,
            Local => LocalKeySigner.Open(context.Workspace.SigningKey),
            string keyId => (await context.ConnectAsync()).OpenKey(keyId),
        };

    /// <summary>Signs the provenance, and deletes the signatures over an earlier one.</summary>
    /// <param name="context">The run.</param>
    /// <param name="provenance">The text of <c>provenance.json</c>.</param>
    /// <returns>The message.</returns>
    public static async Task<string> SignProvenanceAsync(BuildContext context, ReadOnlyMemory<byte> provenance)
    {
        foreach (string name in EvidenceFiles.Signatures)
        {
            File.Delete(context.Workspace.File(name));
        }
        return await SignAsync(context, provenance, EvidenceFiles.SignedProvenance) is { } key
            ? $"{EvidenceFiles.SignedProvenance}: signed by {key.KeyId}."
            : $"{EvidenceFiles.Provenance} is not signed: set signing.key, or let the GitHub workflow attest it.";
    }

    /// <summary>Signs a statement and writes the envelope and the public key.</summary>
    /// <param name="context">The run.</param>
    /// <param name="statement">The statement.</param>
    /// <param name="name">The envelope's file.</param>
    /// <returns>The key, or null if the settings name none.</returns>
    public static async Task<SigningKey?> SignAsync(BuildContext context, ReadOnlyMemory<byte> statement, string name)
    {
        IEvidenceSigner? signer = await OpenAsync(context);
        using IDisposable? disposable = signer as IDisposable;
        if (signer is null)
        {
            return null;
        }
        DsseEnvelope envelope = await signer.SignAsync(DsseEnvelope.InToto, statement, context.Interrupted);
        SigningKey key = await signer.ReadKeyAsync(context.Interrupted);
        AtomicFile.Write(context.Workspace.File(name), System.Text.Encoding.UTF8.GetString(envelope.ToJson()));
        if (name == EvidenceFiles.SignedProvenance)
        {
            AtomicFile.Write(context.Workspace.File(EvidenceFiles.PublicKey), key.PublicKeyPem);
        }
        return key;
    }
}
