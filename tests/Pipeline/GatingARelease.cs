using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace Pipeline.Tests;

/// <summary>Gate and Release of the real program on a real run's evidence: LocalAzure's image passes every rule but its own.</summary>
public sealed class GatingARelease : IDisposable
{
    // What LocalAzure cannot prove: that it is a real cloud, that the lock's sources agree, and what a machine says that it
    // never started. A developer's tree may have changes.
    private static readonly string[] NeverHere =
    [
        "booted",
        "assessed",
        "real-cloud",
        "lock-checked",
        "build-log",
        "in-vm-checks",
        "licences unknown",
        "clean-tree",
    ];

    private static readonly string[] Overwritten = ["--set=resourceGroups.image=rg-elsewhere"];

    private readonly PipelineRun _pipeline = new();

    public void Dispose() => _pipeline.Dispose();

    [Fact]
    public async Task A_good_run_passes_all_that_LocalAzure_can_prove_and_no_manipulation_passes_that()
    {
        (await _pipeline.RunAsync("Prereqs")).Expect(0);
        (await _pipeline.RunAsync("Check", "--offline")).Expect(0);
        (await _pipeline.RunAsync("Logs")).Expect(0);
        Assert.Empty((await FailedAsync()).Except(NeverHere));
        await KeepAsync();

        foreach ((string rule, Action change) in Manipulations())
        {
            change();
            List();

            Assert.Contains(rule, await FailedAsync());
            Restore();
        }
        Assert.Contains("image-read-back", await FailedAsync(Overwritten));
        (await _pipeline.RunAsync("Build", "--force")).Expect(0);
        Restore();
        Assert.Contains("image-run", await FailedAsync());
    }

    [Fact]
    public async Task Release_judges_by_itself_and_reads_no_verdict_that_lies_about()
    {
        (await _pipeline.RunAsync("Logs")).Expect(0);
        string[] forged =
        [
            """{"schemaVersion":1,"passed":true,"rules":[]}""",
            """{"schemaVersion":2,"passed":true,"imageId":"x","judgedAt":"2036-01-01T00:00:00Z","provenanceSha256":null,"rules":[]}""",
            "no json",
        ];
        foreach (string verdict in forged)
        {
            Write("gate.json", verdict);

            RunResult run = (await _pipeline.RunAsync("Release", "--exclusive")).Expect(1);

            Assert.Contains("may not be released", run.Everything);
            Assert.DoesNotContain("is released", run.Output);
            Assert.False((bool)_pipeline.Json("gate.json")["passed"]!);
        }
    }

    [Fact]
    public async Task A_link_in_place_of_evidence_ends_in_one_sentence_and_no_trace()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need a right on Windows.");
        File.CreateSymbolicLink(Path.Combine(_pipeline.Artifacts, "image.json"), SampleSettings.File);

        RunResult run = (await _pipeline.RunAsync("Gate")).Expect(2);

