using System.Security.Cryptography;
using System.Text;
using Jumpbox.Customizer;
using Jumpbox.Settings;

namespace Jumpbox.Evidence.Assessing;

/// <summary>What is assessed.</summary>
/// <param name="System">The root file system's operating system, for example <c>Ubuntu 24.04.4 LTS (noble)</c>.</param>
/// <param name="Hardening">The setting <c>customizer.profile</c>.</param>
/// <param name="OptOuts">The setting <c>customizer.optOuts</c>: item and reason.</param>
/// <param name="CustomizerSha256">The SHA-256 of the steps that created it.</param>
public sealed record AssessedSubject(
    string System,
    HardeningProfile Hardening,
    IReadOnlyDictionary<string, string> OptOuts,
    string CustomizerSha256
)
{
    /// <summary>The Ubuntu release, for example <c>24.04</c>; null if it is another system.</summary>
    public string? Release =>
        System.Split(' ') is ["Ubuntu", { Length: >= 5 } version, ..] && version[2] == '.' ? version[..5] : null;

    /// <summary>Which steps created a root file system: the SHA-256 of <c>customizer.json</c>.</summary>
    /// <param name="customizer">Its text.</param>
    public static string Digest(string customizer) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(customizer)));

    /// <summary>The assessor's profile of ComplianceAsCode; without a profile of CIS the image is measured by level 1.</summary>
    public string XccdfProfile =>
        Hardening == HardeningProfile.CisL2
            ? "xccdf_org.ssgproject.content_profile_cis_level2_server"
            : "xccdf_org.ssgproject.content_profile_cis_level1_server";

    /// <summary>An assessment without a result.</summary>
    internal Assessment Unknown(string tool, AssessedContent? content, DateTimeOffset now, string trouble) =>
        new()
        {
            SchemaVersion = Assessment.CurrentSchemaVersion,
            Tool = tool,
            ToolVersion = null,
            Content = content,
            Profile = null,
            System = System,
            Hardening = HardeningPlan.Word(Hardening),
            CustomizerSha256 = CustomizerSha256,
            Finished = now,
            Counts = new SortedDictionary<AssessedOutcome, int>(),
            Score = null,
            Items = [],
            Trouble = trouble,
            NotShown = [],
        };
}
