using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace Pipeline.Tests;

public sealed class PrereqsTarget : IDisposable
{
    private const string Staging =
        "--set=buildVm.stagingResourceGroup=/subscriptions/5f0c1a52-7d1e-4c55-9b6e-0a1b2c3d4e5f/resourceGroups/rg-staging";

    private const string ProbeImage =
        "--set=network.probeImage=mcr.microsoft.com/azure-cli@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    private readonly PipelineRun _pipeline = new();

    // With a file, the world holds no staging group, although the settings name one.
    private string World
    {
        get
        {
            string file = Path.Combine(_pipeline.Artifacts, "world.json");
            File.WriteAllText(file, "{}");
            return $"--world={file}";
        }
    }

    public void Dispose() => _pipeline.Dispose();

    [Fact]
    public async Task The_shipped_settings_pass_strictly_and_leave_document_and_test_results()
    {
        (await _pipeline.RunAsync("Prereqs", "--strict")).Expect(0);
        Assert.True((bool)_pipeline.Json("prereqs.json")["passed"]!);
        XDocument tests = XDocument.Parse(_pipeline.Text("prereqs.junit.xml"));
        Assert.Empty(tests.Descendants("failure"));
        Assert.NotEmpty(tests.Descendants("testcase"));
    }

    [Fact]
    public async Task A_flow_is_explained_hop_by_hop_and_the_network_is_drawn()
    {
        RunResult run = (await _pipeline.RunAsync("Prereqs", "--explain=github.com")).Expect(0);
        Assert.Contains("snet-build → github.com:443: arrives", run.Everything);
        Assert.NotEmpty(XDocument.Parse(_pipeline.Text("network.svg")).Descendants());
        run = (await _pipeline.RunAsync("Prereqs", "--explain=nowhere.example")).Expect(2);
        Assert.Contains("no flow is 'nowhere.example'; the flows are ", run.Everything);
    }

    [Fact]
    public async Task A_probe_stands_beside_the_model_and_leaves_nothing()
    {
        string[] before = await WorldListing.OfAsync(_pipeline);
        RunResult run = (await _pipeline.RunAsync("Prereqs", "--probe=machines", "--explain=all", ProbeImage)).Expect(
            0
        );
        Assert.Contains("Probe: the container group jumpbox-probe-", run.Everything);
        Assert.Contains("and the virtual machine jumpbox-probe-", run.Everything);
        Assert.Contains("was deleted, and reads confirmed it.", run.Everything);
        Assert.Contains("the probe: arrives, github.com (", run.Everything);
        Assert.Contains("The probe: arrives", _pipeline.Text("network.svg"));
        JsonNode check = _pipeline.Json("prereqs.json")["checks"]!
            .AsArray()
            .Single(one => (string)one!["id"]! == "probed-flows")!;
        Assert.Contains(check["findings"]!.AsArray(), finding => (string?)finding!["evidence"]?["probe"] == "arrives");
        Assert.Equal(before, await WorldListing.OfAsync(_pipeline));
    }

    [Fact]
    public async Task A_probe_without_an_image_is_refused_before_any_request()
    {
        RunResult run = (await _pipeline.RunAsync("Prereqs", "--probe")).Expect(2);
        Assert.Contains("--probe needs the setting network.probeImage", run.Everything);
        run = (
            await _pipeline.RunAsync(
                "Prereqs",
                "--probe",
                "--set=network.probeImage=mcr.microsoft.com/azure-cli:latest"
            )
        ).Expect(2);
        Assert.Contains("host/repository@sha256:", run.Everything);
    }

    [Fact]
    public async Task A_failure_ends_the_run_with_one_message_and_the_cure_stands_in_the_table()
    {
        RunResult run = (await _pipeline.RunAsync("Prereqs", Staging, World)).Expect(1);
        Assert.Contains("Prereqs: 1 check would make the build fail (resource-groups).", run.Everything);
        Assert.Contains("-n rg-staging -l eastus2", run.Everything);
        Assert.False((bool)_pipeline.Json("prereqs.json")["passed"]!);
    }

    [Fact]
    public async Task A_skip_is_recorded_with_its_reason()
    {
        (await _pipeline.RunAsync("Prereqs", Staging, "--skip=resource-groups=made by the platform team")).Expect(0);
        Assert.Equal(
            "made by the platform team",
            (string?)_pipeline.Json("prereqs.json")["skipped"]!["resource-groups"]
        );
    }

    [Fact]
    public async Task A_skip_stands_in_the_images_record_too()
    {
        (await _pipeline.RunAsync("Build", "--skip=job-time-limit=our agents have no limit")).Expect(0);

        Assert.Equal("our agents have no limit", (string?)_pipeline.Json("image.json")["skipped"]!["job-time-limit"]);
    }

    [Theory]
    [InlineData("--skip=resource-groups", "needs a reason")]
    [InlineData("--skip=resource-grops=typo", "'resource-grops' is not one of")]
    public async Task A_skip_without_a_reason_or_of_no_check_is_refused(string argument, string message) =>
        Assert.Contains(message, (await _pipeline.RunAsync("Prereqs", argument)).Expect(2).Everything);

    [Fact]
    public async Task Fix_asks_and_where_there_is_nobody_to_ask_it_needs_yes()
    {
        RunResult asked = (await _pipeline.RunAsync("Prereqs", Staging, World, "--fix")).Expect(2);
        Assert.Contains("add --yes to answer yes", asked.Everything);
        (await _pipeline.RunAsync("Prereqs", Staging, World, "--fix", "--yes")).Expect(0);
        (await _pipeline.RunAsync("Prereqs", Staging, World)).Expect(0);
    }

    [Theory]
    [InlineData("y", 0)]
    [InlineData("n", 1)]
    public async Task Fix_asks_on_a_terminal_and_does_what_the_answer_says(string answer, int exitCode)
    {
        RunResult run = await Terminal.RunAsync(
            _pipeline,
            $"--target=Prereqs {Staging} {World} --fix",
            ("Apply it? [y/N]", answer + "\n")
        );

        run.Expect(exitCode);
        Assert.Equal(exitCode == 0, (bool)_pipeline.Json("prereqs.json")["passed"]!);
    }
}
