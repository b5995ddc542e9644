using System.Text.Json;
using System.Text.RegularExpressions;
using Jumpbox.Evidence.Bill;
using Jumpbox.Evidence.Log;
using Jumpbox.Settings;

namespace Jumpbox.Evidence.Gate;

/// <summary>Recreates the bill of materials from record, contents and log, so that nothing can be omitted.</summary>
internal sealed partial class LicencesRule()
    : GateRule(
        "licences",
        "The bill matches record and log, every tool states a licence, and no stated licence is in gate.deniedLicences.",
        GateSource.File,
        GateSource.Checkout
    )
{
    private const string NoAssertion = "NOASSERTION";
    private static readonly string[] Members = ["licenseConcluded", "licenseDeclared"];

    protected override RuleVerdict Evaluate(GateEvidence evidence, GateSettings settings, DateTimeOffset now)
    {
        JsonElement[] packages = [.. evidence.Json(EvidenceFiles.Bill).GetProperty("packages").EnumerateArray()];
        string[] denied =
        [
            .. packages
                .Where(package => Members.Any(name => Denies(TextOf(package, name), settings)))
                .Select(package => $"{TextOf(package, "name")} ({string.Join(", ", Licences(package))})"),
        ];
        string[] silent =
        [
            .. packages
                .Where(package => TextOf(package, "primaryPackagePurpose") == "APPLICATION" && !Licences(package).Any())
                .Select(package => TextOf(package, "name")),
        ];
        int unknown = packages.Count(package => !Licences(package).Any());
        return denied.Length > 0
                ? Fail($"denied: {string.Join("; ", denied)}. Leave the tool out, or allow its licence.")
            : silent.Length > 0
                ? Fail($"no licence is stated for {string.Join(", ", silent)}: run the target Logs again.")
            : evidence.Text(EvidenceFiles.Bill) != CreateBill(evidence)
                ? Fail("the bill does not match record, contents and log: run the target Logs again.")
            : Pass(
                $"{packages.Length} packages, of which {unknown} state no licence"
                    + (settings.DeniedLicences.Count == 0 ? "; gate.deniedLicences is empty" : "")
            );
    }

    private static string CreateBill(GateEvidence evidence)
    {
        CustomizationLog validation = CustomizationLog.Parse(evidence.Text(EvidenceFiles.ValidationLog));
        CustomizationLog customization = CustomizationLog.Parse(evidence.Text(EvidenceFiles.CustomizationLog));
        return SoftwareBill
            .Create(
                evidence.Image,
                evidence.Expected.Value.Template.Contents,
                new LogSummary(customization, validation).Packages
            )
            .ToJson();
    }

    /// <summary>
    /// Whether the settings deny a licence. One denied id in it is enough, and a choice or an exception does not undo it.
    /// </summary>
    /// <param name="expression">An SPDX expression: ids with AND, OR, WITH and parentheses.</param>
    /// <param name="settings">What a release requires.</param>
    public static bool Denies(string expression, GateSettings settings)
    {
        LicenceTerm[] denied = [.. settings.DeniedLicences.Select(LicenceTerm.Of)];
        return Ids(expression).Select(LicenceTerm.Of).Any(one => denied.Any(one.Overlaps));
    }

    private static IEnumerable<string> Licences(JsonElement package) =>
        Members.SelectMany(name => Ids(TextOf(package, name))).Distinct();

    private static IEnumerable<string> Ids(string expression) =>
        Word()
            .Matches(expression)
            .Select(word => word.Value)
            .Where(word => word is not ("AND" or "OR" or "WITH" or NoAssertion or "NONE"));

    [GeneratedRegex(@"[A-Za-z0-9.+-]+")]
    private static partial Regex Word();
}
