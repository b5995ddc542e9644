using Jumpbox.Evidence.Gate;
using Jumpbox.Settings;

namespace Jumpbox.Tests.Settings;

public sealed class LimitsOfVulnerabilities
{
    [Fact]
    public void Limits_and_exceptions_are_read()
    {
        GateSettings gate = Read(
            "gate.vulnerabilities.critical=0",
            "gate.vulnerabilities.medium=10 fixable 30d",
            "gate.vulnerabilities.unknown=any",
            "gate.vulnerabilityExceptions.CVE-2026-1 libssl3t64=until 2027-01-31: not reachable"
        );

        Assert.Equal(
            ["critical 0", "medium 10 fixable 30d", "unknown any"],
            gate.VulnerabilityLimits.Select(one => $"{one}")
        );
        AllowedVulnerability exception = Assert.Single(gate.AllowedVulnerabilities);
        Assert.Equal(("CVE-2026-1", "libssl3t64"), (exception.Id, exception.Package));
        Assert.Equal((new DateOnly(2027, 1, 31), "not reachable"), (exception.Until, exception.Reason));
    }

    [Theory]
    [InlineData("CVE-2026-1 libc6", "libc6", null)]
    [InlineData("CVE-2026-1 libssl3t64@1:3.0.13-0ubuntu3~esm1", "libssl3t64", "1:3.0.13-0ubuntu3~esm1")]
    [InlineData("GHSA-aaaa-bbbb-cccc git.sr.ht/~user/mod@v1.2.3", "git.sr.ht/~user/mod", "v1.2.3")]
    public void An_exception_may_be_for_one_package_or_one_version_of_it(string key, string package, string? version)
    {
        AllowedVulnerability exception = Assert.Single(
            Read($"gate.vulnerabilityExceptions.{key}=until 2027-01-31: not reachable").AllowedVulnerabilities
        );

        Assert.Equal((package, version), (exception.Package, exception.Version));
    }

    [Theory]
    [InlineData("gate.vulnerabilities.severe=0", "critical, high, medium")]
    [InlineData("gate.vulnerabilities.high=none", "0 fixable 30d")]
    [InlineData("gate.vulnerabilities.high=0 30d fixable", "0 fixable 30d")]
    [InlineData("gate.vulnerabilityExceptions.CVE-2026-1=not reachable", "until YYYY-MM-DD: REASON")]
    [InlineData("gate.vulnerabilityExceptions.CVE-2026-1=until 2027-02-31: not reachable", "until YYYY-MM-DD: REASON")]
    [InlineData("gate.vulnerabilityExceptions.CVE-2026-1=until 2027-01-31:", "until YYYY-MM-DD: REASON")]
    [InlineData("gate.vulnerabilityExceptions.everything=until 2027-01-31: tired", "an id such as")]
    [InlineData("gate.vulnerabilityExceptions.CVE-2026-1 curl@=until 2027-01-31: tired", "PACKAGE@VERSION")]
    [InlineData("scan.command=grype", "{bill}")]
    public void What_is_wrong_is_refused_with_what_is_expected(string setting, string expected) =>
        Assert.Contains(expected, Assert.Throws<SettingsException>(() => Read(setting)).Message);

    [Fact]
    public void A_scanner_may_not_leave_findings_out_without_a_trace() =>
        Assert.Contains(
            "--ignore-unfixed",
            Assert
                .Throws<SettingsException>(() =>
                    Read(
                        "scan.command.0=trivy",
                        "scan.command.1=sbom",
                        "scan.command.2=--ignore-unfixed",
                        "scan.command.3={bill}"
                    )
                )
                .Message
        );

    [Fact]
    public void The_policy_of_a_verdict_changes_with_limits_and_exceptions()
    {
        string[] digests =
        [
            .. new[]
            {
                Read(),
                Read("gate.vulnerabilities.critical=0"),
                Read("gate.vulnerabilityExceptions.CVE-2026-1=until 2027-01-31: not reachable"),
                Read("gate.maximumScanAgeDays=3"),
                Read("gate.unscanned=accept"),
            }.Select(GatePolicy.Digest),
        ];

        Assert.Equal(digests.Length, digests.Distinct().Count());
    }

    private static GateSettings Read(params string[] arguments) =>
        SettingsReader.Read(new SettingsSource(SampleSettings.File, arguments, new Dictionary<string, string>())).Gate;
}
