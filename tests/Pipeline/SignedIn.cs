using System.Text.Json.Nodes;

namespace Pipeline.Tests;

/// <summary>What the program takes from az, a real script on the PATH, and what it says when az does not help.</summary>
public sealed class SignedIn : IDisposable
{
    private const string Mine = "11111111-2222-4333-8444-555555555555";
    private readonly PipelineRun _pipeline = new();

    public void Dispose() => _pipeline.Dispose();

    [Fact]
    public async Task The_subscription_of_az_is_taken_and_checked_against_the_subnets()
    {
        Az($$"""echo '{"environmentName":"AzureCloud","id":"{{Mine}}","name":"Mine","tenantId":"{{Mine}}"}'""");

        RunResult run = (await _pipeline.RunProcessAsync("Prereqs", Azure(without: "subscription"))).Expect(2);

        Assert.Contains($"a resource of the subscription {Mine}", run.Errors);
    }

    [Fact]
    public async Task Nobody_being_signed_in_is_told_with_what_to_type()
    {
        Az("""echo "ERROR: Please run 'az login' to setup account." >&2; exit 1""");

        RunResult run = (await _pipeline.RunProcessAsync("Prereqs", Azure(without: "subscription"))).Expect(2);

        Assert.Contains("Run: az login.", run.Errors);
    }

    [Fact]
    public async Task A_sign_in_to_another_cloud_is_told_with_what_to_type()
    {
        Az($$"""echo '{"environmentName":"AzureChinaCloud","id":"{{Mine}}","name":"Mine","tenantId":"{{Mine}}"}'""");

        RunResult run = (await _pipeline.RunProcessAsync("Prereqs", Azure(without: "subscription"))).Expect(2);

        Assert.Contains("az cloud set --name AzureCloud", run.Errors);
    }

    [Fact]
    public async Task A_missing_az_is_told_with_both_ways_out()
    {
        Assert.SkipWhen(
            Environment
                .GetEnvironmentVariable("PATH")!
                .Split(':')
                .Any(folder => File.Exists(Path.Combine(folder, "az"))),
            "az is installed here."
        );

        RunResult run = (await _pipeline.RunProcessAsync("Prereqs", Azure(without: "subscription"))).Expect(2);

        Assert.Contains("Set 'subscription' in jumpbox.json, or install the CLI", run.Errors);
    }

    [Fact]
    public async Task The_variables_of_the_Azure_SDK_come_before_az()
    {
        Az($"touch {_pipeline.Artifacts}/asked; exit 1");
        _pipeline.Variables["AZURE_SUBSCRIPTION_ID"] = Mine;

        RunResult run = (await _pipeline.RunProcessAsync("Prereqs", Azure(without: "subscription"))).Expect(2);

        Assert.Contains($"a resource of the subscription {Mine}", run.Errors);
        Assert.False(_pipeline.Has("asked"));
    }

    [Fact]
    public async Task Settings_that_give_both_ask_nobody()
    {
        Az($"touch {_pipeline.Artifacts}/asked; exit 1");

        (await _pipeline.RunProcessAsync("Prereqs", Azure(without: "none"), "--set=image.name=No!")).Expect(2);

        Assert.False(_pipeline.Has("asked"));
    }

    [Fact]
    public async Task LocalAzure_needs_no_subscription_in_the_settings()
    {
        string config = Azure(without: "subscription");

        (await _pipeline.RunProcessAsync("Prereqs", config, "--cloud=local")).Expect(0);
    }

    private void Az(string script)
    {
        string folder = Directory.CreateDirectory(Path.Combine(_pipeline.Artifacts, "bin")).FullName;
        string az = Path.Combine(folder, "az");
        File.WriteAllText(az, $"#!/bin/sh\n{script}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(az, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
        _pipeline.Variables["PATH"] = $"{folder}:{Environment.GetEnvironmentVariable("PATH")}";
    }

    private string Azure(string without)
    {
        JsonObject settings = JsonNode.Parse(File.ReadAllText(SampleSettings.File))!.AsObject();
        settings["cloud"] = "azure";
        settings.Remove(without);
        string file = Path.Combine(_pipeline.Artifacts, "jumpbox.json");
        File.WriteAllText(file, settings.ToJsonString());
        return $"--config={file}";
    }
}
