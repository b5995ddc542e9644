using System.Text.Json.Nodes;
using Jumpbox.Evidence;
using Jumpbox.Evidence.Bill;
using Jumpbox.Evidence.Log;
using Jumpbox.Settings;
using Jumpbox.Tests.Gating;

namespace Jumpbox.Tests.Sbom;

/// <summary>What was built into the tools, as the bill lists it.</summary>
public sealed class ListingModules
{
    private static readonly JsonNode Spdx = JsonNode.Parse(SampleInventory.Bill().Files[EvidenceFiles.Bill])!;

    private static readonly JsonNode CycloneDx = JsonNode.Parse(
        SampleInventory.Bill().Files[EvidenceFiles.CycloneDxBill]
    )!;

    private static JsonNode[] Components(JsonNode? bill = null) => [.. (bill ?? CycloneDx)["components"]!.AsArray()!];

    private static JsonNode Component(string name) => Components().Single(one => (string?)one["name"] == name);

    private static string[] Of(string tool) =>
        [
            .. CycloneDx["dependencies"]!
                .AsArray()
                .Single(one => (string?)one!["ref"] == $"SPDXRef-Application-{tool}")!["dependsOn"]!
                .AsArray()
                .Select(id => (string)Components().Single(one => (string?)one["bom-ref"] == (string?)id)["purl"]!),
        ];

    [Theory]
    [InlineData("go1.24.6", "1.24.6")]
    [InlineData("go1.24.1 X:nocoverageredesign", "1.24.1")]
    [InlineData("go1.26.0-X:jsonv2", "1.26.0")]
    [InlineData("go1.24.4-1", "1.24.4")]
    [InlineData("go1.18.10b7", "1.18.10")]
    [InlineData("go1.22.7 (Red Hat 1.22.7-1.el9)", "1.22.7")]
    [InlineData("go1.23rc2", "1.23rc2")]
    [InlineData("go1.20", "1.20")]
    [InlineData("go1.23", null)]
    [InlineData("go1.25-20250626-RC01", null)]
    [InlineData("devel", null)]
    [InlineData("devel go1.25-3f4164f508 Tue Feb 4", null)]
    [InlineData("go2", null)]
    public void The_version_of_Gos_library_is_that_of_a_release_or_unknown(string version, string? known) =>
        Assert.Equal(
            known,
            EmbeddedModule.LibraryVersion(new LogModule(LogModuleKind.GoProgram, "t", "/usr/local/bin/t", version, ""))
        );

    [Fact]
    public void Of_a_development_version_of_Go_the_library_has_no_version_and_the_tool_says_so()
    {
        LogModule[] lines =
        [
            .. SampleInventory.Lines("go helm /usr/local/bin/helm devel\nmain helm helm.sh/helm/v4 v4.2.0\n"),
        ];
        SoftwareBill bill = SoftwareBill.Create(
            SampleInventory.Image,
            SampleInventory.Contents,
            new ListedSoftware(SampleInventory.Packages, lines, null)
        );
        JsonNode cycloneDx = JsonNode.Parse(bill.Files[EvidenceFiles.CycloneDxBill])!;
        JsonNode library = Components(cycloneDx).Single(one => (string?)one["name"] == "stdlib");

        Assert.Equal("pkg:golang/stdlib", (string?)library["purl"]);
        Assert.Null(library["version"]);
        Assert.Null(library["cpe"]);
        Assert.Contains("Go's library of the unknown version devel in /usr/local/bin/helm of helm", $"{bill}");
    }

    [Fact]
    public void A_tool_contains_its_own_module_those_in_it_and_the_standard_library() =>
        Assert.Equal(
            [
                "pkg:golang/github.com/Azure/go-ansiterm@v0.0.0-20230124172434-306776ec8161",
                "pkg:golang/github.com/new/old@v1.0.1",
                "pkg:golang/github.com/spf13/cobra@v1.8.1",
                "pkg:golang/k8s.io/kubernetes@v1.36.4",
                "pkg:golang/stdlib@1.24.6",
            ],
            Of("kubectl")
        );

    [Fact]
    public void A_module_of_two_tools_is_listed_once_with_both_programs()
    {
        JsonNode cobra = Component("github.com/spf13/cobra");

        Assert.Contains((string)cobra["purl"]!, Of("helm"));
        Assert.Equal(
            ["/usr/local/bin/kubectl", "/usr/local/bin/helm"],
            cobra["evidence"]!["occurrences"]!.AsArray().Select(one => (string?)one!["location"])
        );
    }

