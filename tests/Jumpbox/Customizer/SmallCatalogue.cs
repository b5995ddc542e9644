using Jumpbox.Settings;
using Jumpbox.Tools;

namespace Jumpbox.Tests.Customizer;

/// <summary>Settings, catalogue and lock that no update changes: one tool of each form.</summary>
internal static class SmallCatalogue
{
    private const string CatalogueText = """
        {
          "minimumReleaseAgeDays": 7,
          "reviewAfterDays": 90,
          "redirectHosts": {},
          "baseImages": [
            { "publisher": "Canonical", "offer": "ubuntu-24_04-lts", "sku": "server", "architecture": "amd64", "suite": "noble" }
          ],
          "tools": [
            {
              "name": "azure-cli", "description": "az", "licence": "MIT", "default": true,
              "repository": "Azure/azure-cli", "constraint": "^2.0.0", "tag": "azure-cli-{version}",
              "architectures": { "amd64": "amd64" },
              "apt": {
                "repository": "https://packages.microsoft.com/repos/azure-cli", "suites": ["noble"], "component": "main",
                "package": "azure-cli", "packageVersion": "{version}-1~{suite}",
                "keyUrl": "https://packages.microsoft.com/keys/microsoft.asc",
                "fingerprint": "BC528686B50D79E339D3721CEB3E94ADBE1229CF"
              },
              "unpack": { "form": "apt" }, "install": "/usr/bin/az",
              "version": { "command": ["az", "version"], "expect": "{version}" }
            },
            {
              "name": "kubectl", "description": "kubectl", "licence": "Apache-2.0", "default": true,
              "repository": "kubernetes/kubernetes", "constraint": "^1.0.0", "tag": "v{version}",
              "architectures": { "amd64": "amd64" }, "url": "https://dl.k8s.io/release/{tag}/bin/linux/{arch}/kubectl",
              "unpack": { "form": "binary" }, "install": "/usr/local/bin/kubectl",
              "version": { "command": ["kubectl", "version", "--client"], "expect": "v{version}" },
              "aliases": ["k"], "completion": ["kubectl", "completion", "bash"]
            },
            {
              "name": "helm", "description": "helm", "licence": "Apache-2.0", "default": true,
              "repository": "helm/helm", "constraint": "^4.0.0", "tag": "v{version}",
              "architectures": { "amd64": "amd64" }, "url": "https://get.helm.sh/helm-{tag}-linux-{arch}.tar.gz",
              "unpack": { "form": "tar.gz", "path": "linux-{arch}/helm" }, "install": "/usr/local/bin/helm",
              "version": { "command": ["helm", "version"], "expect": "v{version}" }
            },
            {
              "name": "terraform", "description": "terraform", "licence": "BUSL-1.1", "default": false,
              "repository": "hashicorp/terraform", "constraint": "^1.0.0", "tag": "v{version}",
              "architectures": { "amd64": "amd64" },
              "url": "https://releases.hashicorp.com/terraform/{version}/terraform_{version}_linux_{arch}.zip",
              "unpack": { "form": "zip", "path": "terraform" }, "install": "/usr/local/bin/terraform",
              "version": { "command": ["terraform", "version"], "expect": "v{version}" }
            }
          ]
        }
        """;

    private const string LockText = """
        {
          "resolvedAt": "2026-10-07T00:00:00Z", "reviewAt": "2027-01-05", "aptSnapshot": "20261007T000000Z",
          "baseImages": [
            { "publisher": "Canonical", "offer": "ubuntu-24_04-lts", "sku": "server", "version": "24.04.202609040", "stated": 7 }
          ],
          "tools": [
            { "name": "azure-cli", "version": "2.91.0", "tag": "azure-cli-2.91.0", "commit": null, "published": null,
              "artifacts": [ { "architecture": "amd64", "suite": "noble", "packageVersion": "2.91.0-1~noble",
                "url": "https://packages.microsoft.com/repos/azure-cli/pool/main/a/azure-cli/azure-cli_2.91.0-1~noble_amd64.deb",
                "size": null, "sha256": "826aa273a138647c1a2274df8dfb0f1e9351c3d25d9d6fec29ae96eb2a9031e8",
                "verified": [ { "by": "stated", "count": 1 } ] } ] },
            { "name": "helm", "version": "4.3.0", "tag": "v4.3.0", "commit": null, "published": null,
              "artifacts": [ { "architecture": "amd64", "url": "https://get.helm.sh/helm-v4.3.0-linux-amd64.tar.gz",
                "size": 18000000, "sha256": "f0e2fdfc71004ecee56e9a4c9f44e278acaa96a365b32c82555805f7449529c7",
                "verified": [ { "by": "stated", "count": 2 } ] } ] },
            { "name": "kubectl", "version": "1.37.1", "tag": "v1.37.1", "commit": null, "published": null,
              "artifacts": [ { "architecture": "amd64", "url": "https://dl.k8s.io/release/v1.37.1/bin/linux/amd64/kubectl",
                "size": null, "sha256": "65691ff77eb6fa44c908b77a1082c9f092c3b9733b5cefabec0d1104890e21a8",
                "verified": [ { "by": "stated", "count": 7 } ] } ] }
          ]
        }
        """;

    public static string Scripts => Path.Combine(Repository.Root, "scripts");

    public static ToolCatalogue Catalogue { get; } = ToolCatalogue.Parse(CatalogueText);

    public static ToolLock Pins { get; } = ToolLock.Parse(LockText);

    public static JumpboxSettings Settings(params string[] overrides) =>
        SampleSettings.Read(overrides) with
        {
            Tools = new Dictionary<string, bool>(),
            Mirrors = new Dictionary<string, string>(),
        };
}
