using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;

namespace Pipeline.Tests;

/// <summary>Scan, Gate and Compare of the real program on the evidence of a real run.</summary>
public sealed class ScanningAnImage : IDisposable
{
    private const string Limit = "--set=gate.vulnerabilities.high=0 fixable";

    private readonly PipelineRun _pipeline = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("jumpbox-advisories-").FullName;

    public void Dispose()
    {
        _pipeline.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_scan_decides_at_the_gate_and_a_release_with_another_tool_is_compared()
    {
        (await _pipeline.RunAsync("Logs")).Expect(0);
        Assert.Contains("UNKNOWN vulnerabilities", (await _pipeline.RunAsync("Gate", Limit)).Expect(1).Output);

        RunResult scan = (await _pipeline.RunAsync("Scan", $"--report={Report("CVE-2026-1")}")).Expect(0);

        Assert.Contains("vulnerabilities.json: 1 high", scan.Output);
        Assert.Contains("CVE-2026-1", _pipeline.Text("vulnerabilities.openvex.json"));
        Assert.Contains("CVE-2026-1", _pipeline.Text("report.html"));
        string gate = (await _pipeline.RunAsync("Gate", Limit)).Expect(1).Output;
        Assert.Matches(
            @"FAIL\s+vulnerabilities .*gate\.vulnerabilities allows high 0 fixable, but 1: CVE-2026-1",
            gate
        );
        // Scan listed its file in the provenance and signed it.
        Assert.Contains("\"vulnerabilities.json\"", _pipeline.Text("provenance.json"));
        Assert.DoesNotContain("vulnerabilities.json is not listed", gate);
        Assert.Matches(@"pass\s+signature", gate);
        string accepted = (
            await _pipeline.RunAsync(
                "Gate",
                Limit,
                "--set=gate.vulnerabilityExceptions.CVE-2026-1=until 2099-01-01: not reachable",
                // A simulated build lists no package.
                "--set=gate.unscanned=accept"
            )
        ).Expect(1).Output;
        Assert.Matches(@"pass\s+vulnerabilities .*accepted by gate\.vulnerabilityExceptions: CVE-2026-1", accepted);

        string first = (string)_pipeline.Json("image.json")["imageId"]!;
        (await _pipeline.RunAsync("Logs", "--set=tools.terraform=false")).Expect(0);
        Assert.Matches(
            @"FAIL\s+vulnerabilities .*its content is",
            (await _pipeline.RunAsync("Gate", Limit, "--set=tools.terraform=false")).Expect(1).Output
        );
        (await _pipeline.RunAsync("Scan", $"--report={Report("CVE-2026-2")}", "--set=tools.terraform=false")).Expect(0);

        string compared = (await _pipeline.RunAsync("Compare", "--set=tools.terraform=false")).Expect(0).Output;

        Assert.Contains($"From {first} to ", compared);
        Assert.Contains("Tools: removed terraform", compared);
        Assert.Contains("Base image: none", compared);
        Assert.Contains("removed CVE-2026-1", compared);
        Assert.Contains("| terraform | removed |", _pipeline.Text("release-notes.md"));
        // Gate was run with other limits; the image was not built with them.
        Assert.Contains("| tools.terraform | changed |", _pipeline.Text("release-notes.md"));
        Assert.DoesNotContain("gate.vulnerab", _pipeline.Text("release-notes.md"));
        Assert.Contains("tools", _pipeline.Text("compare.html"));
        Assert.Equal(first, (string?)_pipeline.Json("compare.json")["from"]!["imageId"]);
        string empty = Directory.CreateDirectory(Path.Combine(_folder, "empty")).FullName;
        Assert.Contains(
            "has no image.json, so it is no evidence of a release. Download the artifact",
            (await _pipeline.RunAsync("Compare", $"--from={empty}")).Expect(1).Everything
        );
        Assert.Contains(
            "There is no release 'v9.9'",
            (await _pipeline.RunAsync("Compare", "--from=v9.9")).Expect(1).Everything
        );
    }

    [Fact]
    public async Task Advisories_a_command_and_bad_input_end_in_a_result_or_one_sentence()
    {
        Assert.Contains("image.json", (await _pipeline.RunAsync("Scan")).Expect(1).Everything);
        (await _pipeline.RunAsync("Logs")).Expect(0);
        Assert.Contains("Not scanned: ", (await _pipeline.RunAsync("Scan", "--where-set")).Expect(0).Output);
        Assert.Contains(
            "nothing to scan with",
            (await _pipeline.RunAsync("Scan", "--where-set", Limit)).Expect(1).Everything
        );
        Zip("Ubuntu", "UBUNTU-CVE-2026-1", "2025-11-01T00:00:00Z");

        string advisories = (await _pipeline.RunAsync("Scan", $"--set=scan.advisories={_folder}")).Expect(0).Output;

        Assert.Contains("aks-jumpbox with 1 advisory (data of 2025-11-01)", advisories);
        Assert.Matches(
            @"UNKNOWN\s+vulnerabilities .*days old, and gate\.maximumAdvisoryAgeDays is 7",
            (await _pipeline.RunAsync("Gate", Limit)).Expect(1).Output
        );

        await File.WriteAllBytesAsync(
            Path.Combine(_folder, "Ubuntu", "all.zip"),
            [.. (await File.ReadAllBytesAsync(Path.Combine(_folder, "Ubuntu", "all.zip"), Cancelled)).Take(100)],
            Cancelled
        );
        Expect("is not a complete zip", await _pipeline.RunAsync("Scan", $"--set=scan.advisories={_folder}"));
        Expect("does not exist", await _pipeline.RunAsync("Scan", "--set=scan.advisories=/nowhere"));
        Expect(
            "is of another image",
            await _pipeline.RunAsync("Scan", $"--report={Report("CVE-1-1", "pkg:deb/ubuntu/vim@1")}")
        );
        Expect(
            "cannot be started",
            await _pipeline.RunAsync("Scan", "--set=scan.command.0=/no/scanner", "--set=scan.command.1={bill}")
        );
        RunResult dateless = await _pipeline.RunAsync(
            "Scan",
            "--set=gate.vulnerabilityExceptions.CVE-2026-1=not reachable"
        );
        Assert.Contains("until YYYY-MM-DD: REASON", dateless.Expect(2).Everything);
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The command is a shell.");
        (
            await _pipeline.RunAsync(
                "Scan",
                "--set=scan.command.0=sh",
                "--set=scan.command.1=-c",
                $"--set=scan.command.2=test -f \"$0\" && cat '{Report("CVE-2026-3")}'",
                "--set=scan.command.3={bill}"
            )
        ).Expect(0);
        Assert.Equal("run", (string?)_pipeline.Json("vulnerabilities.json")["source"]!["link"]);
        Expect(
            "ended with exit code 3: no database",
            await _pipeline.RunAsync(
                "Scan",
                "--set=scan.command.0=sh",
                "--set=scan.command.1=-c",
                "--set=scan.command.2=echo no database >&2; exit 3",
                "--set=scan.command.3={bill}"
            )
        );
    }

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private static void Expect(string message, RunResult run)
    {
        Assert.Contains(message, run.Expect(1).Everything);
        Assert.DoesNotContain("   at ", run.Everything);
    }

    // A report about a tool of this bill, written when the scanner would have run: now.
    private string Report(string id, string? purl = null)
    {
        JsonNode package = _pipeline.Json("sbom.spdx.json")["packages"]!
            .AsArray()
            .First(one => (string?)one!["primaryPackagePurpose"] == "APPLICATION")!;
        string path = Path.Combine(_folder, $"{id}.report");
        JsonObject report = new()
        {
            ["matches"] = new JsonArray(
                new JsonObject
                {
                    ["vulnerability"] = new JsonObject
                    {
                        ["id"] = id,
                        ["severity"] = "High",
                        ["fix"] = new JsonObject { ["state"] = "fixed", ["versions"] = new JsonArray("99.0.0") },
                    },
                    ["artifact"] = new JsonObject
                    {
                        ["name"] = purl is null ? (string?)package["name"] : "vim",
                        ["version"] = purl is null ? (string?)package["versionInfo"] : "1",
                        ["purl"] =
                            purl
                            ?? (string?)
                                package["externalRefs"]!
                                    .AsArray()
                                    .First(one => (string?)one!["referenceType"] == "purl")!["referenceLocator"],
                    },
                }
            ),
            ["distro"] = new JsonObject { ["name"] = "ubuntu", ["version"] = "24.04" },
            ["descriptor"] = new JsonObject
            {
                ["name"] = "grype",
                ["version"] = "0.118.0",
                ["timestamp"] = DateTimeOffset.UtcNow.ToString("O", CultureInfo.InvariantCulture),
                ["db"] = new JsonObject
                {
                    ["built"] = DateTimeOffset.UtcNow.ToString("O", CultureInfo.InvariantCulture),
                },
            },
        };
        File.WriteAllText(path, report.ToJsonString());
        return path;
    }

    private void Zip(string ecosystem, string id, string modified)
    {
        string path = Path.Combine(Directory.CreateDirectory(Path.Combine(_folder, ecosystem)).FullName, "all.zip");
        using ZipArchive zip = new(File.Create(path), ZipArchiveMode.Create);
        using Stream entry = zip.CreateEntry($"{id}.json").Open();
        entry.Write(
            Encoding.UTF8.GetBytes(
                $$"""
                {"id":"{{id}}","modified":"{{modified}}","affected":[{"package":{"ecosystem":"Ubuntu:24.04:LTS","name":"openssh"} }]}
                """
            )
        );
    }
}
