using System.Text;
using Build.Run;
using Jumpbox.Azure.Arm;
using Jumpbox.Azure.SignIn;
using Jumpbox.Evidence;
using Jumpbox.Evidence.Gate;
using Jumpbox.Evidence.Provenance;
using Jumpbox.Settings;
using Jumpbox.Signing;
using Jumpbox.Signing.Keys;
using Jumpbox.Signing.Signers;
using Jumpbox.Signing.Sigstore;

namespace Build.Evidence;

/// <summary>Reads what the settings allow to sign, and verifies the signature over the evidence with it.</summary>
internal static class SignatureReading
{
    /// <summary>Verifies the signature.</summary>
    /// <param name="context">The run.</param>
    /// <param name="evidence">The files, the checkout and the cloud.</param>
    public static async Task<SignatureSighting> ReadAsync(BuildContext context, GateEvidence evidence)
    {
        try
        {
            List<EvidenceSigner> signers = [];
            List<string> unusable = [];
            foreach (SignerSetting setting in await SettingsAsync(context))
            {
                await AddAsync(context, evidence, setting, signers, unusable);
            }
            SignatureSighting seen = EvidenceVerification.See(
                evidence,
                signers,
                Roots(context),
                context.Time.GetUtcNow()
            );
            return
                unusable.Count == 0
                || seen.State is SignatureState.Verified or SignatureState.Missing or SignatureState.Unreadable
                ? seen
                : seen with
                {
                    State = SignatureState.Refused,
                    Text = $"{seen.Text}; {string.Join("; ", unusable)}",
                };
        }
        catch (Exception broken)
            when (broken
                    is SignerException
                        or TrustedRootException
                        or CredentialException
                        or AzureFailure
                        or IOException
                        or UnauthorizedAccessException
            )
        {
            return new SignatureSighting(SignatureState.Unreadable, broken.Message.TrimEnd('.'));
        }
    }

    // LocalAzure's evidence is signed with the local key and verified with it, so that the whole way can be tried.
    private static async Task<IReadOnlyList<SignerSetting>> SettingsAsync(BuildContext context)
    {
        if (
            context.Settings.Gate.Signers.Count > 0
            || context.Settings.Cloud != "local"
            || context.Settings.SigningKey != "local"
        )
        {
            return context.Settings.Gate.Signers;
        }
        return await LocalKeyAsync(context) is { } local
            ? [new SignerSetting.Key(local.Sha256, null) { Builder = BuilderIdentity.From(context.Variables, "").Id }]
            : [];
    }

    private static async Task AddAsync(
        BuildContext context,
        GateEvidence evidence,
        SignerSetting setting,
        List<EvidenceSigner> signers,
        List<string> unusable
    )
    {
        switch (setting)
        {
            case SignerSetting.Workflow workflow:
                signers.Add(EvidenceSigner.Of(workflow));
                break;
            case SignerSetting.Key { KeyId: { } keyId } key:
                // Only an envelope can be signed with it.
                if (evidence.Files.ContainsKey(EvidenceFiles.SignedProvenance))
                {
                    SigningKey read = await (await context.ConnectAsync())
                        .OpenKey(keyId)
                        .ReadKeyAsync(context.Interrupted);
                    signers.Add(EvidenceSigner.Of(key, read.Sha256, read.PublicKeyPem));
                }
                break;
            case SignerSetting.Key { Sha256: { } sha256 } key:
                if (await PublicKeyAsync(context, evidence, sha256) is { } pem)
                {
                    signers.Add(EvidenceSigner.Of(key, sha256, pem));
                }
                else
                {
                    unusable.Add($"{EvidenceFiles.PublicKey} is not the public key with the SHA-256 {sha256}");
                }
                break;
        }
    }

    // The fingerprint is in the settings, so the key may come from anywhere.
    private static async Task<string?> PublicKeyAsync(BuildContext context, GateEvidence evidence, string sha256)
    {
        if (
            evidence.Files.TryGetValue(EvidenceFiles.PublicKey, out byte[]? bytes)
            && SigningKey.FromPem(Encoding.UTF8.GetString(bytes)) is { } published
            && published.Sha256 == sha256
        )
        {
            return published.PublicKeyPem;
        }
        return await LocalKeyAsync(context) is { } local && local.Sha256 == sha256 ? local.PublicKeyPem : null;
    }

    // Creates no key: one that did not exist has signed nothing.
    private static async Task<SigningKey?> LocalKeyAsync(BuildContext context)
    {
        if (!File.Exists(context.Workspace.SigningKey))
        {
            return null;
        }
        using LocalKeySigner signer = LocalKeySigner.Open(context.Workspace.SigningKey);
        return await signer.ReadKeyAsync(context.Interrupted);
    }

    private static TrustedRoots Roots(BuildContext context)
    {
        if (context.Settings.Gate.TrustedRoot is not { } stated)
        {
            return TrustedRoots.None;
        }
        string path = Path.Combine(UserRepository.Root, stated);
        return TrustedRoots.Parse(File.ReadAllText(path), path);
    }
}
