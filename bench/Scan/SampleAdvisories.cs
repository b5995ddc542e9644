using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using Jumpbox.Evidence;

namespace Scan.Bench;

/// <summary>
/// Advisories of the size and form of Ubuntu's OSV records: three releases each, with single versions and binaries. Source of the form:
/// canonical/ubuntu-security-notices, osv/cve/2024/UBUNTU-CVE-2024-6387.json.
/// </summary>
internal static class SampleAdvisories
{
    private const int Fifth = 5;
    private static readonly string[] Releases = ["20.04", "22.04", "24.04"];

    public static DateTimeOffset Now { get; } = new(2026, 11, 30, 0, 0, 0, TimeSpan.Zero);

    public static ImageRecord Record { get; } =
        new()
        {
            Cloud = "local",
            Subscription = Guid.Empty.ToString(),
            Location = "eastus2",
            TemplateId = "/subscriptions/x/imageTemplates/x",
            TemplateName = "x",
            ContentHash = new string('0', 64),
            ImageId = "/subscriptions/x/images/x",
            ImageState = "Succeeded",
            RunState = "Succeeded",
            BaseImage = new RecordedBaseImage("Canonical", "ubuntu-24_04-lts", "server", "24.04.202609040"),
            Tools = [],
            LockDigest = new string('0', 64),
            Commit = "unknown",
            Dirty = false,
            Started = Now.AddHours(-2),
            Finished = Now.AddHours(-1),
            RunOutputs = [],
            Checks = [],
        };

    /// <summary>A bill of packages, of which every second one has another source package.</summary>
    public static byte[] Bill(int packages) =>
        Encoding.UTF8.GetBytes(
            new JsonObject
            {
                ["packages"] = new JsonArray([.. Enumerable.Range(0, packages).Select(Package)]),
                ["relationships"] = new JsonArray(),
            }.ToJsonString()
        );

    /// <summary>Writes <c>Ubuntu/all.zip</c>.</summary>
    public static string Write(string folder, int advisories)
    {
        string path = Path.Combine(Directory.CreateDirectory(Path.Combine(folder, "Ubuntu")).FullName, "all.zip");
        Random random = new(1);
        using ZipArchive zip = new(File.Create(path), ZipArchiveMode.Create);
        for (int at = 0; at < advisories; at++)
        {
            string id = string.Create(CultureInfo.InvariantCulture, $"UBUNTU-CVE-2026-{at}");
            using Stream entry = zip.CreateEntry(id + ".json", CompressionLevel.Optimal).Open();
            // A fifth is about source packages of the image, the rest about the archive's other ones.
            string name = at % Fifth == 0 ? Source(random.Next(2000)) : $"other{random.Next(30_000)}";
            entry.Write(Encoding.UTF8.GetBytes(Advisory(id, name, random).ToJsonString()));
        }
        return path;
    }

    private static string Source(int number) => $"source{number / 2 * 2}";

    private static JsonObject Package(int number) =>
        new()
        {
            ["SPDXID"] = $"SPDXRef-{number}",
            ["name"] = $"package{number}",
            ["versionInfo"] = "1:5.10-3ubuntu0.5",
            ["primaryPackagePurpose"] = "LIBRARY",
            ["externalRefs"] = new JsonArray(
                new JsonObject
                {
                    ["referenceType"] = "purl",
                    ["referenceLocator"] =
                        $"pkg:deb/ubuntu/package{number}@1:5.10-3ubuntu0.5?arch=amd64&distro=ubuntu-24.04&upstream={Source(number)}",
                }
            ),
        };

    private static JsonObject Advisory(string id, string name, Random random) =>
        new()
        {
            ["schema_version"] = "1.7.0",
            ["id"] = id,
            ["details"] =
                $"A flaw {random.Next()} in the handling of input {random.Next()} lets a remote attacker read memory of the process or stop it.",
            ["upstream"] = new JsonArray(id["UBUNTU-".Length..]),
            ["published"] = "2026-07-01T00:00:00Z",
            ["modified"] = $"2026-0{1 + random.Next(9)}-01T00:00:00Z",
            ["severity"] = new JsonArray(new JsonObject { ["type"] = "Ubuntu", ["score"] = "medium" }),
            ["affected"] = new JsonArray([.. Releases.Select(release => Affected(release, name, random))]),
        };

    private static JsonObject Affected(string release, string name, Random random) =>
        new()
        {
            ["package"] = new JsonObject
            {
                ["ecosystem"] = $"Ubuntu:{release}:LTS",
                ["name"] = name,
                ["purl"] = $"pkg:deb/ubuntu/{name}?arch=source",
            },
            ["ranges"] = new JsonArray(
                new JsonObject
                {
                    ["type"] = "ECOSYSTEM",
                    ["events"] = new JsonArray(
                        new JsonObject { ["introduced"] = "0" },
                        new JsonObject
                        {
                            ["fixed"] = $"1:{random.Next(7)}.{random.Next(100)}-3ubuntu0.{random.Next(20)}",
                        }
                    ),
                }
            ),
            ["versions"] = new JsonArray([
                .. Enumerable
                    .Range(0, 10)
                    .Select(_ => JsonValue.Create($"1:{random.Next(7)}.{random.Next(100)}-3ubuntu0.1")),
            ]),
            ["ecosystem_specific"] = new JsonObject
            {
                ["binaries"] = new JsonArray([
                    .. Enumerable
                        .Range(0, 8)
                        .Select(at => new JsonObject
                        {
                            ["binary_name"] = $"{name}-{at}",
                            ["binary_version"] = $"1:{random.Next(7)}.{random.Next(100)}-3ubuntu0.1",
                        }),
                ]),
                ["availability"] = "No subscription required",
            },
        };
}
