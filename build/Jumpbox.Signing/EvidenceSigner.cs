using Jumpbox.Evidence.Provenance;
using Jumpbox.Settings;

namespace Jumpbox.Signing;

/// <summary>An allowed signer of evidence, and the builder that it may vouch for.</summary>
/// <param name="Allowed">The signer.</param>
/// <param name="Builder">The builder's id; for a workflow the certificate has it.</param>
public sealed record EvidenceSigner(AllowedSigner Allowed, string Builder)
{
    /// <summary>A workflow of the settings.</summary>
    /// <param name="setting">The entry of <c>gate.signers</c>.</param>
    public static EvidenceSigner Of(SignerSetting.Workflow setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        AllowedSigner.Workflow workflow = new(setting.Repository, setting.Path, setting.Ref)
        {
            CallerPath = setting.Caller,
            RepositoryId = setting.RepositoryId,
            OwnerId = setting.OwnerId,
            Environment = setting.Environment,
        };
        return new EvidenceSigner(setting.Runner is { } runner ? workflow with { Runner = runner } : workflow, "");
    }

    /// <summary>A key of the settings.</summary>
    /// <param name="setting">The entry of <c>gate.signers</c>.</param>
    /// <param name="sha256">The fingerprint: that of the settings, or the one that Key Vault reports.</param>
    /// <param name="publicKeyPem">The public key.</param>
    public static EvidenceSigner Of(SignerSetting.Key setting, string sha256, string publicKeyPem)
    {
        ArgumentNullException.ThrowIfNull(setting);
        return new EvidenceSigner(
            new AllowedSigner.Key(sha256, publicKeyPem, setting.KeyId),
            setting.Builder ?? BuilderIdentity.Workstation
        );
    }
}
