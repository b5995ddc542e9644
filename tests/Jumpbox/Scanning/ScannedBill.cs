using System.Text;
using System.Text.Json.Nodes;
using Jumpbox.Evidence;
using Jumpbox.Evidence.Scan;
using Jumpbox.Tests.Evidence;

namespace Jumpbox.Tests.Scanning;

/// <summary>A small bill with one component of each kind, and reports and advisories about it.</summary>
internal static class ScannedBill
{
    public const string Ssh =
        "pkg:deb/ubuntu/openssh-client@1:9.6p1-3ubuntu13?arch=amd64&distro=ubuntu-24.04&upstream=openssh";
    public const string Cobra = "pkg:golang/github.com/spf13/cobra@v1.8.0";
    public const string Pip = "pkg:pypi/pip@24.0";
    public const string Kubectl = "pkg:github/kubernetes/kubernetes@v1.36.4";

    /// <summary>What osv-scanner writes if it finds nothing. Source: google/osv-scanner, pkg/models/results.go.</summary>
    public const string OsvWithout =
        """{"results":[],"experimental_config":{"licenses":{"summary":false,"allowlist":null} } }""";

    public static readonly DateTimeOffset Now = SampleRecord.Finished.AddDays(1);

    public static ImageRecord Record => SampleRecord.Good;

    public static byte[] Bytes { get; } = Of(Ssh, Cobra, Pip, Kubectl);

    public static BillScan Scan(params VexDocument[] vex) => new(Record, Bytes, vex);

    public static VulnerabilityReport Read(string report, params VexDocument[] vex)
    {
        using MemoryStream stream = new(Encoding.UTF8.GetBytes(report));
        return Scan(vex).OfReport(stream, "report.json", ran: null, Now);
    }

    public static string Refusal(string report) => Assert.Throws<EvidenceException>(() => Read(report)).Message;

    public static byte[] Of(params string[] purls)
    {
        JsonArray packages =
        [
            .. purls.Select(
                (purl, at) =>
                {
                    PurlParts parts = PurlParts.Parse(purl)!;
                    return new JsonObject
                    {
                        ["SPDXID"] = $"SPDXRef-{at}",
                        ["name"] = parts.Type == "golang" ? parts.FullName : parts.Name,
                        ["versionInfo"] = parts.Version,
                        ["primaryPackagePurpose"] = parts.Type == "github" ? "APPLICATION" : "LIBRARY",
                        ["externalRefs"] = new JsonArray(
                            new JsonObject { ["referenceType"] = "purl", ["referenceLocator"] = purl }
                        ),
                    };
                }
            ),
        ];
        JsonArray relations = [];
        if (purls.Contains(Cobra) && purls.Contains(Kubectl))
        {
            relations.Add(
                new JsonObject
                {
                    ["spdxElementId"] = $"SPDXRef-{Array.IndexOf(purls, Kubectl)}",
                    ["relationshipType"] = "CONTAINS",
                    ["relatedSpdxElement"] = $"SPDXRef-{Array.IndexOf(purls, Cobra)}",
                }
            );
        }
        return Encoding.UTF8.GetBytes(
            new JsonObject { ["packages"] = packages, ["relationships"] = relations }.ToJsonString()
        );
    }

    public static string Grype(
        string purl = Ssh,
        string id = "CVE-2024-6387",
        string severity = "High",
        string version = "0.118.0",
        string at = "2026-11-21T08:00:00Z",
        string distro = """{"name":"ubuntu","version":"24.04"}""",
        string ignored = ""
    ) =>
        $$"""
            {"matches":[{"vulnerability":{"id":"{{id}}","severity":"{{severity}}","fix":{"versions":["1:9.6p1-3ubuntu13.3"],"state":"fixed",
            "available":[{"version":"1:9.6p1-3ubuntu13.3","date":"2024-07-01","kind":"advisory"}]} },"relatedVulnerabilities":[{"id":"{{id}}"}],
            "matchDetails":[{"type":"exact-indirect-match"}],"artifact":{"name":"openssh-client","version":"1:9.6p1-3ubuntu13","type":"deb","purl":"{{purl}}"} }],
            "ignoredMatches":[{{ignored}}],"source":{"type":"sbom-file","target":"sbom.spdx.json"},"distro":{{distro}},
            "descriptor":{"name":"grype","version":"{{version}}","timestamp":"{{at}}","db":{"status":{"built":"2026-11-21T03:00:00Z"} } } }
            """;

    public static string Trivy(string schema = "2", string packages = "") =>
        $$"""
            {"SchemaVersion":{{schema}},"Trivy":{"Version":"0.70.0"},"CreatedAt":"2026-11-21T08:00:00Z","ArtifactName":"sbom.spdx.json","ArtifactType":"spdx",
            "Metadata":{"OS":{"Family":"ubuntu","Name":"24.04"} },"Results":[{"Target":"sbom.spdx.json (ubuntu 24.04)","Class":"os-pkgs","Type":"ubuntu",
            "Packages":[{{packages}}],
            "Vulnerabilities":[{"VulnerabilityID":"CVE-2024-6387","PkgName":"openssh-client","PkgIdentifier":{"PURL":"{{Ssh}}"},
            "InstalledVersion":"1:9.6p1-3ubuntu13","FixedVersion":"1:9.6p1-3ubuntu13.3","Status":"fixed","Severity":"HIGH","PublishedDate":"2024-07-01T13:15:06Z"}]}]}
            """;

    public static string Osv(string schema = "1.7.0") =>
        $$"""
            {"results":[{"source":{"path":"sbom.spdx.json","type":"sbom"},"packages":[{"package":{"name":"openssh-client","version":"1:9.6p1-3ubuntu13",
            "ecosystem":"Ubuntu:24.04:LTS"},"vulnerabilities":[{{Advisory(
                "UBUNTU-CVE-2024-6387",
                schema: schema,
                name: "openssh-client"
            )}}],
            "groups":[{"ids":["UBUNTU-CVE-2024-6387"],"max_severity":""}]}]}]}
            """;

    public static string Sarif(string version = "2.1.0") =>
        $$"""
            {"version":"{{version}}","runs":[{"tool":{"driver":{"name":"Trivy","version":"0.70.0","rules":[{"id":"CVE-2024-6387",
            "properties":{"security-severity":"8.1"} }]} },"results":[{"ruleId":"CVE-2024-6387","level":"error","message":{"text":
            "Package: openssh-client\nInstalled Version: 1:9.6p1-3ubuntu13\nVulnerability CVE-2024-6387\nSeverity: HIGH\nFixed Version: 1:9.6p1-3ubuntu13.3\nLink: x"} }]}]}
            """;

    public static string Advisory(
        string id,
        string schema = "1.7.0",
        string ecosystem = "Ubuntu:24.04:LTS",
        string name = "openssh",
        string events = """{"introduced":"0"},{"fixed":"1:9.6p1-3ubuntu13.3"}""",
        string more = "",
        string priority = "high",
        string modified = "2026-11-18T00:00:00Z"
    ) =>
        $$"""
            {"schema_version":"{{schema}}","id":"{{id}}","modified":"{{modified}}","published":"2024-07-01T00:00:00Z",{{more}}
            "severity":[{"type":"Ubuntu","score":"{{priority}}"}],"affected":[{"package":{"ecosystem":"{{ecosystem}}","name":"{{name}}"},
            "ranges":[{"type":"ECOSYSTEM","events":[{{events}}]}]}]}
            """;
}