    [Theory]
    [InlineData("v4.2.0", "v4.2.0")]
    [InlineData("(devel)", "v4.2.0")]
    [InlineData("-", "v4.2.0")]
    [InlineData("v4.2.1-0.20260101000000-abcdefabcdef+dirty", "v4.2.0")]
    public void A_tools_own_module_without_a_release_has_the_version_of_the_lock(string stated, string expected)
    {
        EmbeddedModule module = Assert.Single(
            EmbeddedModule.Read(
                [.. SampleInventory.Lines($"main helm helm.sh/helm/v4 {stated}")],
                SampleInventory.Contents.Tools
            )
        );

        Assert.Equal(expected, module.Version);
    }

    [Fact]
    public void A_program_that_is_no_module_has_none() =>
        Assert.DoesNotContain(
            EmbeddedModule.Read(
                [.. SampleInventory.Lines("go x /x go1.24.6\nmain x command-line-arguments (devel)")],
                SampleInventory.Contents.Tools
            ),
            module => module.Name != EmbeddedModule.StandardLibrary
        );

    [Fact]
    public void A_module_of_the_tools_own_workspace_is_part_of_the_tool() =>
        Assert.Empty(EmbeddedModule.Read([.. SampleInventory.Lines("dep kubectl k8s.io/api (devel)")], []));

    [Fact]
    public void A_module_without_a_version_has_a_package_url_without_one() =>
        Assert.Equal(
            "pkg:golang/a.b/c",
            PackageUrl.Of(EmbeddedModule.Read([.. SampleInventory.Lines("dep x a.b/c -")], []).Single())
        );

    [Fact]
    public void The_libraries_of_Go_and_Python_have_the_names_of_the_national_vulnerability_database()
    {
        Assert.Equal("cpe:2.3:a:golang:go:1.24.6:*:*:*:*:*:*:*", (string?)Component("stdlib")["cpe"]);
        Assert.Equal("cpe:2.3:a:python:python:3.13.7:*:*:*:*:*:*:*", (string?)Component("python")["cpe"]);
        Assert.Equal("cpe:2.3:a:jqlang:jq:1.8.2:*:*:*:*:*:*:*", (string?)Component("jq")["cpe"]);
    }

    [Fact]
    public void A_distribution_of_Python_has_its_name_and_licence()
    {
        JsonNode core = Component("Azure_Core");

        Assert.Equal("pkg:pypi/azure-core@1.35.0", (string?)core["purl"]);
        Assert.Equal("MIT", (string?)core["licenses"]![0]!["expression"]);
        Assert.Null(Component("cryptography")["licenses"]);
    }

    [Fact]
    public void An_extension_of_az_is_no_distribution_of_the_public_index_that_has_its_name()
    {
        EmbeddedModule extension = Assert.Single(
            EmbeddedModule.Read([.. SampleInventory.Lines("extension azure-cli ssh 2.0.10 text:MIT")], [])
        );

        Assert.Equal("pkg:generic/azure-cli-extension/ssh@2.0.10", PackageUrl.Of(extension));
        Assert.Equal("text:MIT", extension.Licence);
    }

    [Theory]
    [InlineData("expression:MIT_OR_Apache-2.0", "MIT OR Apache-2.0")]
    [InlineData("expression:(MIT_AND_ISC)_OR_BSD-3-Clause", "(MIT AND ISC) OR BSD-3-Clause")]
    [InlineData("expression:Proprietary", null)]
    [InlineData("expression:MIT_<script>", null)]
    [InlineData("classifier:MIT_License", "MIT")]
    [InlineData("classifier:MIT_License;Mozilla_Public_License_2.0_(MPL_2.0)", "MIT AND MPL-2.0")]
    [InlineData("classifier:Apache_Software_License", null)]
    [InlineData("classifier:BSD_License", null)]
    [InlineData("text:MIT", "MIT")]
    [InlineData("text:Copyright_(c)_2020_someone", null)]
    [InlineData("none", null)]
    [InlineData("", null)]
    public void Metadata_gives_a_licence_only_if_it_names_one(string cell, string? expected) =>
        Assert.Equal(expected, PythonLicences.Of(cell));

    [Fact]
    public void What_the_lists_cover_is_complete_and_the_rest_is_unknown()
    {
        Assert.Equal(
            ["SPDXRef-Application-helm", "SPDXRef-Application-kubectl", "SPDXRef-Application-rg"],
            Covered("complete").Where(id => id.Contains("Application", StringComparison.Ordinal))
        );
        Assert.Equal(["SPDXRef-Application-jq"], Covered("unknown"));
        Assert.Contains("SPDXRef-Application-azure-cli", Covered("incomplete"));
        Assert.EndsWith(
            "modules in tools; what is in jq is unknown; not looked into: 57 files of machine code without a list of azure-cli; "
                + "which packages are Ubuntu's is known by their maintainers only.",
            SampleInventory.Bill().ToString()
        );
    }

