using Jumpbox.Settings;

namespace Jumpbox.Preflight;

/// <summary>Whether these settings can lead to a signature that they accept.</summary>
internal static class SigningForesight
{
    private const string None = "none";
    private const string Local = "local";

    /// <summary>Why the gate's rule <c>signature</c> cannot pass, with what to do; null if it can.</summary>
    /// <param name="settings">The settings.</param>
    public static string? Problem(JumpboxSettings settings)
    {
        GateSettings gate = settings.Gate;
        if (gate.Signers.Count == 0)
        {
            // Without signers nothing is verified, and then a signature is not in the way.
            return gate.AcceptUnsigned || (settings.Cloud == Local && settings.SigningKey == Local)
                ? null
                : "gate.signers is empty, so no signature can be verified. Add the workflow or the key that signs, or set "
                    + "gate.unsigned=accept.";
        }
        // A workflow attests after this run.
        if (gate.Signers.Any(signer => signer is SignerSetting.Workflow))
        {
            return null;
        }
        return settings.SigningKey switch
        {
            None when gate.AcceptUnsigned => null,
            None => "gate.signers has only keys, but signing.key is none, so nothing signs. Set signing.key.",
            // Its fingerprint is known only once it exists.
            Local => gate.Signers.Any(signer => signer is SignerSetting.Key { Sha256: not null })
                ? null
                : "signing.key is local, but gate.signers has only keys in Key Vault. Set signing.key to one of them.",
            string keyId => gate
                .Signers.OfType<SignerSetting.Key>()
                .Any(key => key.Sha256 is not null || IsSame(key, keyId))
                ? null
                : $"signing.key is {keyId}, which is not in gate.signers. Add it there, with key: before it.",
        };
    }

    private static bool IsSame(SignerSetting.Key key, string keyId) =>
        keyId.Equals(key.KeyId, StringComparison.OrdinalIgnoreCase);
}
