using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Pipeline.Tests;

public sealed class BadInput : IDisposable
{
    private readonly PipelineRun _pipeline = new();

    public void Dispose() => _pipeline.Dispose();

    [Fact]
    public async Task An_unknown_target_is_named() =>
        Assert.Contains("Biuld", (await _pipeline.RunAsync("Biuld")).Expect(2).Everything);

    [Fact]
    public async Task A_base_image_out_of_support_is_refused_with_the_reason() =>
        Assert.Contains(
            "no security updates since 2023-05-31",
            (
                await _pipeline.RunAsync(
                    "Prereqs",
                    "--set=image.base.offer=UbuntuServer",
                    "--set=image.base.sku=18_04-lts-gen2"
                )
            )
                .Expect(2)
                .Everything
        );

    [Fact]
    public async Task An_unknown_argument_is_named_with_those_that_exist() =>
        Assert.Contains(
            "Unknown argument --clod",
            (await _pipeline.RunAsync("Prereqs", "--clod=azure")).Expect(2).Everything
        );

    [Fact]
    public async Task All_wrong_settings_are_named_at_once()
    {
        RunResult run = (
            await _pipeline.RunAsync(
                "Prereqs",
                "--set=image.name=No!",
                "--set=network.buildSubnetId=snet",
                "--set=buidVm.size=x"
            )
        ).Expect(2);

        Assert.Contains("3 settings are wrong", run.Everything);
        Assert.Contains("did you mean buildVm.size?", run.Everything);
    }

    [Fact]
    public async Task A_misspelt_tool_and_check_are_named_with_all_else_before_anything_is_created()
    {
        RunResult run = (
            await _pipeline.RunAsync(
                "Build",
                "--set=tools.kubctl=true",
                "--set=skip.egress-firewal=checked",
                "--set=image.name=No!"
            )
        ).Expect(2);

        Assert.Contains("3 settings are wrong", run.Errors);
        Assert.Contains(
            "tools.kubctl is 'true' (--set); expected a tool of the catalogue; did you mean kubectl?",
            run.Errors
        );
        Assert.Contains("(--set); expected a check; did you mean egress-firewall?", run.Errors);
        Assert.Empty(Directory.GetFileSystemEntries(_pipeline.Artifacts));
    }

    [Fact]
    public async Task An_empty_settings_file_is_named_with_the_cure() =>
        Assert.Contains(
            "is empty. Delete it and run --target=Init",
            (await _pipeline.RunAsync("Prereqs", $"--config={await FileAsync("empty.json", "")}")).Expect(2).Errors
        );

    [Fact]
    public async Task A_missing_settings_file_is_named_with_the_cure() =>
        Assert.Contains(
            "--config=FILE",
            (await _pipeline.RunAsync("Prereqs", "--config=none.json")).Expect(2).Everything
        );

    [Fact]
    public async Task Broken_settings_are_told_by_line_and_column()
    {
        string file = Path.Combine(_pipeline.Artifacts, "broken.json");
        await File.WriteAllTextAsync(file, "{\n  \"cloud\": local\n}", TestContext.Current.CancellationToken);

        Assert.Contains(
            "line 2, column",
            (await _pipeline.RunAsync("Prereqs", $"--config={file}")).Expect(2).Everything
        );
    }

    [Fact]
    public async Task An_artifacts_folder_that_is_a_file_is_refused_with_the_cure()
    {
        string file = Path.Combine(_pipeline.Artifacts, "file");
        await File.WriteAllTextAsync(file, "", TestContext.Current.CancellationToken);

        RunResult run = (await _pipeline.RunAsync("Prereqs", $"--artifacts={file}/below")).Expect(2);

        Assert.Contains("--artifacts=DIR", run.Everything);
    }

    [Fact]
    public async Task A_build_without_its_template_says_which_target_comes_first() =>
        Assert.Contains("Template", (await _pipeline.RunAsync("Build", "--exclusive")).Expect(1).Everything);

    [Fact]
    public async Task A_target_without_its_option_is_told_how_to_give_it() =>
        Assert.Contains("--target=Prereqs", (await _pipeline.RunAsync("Default", "Prereqs")).Expect(2).Errors);

    [Fact]
    public async Task An_option_without_its_value_is_named() =>
        Assert.Contains("--world= has no value", (await _pipeline.RunAsync("Prereqs", "--world=")).Expect(2).Errors);

    [Fact]
    public async Task A_subnet_of_another_subscription_is_refused_with_both()
    {
        RunResult run = (
            await _pipeline.RunAsync(
                "Prereqs",
                "--set=network.buildSubnetId=/subscriptions/11111111-2222-4333-8444-555555555555/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/v/subnets/s"
            )
        ).Expect(2);

        Assert.Contains("/subscriptions/11111111-2222-4333-8444-555555555555/", run.Errors);
        Assert.Contains("a resource of the subscription 5f0c1a52-7d1e-4c55-9b6e-0a1b2c3d4e5f", run.Errors);
    }

