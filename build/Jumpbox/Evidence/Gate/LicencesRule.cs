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
        "The bill matches record and log, every tool states a licence, no stated licence is in gate.deniedLicences, and "
            + "unknown ones are as gate.unknownLicences allows.",
        GateSource.File,
        GateSource.Checkout
    )
{
    private const string NoAssertion = "NOASSERTION";
    private const int Shown = 40;
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
        JsonElement[] parts =
        [
            .. packages.Where(package => TextOf(package, "primaryPackagePurpose") != "OPERATING_SYSTEM"),
        ];
        CustomizationLog validation = CustomizationLog.Parse(evidence.Text(EvidenceFiles.ValidationLog));
        // Go's build information names no licence; the catalogue has the tool's.
        int modules = parts.Count(IsModule);
        parts = [.. parts.Where(package => !IsModule(package))];
        string[] unknown = [.. parts.Where(IsUnknown).Select(package => TextOf(package, "name")).Distinct()];
        int own = parts.SelectMany(Licences).Where(IsOwn).Distinct().Count();
        string told =
            $"{parts.Length} tools and packages; {Told(unknown, settings.UnknownLicences)}"
            + (modules == 0 ? "" : $"; the {modules} Go modules and crates in tools state none");
        return denied.Length > 0
                ? Fail($"denied: {string.Join("; ", denied)}. Leave the tool out, or allow its licence.")
            : silent.Length > 0
                ? Fail($"no licence is stated for {string.Join(", ", silent)}: run the target Logs again.")
            : Differing(evidence, CreateBill(evidence, validation)) is { } file
                ? Fail($"the bill in {file} does not match record, contents and log: run the target Logs again.")
            : validation.Packages.Count == 0
                ? Unknown(
                    $"{EvidenceFiles.ValidationLog} lists no installed package, so their licences are unknown: build again, and run "
                        + "the target Logs."
                )
            : validation.ListProblem is { } problem
                ? Unknown(
                    $"{EvidenceFiles.ValidationLog}: {problem}, so the licences of some packages may be unknown: build again, and run "
                        + "the target Logs."
                )
            : unknown.Length > 0 && settings.UnknownLicences == UnknownLicences.Deny
                ? Unknown(
                    $"{told}, and gate.unknownLicences is deny. Read /usr/share/doc/{unknown[0]}/copyright in the image; leave the "
                        + "package out, or set gate.unknownLicences to list."
                )
            : Pass(
                told
                    + (
                        own == 0
                            ? ""
                            : $"; {own} licences are not in the SPDX License List ({DebianLicenceNames.OwnPrefix}…)"
                    )
                    + (settings.DeniedLicences.Count == 0 ? "; gate.deniedLicences is empty" : "")
            );
    }

    private static string Told(string[] unknown, UnknownLicences setting) =>
        unknown.Length == 0 ? "the licence of each is known"
        : setting == UnknownLicences.Allow ? $"the licence of {unknown.Length} is unknown"
        : $"the licence of {unknown.Length} is unknown: {string.Join(", ", unknown.Take(Shown))}"
            + (
                unknown.Length > Shown
                    ? $" and {unknown.Length - Shown} more in {EvidenceFiles.Bill} (NOASSERTION)"
                    : ""
            );

    // A list that was cut off may have left out a denied one.
    private static bool IsUnknown(JsonElement package)
    {
        string[] licences = [.. Licences(package)];
        return licences.Length == 0 || licences.Contains(DebianLicences.More);
    }

    private static bool IsModule(JsonElement package) =>
        package.TryGetProperty("externalRefs", out JsonElement references)
        && TextOf(references[0], "referenceLocator") is { } url
        && (
            url.StartsWith("pkg:golang/", StringComparison.Ordinal)
            || url.StartsWith("pkg:cargo/", StringComparison.Ordinal)
        );

    private static bool IsOwn(string licence) =>
        licence.StartsWith(DebianLicenceNames.OwnPrefix, StringComparison.Ordinal);

    private static SoftwareBill CreateBill(GateEvidence evidence, CustomizationLog validation)
    {
        CustomizationLog customization = CustomizationLog.Parse(evidence.Text(EvidenceFiles.CustomizationLog));
        return SoftwareBill.Create(
            evidence.Image,
            evidence.Expected.Value.Template.Contents,
            new LogSummary(customization, validation).Listed
        );
    }

    private static string? Differing(GateEvidence evidence, SoftwareBill bill) =>
        bill
            .Files.FirstOrDefault(file =>
                (file.Key == EvidenceFiles.Bill || evidence.Files.ContainsKey(file.Key))
                && evidence.Text(file.Key) != file.Value
            )
            .Key;

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
