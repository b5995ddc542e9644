namespace Jumpbox.Settings;

/// <summary>The settings of the target Scan and of the gate's rule about vulnerabilities.</summary>
internal static class ScanSettingDefinitions
{
    public static IReadOnlyList<SettingDefinition> All { get; } =
    [
        new(
            "gate.vulnerabilities",
            SettingKind.TextMap,
            "How many vulnerabilities of each severity a release may have: `critical`, `high`, `medium`, `low`, `negligible`, `unknown`, "
                + "each with a number, then perhaps `fixable` (only those with a fix count) and days such as `30d` (only those count whose "
                + "fix is older); or `any`. Empty: they do not decide. See [scan](scan.md#limits)."
        )
        {
            Example = "0 fixable 30d",
        },
        new(
            "gate.vulnerabilityExceptions",
            SettingKind.TextMap,
            "Vulnerabilities that a release may have until a day: the id, perhaps with a package or PACKAGE@VERSION, and `until YYYY-MM-DD: REASON`."
        )
        {
            Example = "until 2027-01-31: sshd does not load it",
        },
        new("gate.maximumScanAgeDays", SettingKind.Integer, "The maximum age of `vulnerabilities.json`, in days.")
        {
            Default = "7",
            Minimum = 1,
        },
        new(
            "gate.maximumAdvisoryAgeDays",
            SettingKind.Integer,
            "The maximum age of the advisories or the scanner's database at the verdict, in days; 0 for no limit."
        )
        {
            Default = "7",
        },
        new(
            "gate.unscanned",
            SettingKind.Choice,
            "Whether a release is refused or accepted if packages that vulnerability databases index were not looked up; if accepted, "
                + "the verdict says so."
        )
        {
            Default = "refuse",
            Choices = ["refuse", "accept"],
        },
        new(
            "scan.command",
            SettingKind.TextList,
            "The scanner that Scan runs: program and arguments, in which `{bill}` is the path of `sbom.spdx.json`, and `{sources}`, which "
                + "osv-scanner needs, that of `sbom.sources.cdx.json`; its standard output is the report. Default: Grype, Trivy or osv-scanner, "
                + "if installed."
        )
        {
            Example = "grype",
        },
        new(
            "scan.advisories",
            SettingKind.Text,
            "A folder with OSV's exports (`Ubuntu/all.zip`, `Go/all.zip`), with which Scan needs no scanner; relative to the repository."
        )
        {
            Example = "advisories",
        },
        new(
            "scan.vex",
            SettingKind.TextList,
            "OpenVEX documents whose statements Scan applies to the findings; relative to the repository."
        )
        {
            Example = "vex/jumpbox.openvex.json",
        },
    ];
}
