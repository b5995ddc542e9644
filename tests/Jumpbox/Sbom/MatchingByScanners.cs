using System.Text.Json.Nodes;
using Jumpbox.Evidence;
using Jumpbox.Tests.Sbom.Rules;

namespace Jumpbox.Tests.Sbom;

/// <summary>Every component of the bill is one that a scanner looks up, by the name that its database uses.</summary>
public sealed class MatchingByScanners
{
    private static readonly JsonNode Spdx = JsonNode.Parse(SampleInventory.Bill().Files[EvidenceFiles.Bill])!;
    private static readonly JsonNode CycloneDx = Bill(EvidenceFiles.CycloneDxBill);
    private static readonly JsonNode BySource = Bill(EvidenceFiles.SourceBill);

    private static JsonNode Bill(string file) => JsonNode.Parse(SampleInventory.Bill().Files[file])!;

    // The image, what it was built from, and its operating system are no packages. The tools are looked up by their own module.
    private static IEnumerable<JsonNode> Packages(JsonNode bill) =>
        (bill["packages"] ?? bill["components"])!
            .AsArray()
            .Where(one => Id(one!).Split('-')[1] is "Package" or "Application" && Id(one!) != "SPDXRef-Application-jq")
            .Where(one =>
                !Id(one!).StartsWith("SPDXRef-Application", StringComparison.Ordinal)
                || one!["annotations"] is null && one["properties"] is null
            )!;

    private static string Id(JsonNode one) => (string)(one["SPDXID"] ?? one["bom-ref"])!;

    [Fact]
    public void Grype_looks_up_every_component_of_both_formats()
    {
        Assert.All(Packages(Spdx), one => Assert.NotEmpty(GrypeRules.OfSpdx(one)));
        Assert.All(Packages(CycloneDx), one => Assert.NotEmpty(GrypeRules.OfCycloneDx(one)));
        ScannerKey[] keys = [.. Packages(CycloneDx).SelectMany(GrypeRules.OfCycloneDx)];
        Assert.Equal(keys, Packages(Spdx).SelectMany(GrypeRules.OfSpdx));
        Assert.Contains(new ScannerKey("ubuntu:distro:ubuntu:24.04", "glibc", "2.39-0ubuntu8"), keys);
        Assert.Contains(
            new ScannerKey("go", "github.com/Azure/go-ansiterm", "v0.0.0-20230124172434-306776ec8161"),
            keys
        );
        Assert.Contains(new ScannerKey("go", "stdlib", "1.24.6"), keys);
        Assert.Contains(new ScannerKey("python", "azure-core", "1.35.0"), keys);
        Assert.Contains(new ScannerKey("nvd:cpe", "python:python", "3.13.7"), keys);
    }

    [Fact]
    public void Grype_looks_up_a_tool_without_modules_by_its_CPE_name() =>
        Assert.Equal(
            [new ScannerKey("nvd:cpe", "jqlang:jq", "1.8.2")],
            CycloneDx["components"]!
                .AsArray()
                .Where(one => (string?)one!["name"] == "jq")
                .SelectMany(GrypeRules.OfCycloneDx!)
        );

    [Fact]
    public void Trivy_finds_one_operating_system_and_looks_up_every_component_but_a_Python_of_its_own()
    {
        Assert.Equal("ubuntu 24.04", TrivyRules.System(Spdx));
        Assert.Equal("ubuntu 24.04", TrivyRules.System(CycloneDx));
        IEnumerable<JsonNode> Known(JsonNode bill) => Packages(bill).Where(one => (string?)one["name"] != "python");
        Assert.All(Known(Spdx), one => Assert.NotNull(TrivyRules.OfSpdx(one, "ubuntu 24.04")));
        Assert.All(Known(CycloneDx), one => Assert.NotNull(TrivyRules.OfCycloneDx(one, "ubuntu 24.04")));
        ScannerKey?[] keys = [.. Known(CycloneDx).Select(one => TrivyRules.OfCycloneDx(one, "ubuntu 24.04"))];
        Assert.Equal(keys, Known(Spdx).Select(one => TrivyRules.OfSpdx(one, "ubuntu 24.04")));
        Assert.Contains(new ScannerKey("ubuntu 24.04", "openssh", "1:9.6p1-3ubuntu13.19"), keys);
    }

    [Fact]
    public void Osv_scalibr_looks_up_every_source_and_module_but_a_Python_of_its_own()
    {
        JsonNode[] known = [.. Packages(BySource).Where(one => (string?)one["name"] != "python")];

        Assert.All(known, one => Assert.NotNull(ScalibrRules.Of(one)));
        Assert.Contains(new ScannerKey("Ubuntu:24.04:LTS", "glibc", "2.39-0ubuntu8"), known.Select(ScalibrRules.Of));
        Assert.Contains(new ScannerKey("Go", "stdlib", "1.24.6"), known.Select(ScalibrRules.Of));
    }

    [Fact]
    public void The_bill_of_binaries_hides_sources_from_osv_scalibr() =>
        Assert.DoesNotContain(Packages(CycloneDx).Select(ScalibrRules.Of), one => one?.Name == "glibc");

    [Fact]
    public void The_list_of_components_is_flat_and_the_image_is_no_package()
    {
        Assert.All(CycloneDx["components"]!.AsArray(), one => Assert.Null(one!["components"]));
        Assert.Empty(GrypeRules.OfCycloneDx(CycloneDx["metadata"]!["component"]!));
    }
}