    [Fact]
    public void Both_formats_say_what_was_not_looked_into()
    {
        const string Native = "57 files of machine code without a list";
        string? Said(string name) =>
            (string?)
                Component(name)["properties"]!
                    .AsArray()
                    .SingleOrDefault(one => (string?)one!["name"] == "jumpbox:notLookedInto")
                    ?["value"];

        Assert.Equal(Native, Said("azure-cli"));
        Assert.Null(Said("kubectl"));
        Assert.Contains("lists no Go modules, Rust crates or Python distributions", Said("jq"));
        Assert.Equal(
            $"Not looked into: {Native}.",
            (string?)Spdx["packages"]!.AsArray().Single(one => (string?)one!["name"] == "azure-cli")!["comment"]
        );
    }

    [Fact]
    public void A_tool_of_Rust_contains_its_crates()
    {
        Assert.Equal(["pkg:cargo/regex@1.12.2", "pkg:cargo/ripgrep@15.1.0"], Of("rg"));
        Assert.Equal("/usr/local/bin/rg", (string?)Component("regex")["evidence"]!["occurrences"]![0]!["location"]);
    }

    [Fact]
    public void No_list_that_may_lack_something_is_called_complete()
    {
        JsonNode bill = JsonNode.Parse(
            SampleInventory.Bill("its list of packages has no end").Files[EvidenceFiles.CycloneDxBill]
        )!;

        Assert.DoesNotContain(bill["compositions"]!.AsArray(), one => (string?)one!["aggregate"] == "complete");
    }

    [Fact]
    public void Both_formats_list_the_same()
    {
        IEnumerable<string?> spdx = Spdx["packages"]!.AsArray().Select(one => (string?)one!["SPDXID"]).Skip(2);

        Assert.Equal(spdx, Components().Select(one => (string?)one["bom-ref"]));
    }

    [Fact]
    public void The_bill_by_source_has_each_source_package_once_in_place_of_the_binary_ones()
    {
        JsonNode[] debian =
        [
            .. Components(JsonNode.Parse(SampleInventory.Bill().Files[EvidenceFiles.SourceBill])!)
                .Where(one => ((string?)one["purl"])?.StartsWith("pkg:deb/ubuntu/", StringComparison.Ordinal) == true),
        ];

        Assert.Equal(
            [
                "pkg:deb/ubuntu/bash@5.2.21-2ubuntu4?arch=source&distro=ubuntu-24.04",
                "pkg:deb/ubuntu/glibc@2.39-0ubuntu8?arch=source&distro=ubuntu-24.04",
                "pkg:deb/ubuntu/openssh@1:9.6p1-3ubuntu13.19?arch=source&distro=ubuntu-24.04",
            ],
            debian.Select(one => (string?)one["purl"])
        );
    }

    [Theory]
    [InlineData(EvidenceFiles.CycloneDxBill)]
    [InlineData(EvidenceFiles.SourceBill)]
    public void The_gate_refuses_a_further_file_of_the_bill_that_is_not_of_the_log(string file)
    {
        GoodRun run = new GoodRun().Put(file, "{}").List();

        Assert.Contains(
            $"the bill in {file} does not match",
            run.Judge().Rules.Single(rule => rule.Id == "licences").Evidence
        );
    }

    [Fact]
    public void The_gate_counts_Go_modules_whose_licence_nothing_names()
    {
        GoodRun run = new GoodRun().ChangeValidation(
            GoodRun
                .Validation()
                .ToString()
                .Replace("bash 5.2.21-2ubuntu4 amd64", "bash 5.2.21-2ubuntu4 amd64 dep5:MIT", StringComparison.Ordinal)
                .Replace(
                    "none helm /usr/local/bin/helm",
                    "go helm /x go1.24.6\ndep helm a.b/c v1.0.0",
                    StringComparison.Ordinal
                )
        );
        run.Settings = run.Settings with { UnknownLicences = UnknownLicences.Deny };

        Assert.Equal("", run.Failed());
        Assert.EndsWith(
            "the 2 Go modules and crates in tools state none",
            run.Judge().Rules.Single(rule => rule.Id == "licences").Evidence
        );
    }

    private static string[] Covered(string aggregate) =>
        [
            .. CycloneDx["compositions"]!.AsArray().Single(one => (string?)one!["aggregate"] == aggregate)![
                "dependencies"
            ]!
                .AsArray()
                .Select(id => (string)id!),
        ];
}
