using System.Text.Json;
using System.Text.RegularExpressions;
using Jumpbox.Evidence;
using Jumpbox.Settings;

namespace Jumpbox.Gating;

/// <summary>The bill of materials is there and holds nothing under a denied licence.</summary>
internal sealed partial class LicencesRule()
    : GateRule("licences", "The bill of materials holds no licence of gate.deniedLicences.")
{
    private static readonly string[] s_members = ["licenseConcluded", "licenseDeclared"];

    protected override RuleVerdict Look(GateEvidence evidence, GateSettings settings, DateTimeOffset now)
    {
        JsonElement bill = evidence.Json(EvidenceFiles.Bill);
        JsonElement[] packages = [.. bill.GetProperty("packages").EnumerateArray()];
        string[] missing =
        [
            .. evidence
                .Image.Tools.Where(tool => !packages.Any(package => Is(package, tool)))
                .Select(tool => tool.Name),
        ];
        string[] denied =
        [
            .. packages
                .Where(package =>
                    Licences(package)
                        .Any(licence => settings.DeniedLicences.Contains(licence, StringComparer.OrdinalIgnoreCase))
                )
                .Select(package => $"{TextOf(package, "name")} ({string.Join(", ", Licences(package))})"),
        ];
        return missing.Length > 0 ? Fail($"the bill lacks {string.Join(", ", missing)}: run the target Logs again.")
            : denied.Length > 0
                ? Fail($"denied: {string.Join("; ", denied)}. Leave the tool out, or allow its licence.")
            : Pass(
                $"{packages.Length} packages{(settings.DeniedLicences.Count == 0 ? "; gate.deniedLicences is empty" : "")}"
            );
    }

    private static bool Is(JsonElement package, RecordedTool tool) =>
        TextOf(package, "name") == tool.Name && TextOf(package, "versionInfo") == tool.Version;

    // An SPDX expression: ids with AND, OR, WITH and brackets. One denied id in it is enough.
    private static IEnumerable<string> Licences(JsonElement package) =>
        s_members
            .SelectMany(name => Word().Matches(TextOf(package, name)).Select(word => word.Value))
            .Where(word => word is not ("AND" or "OR" or "WITH" or "NOASSERTION" or "NONE"))
            .Distinct();

    [GeneratedRegex(@"[A-Za-z0-9.+-]+")]
    private static partial Regex Word();
}
