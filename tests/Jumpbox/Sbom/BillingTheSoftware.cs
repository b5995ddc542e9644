using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Jumpbox.Customizer;
using Jumpbox.Evidence;
using Jumpbox.Evidence.Bill;
using Jumpbox.Evidence.Log;
using Jumpbox.Tests.Doctor;
using Jumpbox.Tools;
using NJsonSchema;

namespace Jumpbox.Tests.Sbom;

public sealed class BillingTheSoftware
{
    private static readonly ToolPins Pins = ToolPins.Load(SampleSettings.Root);

    private static readonly LogPackage[] Packages =
    [
        new("libstdc++6", "14.2.0-4ubuntu2~24.04", "amd64")
        {
            Licences = "dep5:GPL-3+_with_GCC_exception;own_words",
            Maintainer = "lists.ubuntu.com",
        },
        new("libstdc--6", "1:2.0+x", "all") { Maintainer = "lists.ubuntu.com" },
        new("azure-cli", "2.91.0-1~noble", "amd64") { Maintainer = "microsoft.com" },
    ];

    private static ImageRecord Image() =>
        new()
        {
            Cloud = "azure",
            Subscription = "5f0c1a52-7d1e-4c55-9b6e-0a1b2c3d4e5f",
            Location = "eastus2",
            TemplateId = "/t",
            TemplateName = "imgt-aks-jumpbox-0123456789ab",
            ContentHash = new string('a', 64),
            ImageId =
                "/subscriptions/s/resourceGroups/g/providers/Microsoft.Compute/images/img-aks-jumpbox-0123456789ab",
            ImageState = "Succeeded",
            RunState = "Succeeded",
            BaseImage = new RecordedBaseImage("Canonical", "ubuntu-24_04-lts", "server", "24.04.202609040"),
            Tools =
            [
                .. Pins.Lock.Tools.Select(tool => new RecordedTool(
                    tool.Name,
                    tool.Version,
                    tool.Find("amd64", "noble")!.Sha256
                )),
            ],
            LockDigest = Pins.Lock.Digest,
            Commit = new string('c', 40),
            Dirty = false,
            Started = new DateTimeOffset(2026, 11, 1, 12, 0, 0, TimeSpan.Zero),
            Finished = new DateTimeOffset(2026, 11, 1, 13, 0, 0, TimeSpan.Zero),
            RunOutputs = [],
            Checks = [],
        };

    private static readonly RenderedContents Contents = Rendered([
        .. Pins.Lock.Tools.Select(tool => $"tools.{tool.Name}=true"),
    ]);

    private static RenderedContents Rendered(params string[] settings) =>
        CustomizerPlan
            .Render(SampleSettings.Read(settings), Pins.Catalogue, Pins.Lock, Path.Combine(Repository.Root, "scripts"))
            .Contents;

    private static ListedSoftware Listed(params LogPackage[] packages) => new(packages, [], null);

    private static JsonNode Bill(ImageRecord? image = null, RenderedContents? contents = null) =>
        JsonNode.Parse(
            SoftwareBill.Create(image ?? Image(), contents ?? Contents, Listed(Packages)).Files[EvidenceFiles.Bill]
        )!;

    private static JsonNode Package(JsonNode bill, string name) =>
        bill["packages"]!.AsArray().Single(package => (string?)package!["name"] == name)!;

