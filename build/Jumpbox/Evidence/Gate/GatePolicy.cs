using System.Security.Cryptography;
using System.Text;
using Jumpbox.Settings;

namespace Jumpbox.Evidence.Gate;

/// <summary>The settings of the gate as the policy that a signed verdict names.</summary>
public static class GatePolicy
{
    /// <summary>The policy's name; what its digest covers may change with it.</summary>
    public const string Uri = "urn:jumpbox:gate-settings:v5";

    /// <summary>The SHA-256 of the settings that decide, in one canonical form.</summary>
    /// <param name="settings">The settings.</param>
    public static string Digest(GateSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Text(settings))));
    }

    // Where the trusted roots lie decides nothing.
    private static string Text(GateSettings settings) =>
        EvidenceJson.Write(
            new
            {
                settings.LockCheckedWithinDays,
                settings.MaximumAgeDays,
                settings.MaximumPackageAgeDays,
                settings.MaximumBaseImageAgeDays,
                settings.AllowedBaseImages,
                settings.DeniedLicences,
                UnknownLicences = settings.UnknownLicences.ToString(),
                settings.AllowSkips,
                Signers = settings.Signers.Select(signer => signer.ToString()),
                settings.AcceptUnsigned,
                settings.Vulnerabilities,
                settings.VulnerabilityExceptions,
                settings.MaximumScanAgeDays,
                settings.MaximumAdvisoryAgeDays,
                settings.AcceptUnscanned,
                settings.LeavesOutSmoke,
                settings.SmokeOptOuts,
                settings.MinimumAssessed,
            }
        );
}
