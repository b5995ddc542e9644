using System.Net.Sockets;
using Build.Run;

namespace Pipeline.Tests;

/// <summary>What would stop a run later is reported before its first target, all at once, and nothing is created.</summary>
public sealed class BeforeTheFirstTarget : IDisposable
{
    private const string Mine = "11111111-2222-4333-8444-555555555555";

    private readonly PipelineRun _pipeline = new()
    {
        Machine = new MachineView
        {
            Network = new HostProbe
            {
                Proxy = _ => null,
                Resolve = (_, _) => throw new SocketException((int)SocketError.HostNotFound),
            },
        },
    };

    private static string[] Own =>
        [
            "--cloud=azure",
            $"--set=subscription={Mine}",
            $"--set=tenant={Mine}",
            $"--set=network.buildSubnetId={Subnet("snet-build")}",
            $"--set=network.containerInstanceSubnetId={Subnet("snet-containers")}",
        ];

    public void Dispose() => _pipeline.Dispose();

    [Fact]
    public async Task The_samples_settings_are_refused_in_a_real_cloud_with_all_else_that_is_wrong()
    {
        _pipeline.Variables["AZURE_TOKEN_CREDENTIALS"] = "nonsense";

        RunResult run = (await _pipeline.RunAsync("Build", "--cloud=azure", $"--set=tenant={Mine}")).Expect(2);

        Assert.Contains("still have values of the sample", run.Errors);
        Assert.Contains("AZURE_TOKEN_CREDENTIALS is 'nonsense'", run.Errors);
        Assert.Contains(
            "management.azure.com and login.microsoftonline.com cannot be resolved",
            run.Errors.ReplaceLineEndings(" ")
        );
        Assert.DoesNotContain("   at ", run.Everything);
        Assert.Empty(Directory.GetFileSystemEntries(_pipeline.Artifacts));
    }

    [Fact]
    public async Task A_proxy_that_refuses_is_named_before_anything_is_created()
    {
        using PipelineRun behind = new()
        {
            Machine = new MachineView
            {
                Network = new HostProbe
                {
                    Proxy = _ => new Uri("http://proxy.example:3128"),
                    Knock = (_, _, _) => throw new SocketException((int)SocketError.ConnectionRefused),
                },
            },
        };
        behind.Variables["AZURE_TOKEN_CREDENTIALS"] = "AzureCliCredential";

        RunResult run = (await behind.RunAsync("Prereqs", Own)).Expect(2);

        Assert.Contains(
            "The proxy proxy.example:3128 for management.azure.com and login.microsoftonline.com",
            run.Errors
        );
        Assert.Empty(Directory.GetFileSystemEntries(behind.Artifacts));
    }

    [Fact]
    public async Task What_is_for_LocalAzure_is_refused_in_a_real_cloud() =>
        Assert.Contains(
            "--speed is for LocalAzure, but the cloud is 'azure'. Omit it, or use --cloud=local.",
            (await _pipeline.RunAsync("Prereqs", [.. Own, "--speed=2"])).Expect(2).Errors
        );

    [Fact]
    public async Task A_full_disk_is_refused_with_the_cure()
    {
        using PipelineRun full = new() { Machine = new MachineView { FreeBytes = _ => 5 * 1024 * 1024 } };

        RunResult run = (await full.RunAsync("Build")).Expect(2);

        Assert.Contains("has 5 MiB left, less than the 100 MiB that a run needs", run.Errors);
        Assert.Empty(Directory.GetFileSystemEntries(full.Artifacts));
    }

    [Fact]
    public async Task A_nearly_full_disk_is_a_warning_said_once()
    {
        using PipelineRun full = new() { Machine = new MachineView { FreeBytes = _ => 500 * 1024 * 1024 } };

        RunResult run = (await full.RunAsync("Prereqs")).Expect(0);

        Assert.Single(run.Everything.Split('\n'), line => line.Contains("has 500 MiB left", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_base_image_out_of_support_is_refused_before_any_request()
    {
        RunResult run = (
            await _pipeline.RunAsync(
                "Prereqs",
                [.. Own, "--set=image.base.offer=UbuntuServer", "--set=image.base.sku=18_04-lts-gen2"]
            )
        ).Expect(2);

        Assert.Contains("no security updates since 2023-05-31", run.Errors);
        Assert.Contains("management.azure.com", run.Errors);
    }

    [Fact]
    public async Task A_dry_run_looks_at_nothing() =>
        (await _pipeline.RunAsync("Build", "--cloud=azure", "--dryrun")).Expect(0);

    [Fact]
    public async Task A_subscription_that_is_not_visible_is_told_with_those_that_are()
    {
        await using SharedCloud cloud = await SharedCloud.StartAsync();
        using PipelineRun signedIn = new() { Connect = cloud.Connect };

        RunResult run = (await signedIn.RunAsync("Build", Own)).Expect(1);

        Assert.Contains($"The subscription {Mine} is not visible to the signed-in account", run.Errors);
        Assert.Contains("visible are: 5f0c1a52-7d1e-4c55-9b6e-0a1b2c3d4e5f (", run.Errors);
        Assert.Contains($"but the settings specify {Mine}. Run: az login --tenant {Mine}.", run.Errors);
        Assert.Equal(
            ["GET /subscriptions"],
            cloud.Server.Requests.Select(request => $"{request.Method} {request.Path}")
        );
    }

    private static string Subnet(string name) =>
        $"/subscriptions/{Mine}/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/v/subnets/{name}";
}