    private static string Locator(JsonNode package) => (string)package["externalRefs"]![0]!["referenceLocator"]!;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task It_satisfies_the_published_schema_of_spdx(bool withPackages)
    {
        JsonSchema schema = await JsonSchema.FromFileAsync(
            Path.Combine(Repository.Root, "tests/Jumpbox/Sbom/schema/spdx-2.3.schema.json"),
            TestContext.Current.CancellationToken
        );
        string text = SoftwareBill.Create(Image(), Contents, Listed(withPackages ? Packages : [])).Files[
            EvidenceFiles.Bill
        ];

        Assert.Empty(schema.Validate(text));
        Assert.NotEmpty(schema.Validate(text.Replace("\"SHA256\"", "\"SHA-256\"", StringComparison.Ordinal)));
        Assert.NotEmpty(schema.Validate(text.Replace("\"dataLicense\"", "\"dataLicence\"", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_tool_has_its_url_digest_licence_and_package_url()
    {
        JsonNode terraform = Package(Bill(), "terraform");

        Assert.Equal("BUSL-1.1", (string?)terraform["licenseDeclared"]);
        Assert.StartsWith("https://releases.hashicorp.com/terraform/", (string?)terraform["downloadLocation"]);
        Assert.Equal(
            Pins.Lock.Find("terraform")!.Find("amd64", "")!.Sha256,
            (string?)terraform["checksums"]![0]!["checksumValue"]
        );
        Assert.Equal($"pkg:github/hashicorp/terraform@v{terraform["versionInfo"]}", Locator(terraform));
    }

    [Fact]
    public void A_package_has_a_package_url_that_scanners_understand()
    {
        JsonNode bill = Bill();

        Assert.Equal(
            "pkg:deb/ubuntu/libstdc%2B%2B6@14.2.0-4ubuntu2~24.04?arch=amd64&distro=ubuntu-24.04",
            Locator(Package(bill, "libstdc++6"))
        );
        Assert.Equal(
            "pkg:deb/ubuntu/libstdc--6@1:2.0%2Bx?arch=all&distro=ubuntu-24.04",
            Locator(Package(bill, "libstdc--6"))
        );
    }

    [Theory]
    [InlineData("bash", "5.2.21-2ubuntu4", "bash", "5.2.21-2ubuntu4", "")]
    [InlineData("libc6", "2.39-0ubuntu8", "glibc", "2.39-0ubuntu8", "&upstream=glibc")]
    [InlineData("libgcc-s1", "14.2.0-4", "gcc-14", "1:14.2.0-5", "&upstream=gcc-14%401%3A14.2.0-5")]
    [InlineData("linux-image-6.8", "6.8.0-50", "", "", "")]
    public void A_package_names_its_source_where_the_three_scanners_look_for_it(
        string name,
        string version,
        string source,
        string sourceVersion,
        string upstream
    )
    {
        LogPackage package = new(name, version, "amd64")
        {
            Source = source,
            SourceVersion = sourceVersion,
            Maintainer = "lists.ubuntu.com",
        };

        JsonNode listed = Package(
            JsonNode.Parse(SoftwareBill.Create(Image(), Contents, Listed(package)).Files[EvidenceFiles.Bill])!,
            name
        );

        Assert.Equal($"pkg:deb/ubuntu/{name}@{version}?arch=amd64&distro=ubuntu-24.04{upstream}", Locator(listed));
        Assert.Equal(
            source.Length == 0 ? null : $"built package from: {source} {sourceVersion}",
            (string?)listed["sourceInfo"]
        );
    }

    [Fact]
    public void The_operating_system_contains_the_packages_by_the_name_and_version_that_scanners_know()
    {
        JsonNode bill = Bill();

        JsonNode system = Assert.Single(
            bill["packages"]!.AsArray(),
            one => ((string)one!["SPDXID"]!).StartsWith("SPDXRef-OperatingSystem", StringComparison.Ordinal)
        )!;
        Assert.Equal(("ubuntu", "24.04"), ((string?)system["name"], (string?)system["versionInfo"]));
        Assert.Contains(
            bill["relationships"]!.AsArray(),
            one =>
                (string?)one!["spdxElementId"] == (string?)system["SPDXID"]
                && (string?)one["relationshipType"] == "CONTAINS"
                && (string?)one["relatedSpdxElement"] == (string?)Package(bill, "libstdc++6")["SPDXID"]
        );
    }

    [Fact]
    public void A_tool_that_comes_as_a_package_is_told_once()
    {
        JsonNode az = Package(Bill(), "azure-cli");

        Assert.Equal("APPLICATION", (string?)az["primaryPackagePurpose"]);
        Assert.StartsWith("pkg:deb/azure-cli/azure-cli@2.91.0-1~noble?arch=amd64", Locator(az));
    }

    [Fact]
    public void Every_identifier_is_there_once_and_every_relationship_has_both_its_ends()
    {
        JsonNode bill = Bill();
        string[] ids = [.. bill["packages"]!.AsArray().Select(package => (string)package!["SPDXID"]!)];

        Assert.Equal(ids.Length, ids.Distinct().Count());
        Assert.All(ids, id => Assert.Matches("^SPDXRef-[A-Za-z0-9.-]+$", id));
        Assert.All(bill["relationships"]!.AsArray(), one => Assert.Contains((string)one!["relatedSpdxElement"]!, ids));
        Assert.Equal(ids.Length, bill["relationships"]!.AsArray().Count);
    }

    [Fact]
    public void The_image_descends_from_its_base_image_at_the_exact_version() =>
        Assert.Equal(
            "24.04.202609040",
            (string?)Package(Bill(), "Canonical/ubuntu-24_04-lts/server/24.04.202609040")["versionInfo"]
        );

    [Fact]
    public void The_same_image_gives_the_same_bytes_and_another_one_another_namespace()
    {
        JsonNode bill = Bill();

        Assert.Equal(bill.ToJsonString(), Bill().ToJsonString());
        Assert.NotEqual(
            (string?)bill["documentNamespace"],
            (string?)Bill(Image() with { ContentHash = new string('b', 64) })["documentNamespace"]
        );
    }

    [Fact]
    public void What_was_rendered_is_told_whatever_record_and_lock_say_by_now()
    {
        RenderedTool yq = Contents.Tools.Single(tool => tool.Name == "yq") with
        {
            Version = "4.0.0",
            Sha256 = new string('d', 64),
        };
        JsonNode bill = Bill(Image() with { Tools = [] }, Contents with { Tools = [yq] });

        Assert.Equal("4.0.0", (string?)Package(bill, "yq")["versionInfo"]);
        Assert.Equal(yq.Sha256, (string?)Package(bill, "yq")["checksums"]![0]!["checksumValue"]);
    }

    [Fact]
    public void The_pipelines_own_command_is_listed_with_the_digest_of_its_file_in_the_image()
    {
        string digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(DoctorProgram.Text())));
        JsonNode bill = Bill();
        JsonNode command = Package(bill, "jumpbox");

        Assert.Equal(digest, (string?)command["checksums"]![0]!["checksumValue"]);
        Assert.Equal("/usr/local/bin/jumpbox", (string?)command["packageFileName"]);
        Assert.Equal("MIT", (string?)command["licenseDeclared"]);
        Assert.StartsWith(
            "MIT License",
            File.ReadAllText(Path.Combine(Repository.Root, "LICENSE")),
            StringComparison.Ordinal
        );
        Assert.Contains(
            bill["relationships"]!.AsArray(),
            one => (string?)one!["relatedSpdxElement"] == (string?)command["SPDXID"]
        );
    }

    [Fact]
    public void It_counts_tools_and_packages_without_the_image() =>
        Assert.Equal(Pins.Lock.Tools.Count + 2, SoftwareBill.Create(Image(), Contents, Listed(Packages)).Count);
}