        Assert.Contains("is a symbolic link to", run.Everything);
        Assert.DoesNotContain("   at ", run.Everything);
    }

    [Fact]
    public async Task Settings_without_tools_and_another_base_give_a_record_and_a_bill_with_every_tool()
    {
        string settings = Settings(json => json.Remove("tools"));
        (await _pipeline.RunAsync("Logs", $"--config={settings}")).Expect(0);

        JsonArray tools = _pipeline.Json("image.json")["tools"]!.AsArray();
        Assert.Equal(7, tools.Count);
        Assert.All(tools, tool => Assert.Matches("^[0-9a-f]{64}$", (string?)tool!["sha256"]));
        Assert.Contains("BUSL-1.1", _pipeline.Text("sbom.spdx.json"));
        RunResult gate = (
            await _pipeline.RunAsync("Gate", $"--config={settings}", "--set=gate.deniedLicences=BUSL-1.1")
        ).Expect(1);
        Assert.Matches(@"FAIL\s+licences\s+denied: terraform \(BUSL-1\.1\)", gate.Output);

        using PipelineRun other = new();
        (
            await other.RunAsync(
                "Build",
                "--set=image.base.sku=server-gen1",
                "--set=image.base.version=24.04.202607020"
            )
        ).Expect(0);
        Assert.All(
            other.Json("image.json")["tools"]!.AsArray(),
            tool => Assert.Matches("^[0-9a-f]{64}$", (string?)tool!["sha256"])
        );
    }

    private IEnumerable<(string Rule, Action Change)> Manipulations()
    {
        string image = (string)_pipeline.Json("image.json")["imageId"]!;
        yield return ("image-read-back", Image("imageId", image + "0"));
        yield return (
            "image-read-back",
            Image(
                "imageId",
                "/subscriptions/5f0c1a52-7d1e-4c55-9b6e-0a1b2c3d4e5f/resourceGroups/rg-network-eastus2/providers/Microsoft.Network/virtualNetworks/vnet-imagebuilder"
            )
        );
        yield return ("image-read-back", Image("subscription", Guid.Empty.ToString()));
        yield return ("image-read-back", Image("commit", new string('d', 40)));
        yield return ("real-cloud", Image("cloud", "moon"));
        yield return ("real-cloud", Image("cloud", "azure"));
        yield return ("image-run", Image("started", "2026-01-01T00:00:00Z"));
        yield return ("contents", Change("image.json", one => one["tools"] = new JsonArray()));
        yield return ("content-hash", () => Write("customizer.json", "{}"));
        yield return ("one-run", Change("template.json", one => one["contents"]!["tools"] = new JsonArray()));
        yield return ("prereqs", Change("prereqs.json", one => one["at"] = "2025-01-01T00:00:00Z"));
        yield return ("prereqs", Change("prereqs.json", one => one["checks"]!.AsArray().RemoveAt(0)));
        yield return ("licences", Change("sbom.spdx.json", one => one["packages"]!.AsArray().RemoveAt(2)));
    }

    private Action Image(string member, string value) => Change("image.json", one => one[member] = value);

    private Action Change(string name, Action<JsonObject> change) =>
        () =>
        {
            JsonObject document = _pipeline.Json(name);
            change(document);
            Write(name, document.ToJsonString());
        };

    // As an attacker does: every digest is recomputed.
    private void List()
    {
        JsonObject statement = _pipeline.Json("provenance.json");
        foreach (JsonNode? subject in statement["subject"]!.AsArray().Skip(1))
        {
            subject!["digest"]!["sha256"] = Convert.ToHexStringLower(
                SHA256.HashData(File.ReadAllBytes(Path.Combine(_pipeline.Artifacts, (string)subject["name"]!)))
            );
        }
        Write("provenance.json", statement.ToJsonString());
    }

    private async Task<string[]> FailedAsync(params string[] arguments)
    {
        // The pins of the tests grow old, and the clock is today's.
        string[] ageless = ["--set=gate.maximumPackageAgeDays=0", "--set=gate.maximumBaseImageAgeDays=0"];
        (await _pipeline.RunAsync("Gate", [.. ageless, .. arguments])).Expect(1);
        return
        [
            .. _pipeline.Json("gate.json")["rules"]!
                .AsArray()
                .Where(rule => (string?)rule!["outcome"] != "pass")
                .Select(rule => (string?)rule!["outcome"] == "unknown" ? $"{rule["id"]} unknown" : $"{rule["id"]}"),
        ];
    }

    private readonly Dictionary<string, byte[]> _kept = [];

    private async Task KeepAsync()
    {
        foreach (string file in Directory.GetFiles(_pipeline.Artifacts, "*.json"))
        {
            _kept[file] = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
        }
    }

    private void Restore()
    {
        foreach ((string file, byte[] content) in _kept)
        {
            File.WriteAllBytes(file, content);
        }
    }

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(_pipeline.Artifacts, name), text);

    private string Settings(Action<JsonObject> change)
    {
        JsonObject json = JsonNode.Parse(File.ReadAllText(SampleSettings.File))!.AsObject();
        change(json);
        Write("own-settings.json", json.ToJsonString());
        return Path.Combine(_pipeline.Artifacts, "own-settings.json");
    }
}