    [Theory]
    [InlineData("--world=none.json", "--world=none.json is not an existing file")]
    [InlineData("--faults=none.json", "--faults=none.json is not an existing file")]
    [InlineData("--served=none.json", "Start LocalAzure with --target=Serve")]
    public async Task A_missing_file_of_LocalAzures_is_named(string argument, string expected) =>
        Assert.Contains(expected, (await _pipeline.RunAsync("Prereqs", argument)).Expect(2).Errors);

    [Theory]
    [InlineData("world")]
    [InlineData("faults")]
    [InlineData("served")]
    public async Task Broken_JSON_is_told_by_line_and_column(string argument)
    {
        string file = await FileAsync("broken.json", "{\n  \"seed\": seven\n}");

        RunResult run = (await _pipeline.RunAsync("Prereqs", $"--{argument}={file}")).Expect(2);

        Assert.Matches("line 2, column 1[0-9]", run.Errors);
    }

    [Fact]
    public async Task A_broken_artifact_is_told_by_line_and_column_with_the_target_that_writes_it()
    {
        await FileAsync("template.json", "{\n  \"schemaVersion\": one\n}");

        RunResult run = (await _pipeline.RunAsync("Build", "--exclusive")).Expect(1);

        Assert.Matches("template\\.json' has unexpected content at line 2, column 2[0-9]", run.Errors);
        Assert.Contains("Run the target Template first", run.Errors);
    }

    [Theory]
    [InlineData("--port=many", "--port=many is not a port")]
    [InlineData("--port=99999", "--port=99999 is not a port")]
    [InlineData("--speed=fast", "--speed=fast is not a number greater than zero")]
    public async Task A_number_that_is_none_is_told_with_what_would_be_right(string argument, string expected) =>
        Assert.Contains(expected, (await _pipeline.RunAsync("Serve", argument)).Expect(2).Errors);

    [Fact]
    public async Task A_port_in_use_is_told_with_both_ways_out()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        int port = ((IPEndPoint)listener.LocalEndpoint).Port;

        RunResult run = (await _pipeline.RunAsync("Serve", $"--port={port}")).Expect(2);

        Assert.Contains($"Port {port} on 127.0.0.1 is in use. End what listens there, or give --port=0", run.Errors);
    }

    [Fact]
    public async Task A_second_run_in_one_folder_is_told_who_holds_it_and_the_first_one_goes_on()
    {
        using Process first = _pipeline.Start("Serve");
        await UntilAsync(() => _pipeline.Has("secrets/serve.json"));

        RunResult second = (await _pipeline.RunAsync("Prereqs")).Expect(2);

        Assert.Matches(
            $@"Another run is using the artifacts folder '[^']+': target Serve, process {first.Id}, since [^.]+\. Wait",
            second.Errors
        );
        Assert.False(first.HasExited);
        Assert.True(_pipeline.Has("secrets/serve.json"));
        await InterruptAsync(first);
        Assert.Equal(0, first.ExitCode);
        (await _pipeline.RunAsync("Prereqs")).Expect(0);
    }

    [Fact]
    public async Task An_interrupted_run_says_so_and_frees_its_folder()
    {
        string faults = await _pipeline.FaultsAsync("""{"rules":[{"path":"*","delay":30}]}""");
        using Process run = _pipeline.Start("Prereqs", faults);
        Task<string> errors = run.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        Task<string> output = run.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await UntilAsync(() => Directory.Exists(Path.Combine(_pipeline.Artifacts, "secrets", "localazure")));
        await Task.Delay(TimeSpan.FromSeconds(2), TestContext.Current.CancellationToken);

        await InterruptAsync(run);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains(
            "Prereqs was interrupted. Run the same command again to continue where it stopped.",
            await errors
        );
        Assert.DoesNotContain("   at ", await errors + await output);
        (await _pipeline.RunAsync("Prereqs")).Expect(0);
    }

    private static async Task InterruptAsync(Process run)
    {
        using Process kill = Process.Start("kill", ["-INT", $"{run.Id}"]);
        await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
        using CancellationTokenSource limit = new(TimeSpan.FromMinutes(1));
        await run.WaitForExitAsync(limit.Token);
    }

    private static async Task UntilAsync(Func<bool> there)
    {
        for (int tenth = 0; !there(); tenth++)
        {
            Assert.True(tenth < 600, "It did not come within a minute.");
            await Task.Delay(TimeSpan.FromSeconds(0.1), TestContext.Current.CancellationToken);
        }
    }

    private async Task<string> FileAsync(string name, string text)
    {
        string file = Path.Combine(_pipeline.Artifacts, name);
        await File.WriteAllTextAsync(file, text, TestContext.Current.CancellationToken);
        return file;
    }
}
