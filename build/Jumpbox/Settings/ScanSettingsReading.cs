namespace Jumpbox.Settings;

/// <summary>Reads and validates the settings of the target Scan and of the gate's rule about vulnerabilities.</summary>
internal static class ScanSettingsReading
{
    public static ScanSettings Read(SettingValues values) =>
        new(values.List("scan.command"), values.Text("scan.advisories"), values.List("scan.vex"));

    public static GateSettings Read(SettingValues values, GateSettings gate) =>
        gate with
        {
            Vulnerabilities = values.Map<string>("gate.vulnerabilities"),
            VulnerabilityExceptions = values.Map<string>("gate.vulnerabilityExceptions"),
            MaximumScanAgeDays = values.Integer("gate.maximumScanAgeDays"),
            MaximumAdvisoryAgeDays = values.Integer("gate.maximumAdvisoryAgeDays"),
            AcceptUnscanned = values.Text("gate.unscanned") == "accept",
        };

    public static void Check(SettingValues values, JumpboxSettings settings)
    {
        foreach ((string key, string value) in settings.Gate.Vulnerabilities)
        {
            if (VulnerabilityLimit.SeverityOf(key) is null)
            {
                values.RejectEntry("gate.vulnerabilities", key, null, VulnerabilityLimit.ExpectedKey, "critical");
            }
            else if (VulnerabilityLimit.Parse(key, value) is null)
            {
                values.RejectEntry("gate.vulnerabilities", key, value, VulnerabilityLimit.Expected, "0 fixable");
            }
        }
        foreach ((string key, string value) in settings.Gate.VulnerabilityExceptions)
        {
            if (!AllowedVulnerability.IsKey(key))
            {
                values.RejectEntry(
                    "gate.vulnerabilityExceptions",
                    key,
                    null,
                    AllowedVulnerability.ExpectedKey,
                    "CVE-2026-12345"
                );
            }
            else if (AllowedVulnerability.Parse(key, value) is null)
            {
                values.RejectEntry(
                    "gate.vulnerabilityExceptions",
                    key,
                    value,
                    AllowedVulnerability.Expected,
                    "until 2027-01-31: sshd does not load it"
                );
            }
        }
        if (
            settings.Scan.Command.Count > 0
            && !settings.Scan.Command.Any(word =>
                word.Contains(ScanSettings.Bill) || word.Contains(ScanSettings.Sources)
            )
        )
        {
            values.Reject(
                "scan.command",
                $"an argument with {ScanSettings.Bill} (for osv-scanner {ScanSettings.Sources}), where the scanner expects the path of the bill",
                null
            );
        }
        if (settings.Scan.HidingOption is { } option)
        {
            values.RejectEntry(
                "scan.command",
                option,
                "an option that leaves no finding out; gate.vulnerabilityExceptions accepts findings, with a day and a reason"
            );
        }
    }
}
