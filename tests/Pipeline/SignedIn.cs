using System.Text.Json.Nodes;

namespace Pipeline.Tests;

/// <summary>What the program takes from az, a real script on the PATH, and what it says when az does not help.</summary>
public sealed class SignedIn : IDisposable
{
    private const string Mine = "11111111-2222-4333-8444-555555555555";
    private readonly PipelineRun _pipeline = new();

    public void Dispose() => _pipeline.Dispose();

    [Fact]
    public async Task The_tenant_of_the_subnets_subscription_is_asked_of_az()
    {
        string calls = Az(
            $$"""echo '{"environmentName":"AzureCloud","id":"{{Mine}}","name":"Mine","tenantId":"{{Mine}}"}'"""
        );

        (await _pipeline.RunProcessAsync("Prereqs", Azure(without: "tenant"))).Expect(2);

        Assert.Matches(
            "account show .*--subscription.* 5f0c1a52-7d1e-4c55-9b6e-0a1b2c3d4e5f",
            await File.ReadAllTextAsync(calls, TestContext.Current.CancellationToken)
        );
    }

    [Fact]
    public async Task A_sign_in_to_another_cloud_is_told_with_what_to_type()
    {
        Az($$"""echo '{"environmentName":"AzureChinaCloud","id":"{{Mine}}","name":"Mine","tenantId":"{{Mine}}"}'""");

        RunResult run = (await _pipeline.RunProcessAsync("Prereqs", Azure(without: "tenant"))).Expect(2);

        Assert.Contains("az cloud set --name AzureCloud", run.Errors);
    }

    [Fact]
    public async Task The_tenant_of_the_environment_comes_before_az()
    {
        string calls = Az("exit 1");
        _pipeline.Variables["AZURE_TENANT_ID"] = Mine;

        (await _pipeline.RunProcessAsync("Prereqs", Azure(without: "tenant"))).Expect(2);

        Assert.False(File.Exists(calls));
    }

    [Fact]
    public async Task Settings_that_give_both_ask_nobody()
    {
        string calls = Az("exit 1");

        (await _pipeline.RunProcessAsync("Prereqs", Azure(without: "none"), "--set=image.name=No!")).Expect(2);

        Assert.False(File.Exists(calls));
    }

    [Fact]
    public async Task LocalAzure_needs_no_subscription_in_the_settings()
    {
        string config = Azure(without: "subscription");

        (await _pipeline.RunProcessAsync("Prereqs", config, "--cloud=local")).Expect(0);
    }

    /// <summary>Puts an az on the PATH; the file that lists how it was called.</summary>
    private string Az(string script)
    {
        string folder = Directory.CreateDirectory(Path.Combine(_pipeline.Artifacts, "bin")).FullName;
        string az = Path.Combine(folder, "az");
        string calls = Path.Combine(_pipeline.Artifacts, "calls");
        File.WriteAllText(az, $"#!/bin/sh\necho \"$*\" >>{calls}\n{script}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(az, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
        _pipeline.Variables["PATH"] = $"{folder}:{Environment.GetEnvironmentVariable("PATH")}";
        return calls;
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
