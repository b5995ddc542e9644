using System.Text.Json.Nodes;

namespace Pipeline.Tests;

/// <summary>The genuine customizer, run for real by the real program, against a synthetic mirror.</summary>
public sealed class RehearsingTheBuild
{
    private const string Rehearsed = "--local-build=rehearse";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Rehearse_runs_every_step_and_leaves_logs_and_lists()
    {
        await RehearsedCheckout.RequireEngineAsync(Cancel);
        using RehearsedCheckout checkout = new();

        string said = (await checkout.RunAsync("Rehearse", "--twice")).Expect(0).Output;

        Assert.Contains("Two builds of the same content have the same ", said);
        string folder = Path.Combine(checkout.Artifacts, "rehearsal");
        JsonNode summary = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(folder, "rehearsal.json"), Cancel))!;
        Assert.True((bool?)summary["succeeded"]);
        Assert.Empty(summary["findings"]!.AsArray());
        Assert.Equal(14, summary["steps"]!.AsArray().Count);
        JsonNode twice = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(folder, "twice.json"), Cancel))!;
        Assert.Equal("same", (string?)twice["verdict"]);
        Assert.Equal((string?)summary["treeDigest"], (string?)twice["second"]!["treeDigest"]);
        Assert.Contains($"tree       {(string?)summary["treeDigest"]}", said);
        foreach (string name in (string[])["customization.log", "validation.log", "changed-files.txt", "packages.txt"])
        {
            Assert.True(new FileInfo(Path.Combine(folder, name)).Length > 0, name);
        }
    }

    // From the packages and programs that are really in the root: inventory, bill, scan, and what changed in the next release.
    [Fact]
    public async Task The_whole_chain_ends_with_an_image_that_is_billed_scanned_and_compared()
    {
        await RehearsedCheckout.RequireEngineAsync(Cancel);
        using RehearsedCheckout checkout = new();

        (await checkout.RunAsync("Logs", Rehearsed)).Expect(0);

        JsonNode record = Read(checkout, "image.json");
        Assert.Equal("local", (string?)record["cloud"]);
        Assert.Equal(8, record["tools"]!.AsArray().Count);
        JsonNode tree = Assert.Single(
            Read(checkout, "provenance.json")["predicate"]!["runDetails"]!["byproducts"]!.AsArray()
        )!;
        Assert.Equal("root file system", (string?)tree["name"]);
        Assert.Matches("^[0-9a-f]{64}$", (string?)tree["digest"]!["jumpboxTreeSha256"]);
        BilledPackage[] packages = [.. Packages(Read(checkout, "sbom.spdx.json"))];
        BilledPackage[] ofGlibc = [.. packages.Where(one => one.Source == "glibc")];
        Assert.True(packages.Length > 50, $"{packages.Length} packages");
        Assert.NotEmpty(ofGlibc);
        Assert.Contains("libc6", ofGlibc.Select(one => one.Name));
        string advisories = Directory.CreateDirectory(Path.Combine(checkout.Artifacts, "advisories")).FullName;
        await WriteAsync(advisories, "CVE-2026-1", "glibc", ofGlibc[0].SourceVersion + "+fixed");
        await WriteAsync(advisories, "CVE-2026-2", "glibc", ofGlibc[0].SourceVersion);
        await WriteAsync(advisories, "CVE-2026-3", "no-package-of-this-image", "9");

        string scan = (await checkout.RunAsync("Scan", Rehearsed, $"--set=scan.advisories={advisories}"))
            .Expect(0)
            .Output;

        Assert.Contains($"vulnerabilities.json: {ofGlibc.Length} high", scan);
        Assert.Contains("with 3 advisories", scan);
        Assert.Contains($"fixed by a newer snapshot (Update, then Build): {ofGlibc.Length}", scan);
        JsonNode found = Read(checkout, "vulnerabilities.json");
        Assert.All(found["findings"]!.AsArray(), one => Assert.Equal("CVE-2026-1", (string?)one!["id"]));
        Assert.Equal(packages.Length, (int?)found["components"]!["deb"]);
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{packages.Length} packages of {packages.Select(one => one.Source).Distinct().Count()} sources; glibc: {ofGlibc.Length}"
        );

        string before = record["tools"]!.AsArray().Single(tool => (string?)tool!["name"] == "terraform")![
            "version"
        ]!.GetValue<string>();
        checkout.Release("terraform", "1.99.0");
        (await checkout.RunAsync("Logs", Rehearsed)).Expect(0);
        string compared = (await checkout.RunAsync("Compare", Rehearsed)).Expect(0).Output;

        Assert.Contains($"Tools: changed terraform {before} → 1.99.0", compared);
        Assert.Contains("Packages: none", compared);
        Assert.Contains("Base image: none", compared);
        Assert.Contains("Settings: none", compared);
    }

    // Run Command really runs in the root file system of the image that was just built; nothing boots in it, which the result says.
    [Fact]
    public async Task Smoke_runs_its_scripts_in_the_rehearsed_image_and_proves_no_boot()
    {
        await RehearsedCheckout.RequireEngineAsync(Cancel);
        using RehearsedCheckout checkout = new();
        string own = Directory.CreateDirectory(Path.Combine(checkout.Root, "scripts", "smoke")).FullName;
        await File.WriteAllTextAsync(
            Path.Combine(own, "10-own.sh"),
            "head -c 30000 /dev/urandom | base64\ncat /etc/jumpbox-release\necho the user\\'s own script ran as $(id -un)\n",
            Cancel
        );

        RunResult run = (await checkout.RunAsync("Smoke", Rehearsed, SampleSettings.Smoke)).Expect(0);

        JsonNode report = Read(checkout, "smoke.json");
        Assert.Equal("pass", Outcome(report, "image"));
        Assert.Equal("pass", Outcome(report, "tool-versions"));
        Assert.Equal("pass", Outcome(report, "sshd-effective"));
        Assert.Equal("the user's own script ran as root", (string?)Check(report, "own-10-own")["detail"]);
        foreach (
            string name in (string[])["cloud-init", "sshd", "failed-units", "clock", "disk", "kernel", "two-machines"]
        )
        {
            Assert.Equal("unknown", Outcome(report, name));
        }
        Assert.DoesNotContain("fail", report["checks"]!.AsArray().Select(check => (string?)check!["outcome"]));
        string log = await File.ReadAllTextAsync(Path.Combine(checkout.Artifacts, "logs", "smoke.log"), Cancel);
        Assert.True(log.Length > 40_000, $"{log.Length} characters");
        Assert.Contains("everything that it created was deleted, and reads confirmed it", run.Output);
        string gate = (await checkout.RunAsync("Gate", Rehearsed, SampleSettings.Smoke)).Expect(1).Output;
        Assert.Contains("UNKNOWN booted", gate);
        Assert.Contains("LocalAzure boots nothing", gate);
    }

    private static JsonNode Check(JsonNode report, string name) =>
        report["checks"]!.AsArray().First(check => (string?)check!["name"] == name)!;

    private static string? Outcome(JsonNode report, string name) => (string?)Check(report, name)["outcome"];

    private static JsonNode Read(RehearsedCheckout checkout, string name) =>
        JsonNode.Parse(File.ReadAllText(Path.Combine(checkout.Artifacts, name)))!;

    // Debian's packages of the base, with the source that sourceInfo names.
    private static IEnumerable<BilledPackage> Packages(JsonNode bill) =>
        bill["packages"]!
            .AsArray()
            .Select(package => (Name: (string)package!["name"]!, Source: (string?)package["sourceInfo"] ?? ""))
            .Where(package => package.Source.StartsWith("built package from: ", StringComparison.Ordinal))
            .Select(package => (package.Name, Words: package.Source.Split(' ')))
            .Select(package => new BilledPackage(package.Name, package.Words[^2], package.Words[^1]));

    private static Task WriteAsync(string folder, string id, string source, string fixedIn) =>
        File.WriteAllTextAsync(
            Path.Combine(folder, $"{id}.json"),
            $$"""
            {"id":"UBUNTU-{{id}}","modified":"{{DateTimeOffset.UtcNow:yyyy-MM-dd}}T00:00:00Z","upstream":["{{id}}"],
            "severity":[{"type":"Ubuntu","score":"high"}],"affected":[{"package":{"ecosystem":"Ubuntu:24.04:LTS","name":"{{source}}"},
            "ranges":[{"type":"ECOSYSTEM","events":[{"introduced":"0"},{"fixed":"{{fixedIn}}"}]}]}]}
            """,
            Cancel
        );

    private sealed record BilledPackage(string Name, string Source, string SourceVersion);
}
