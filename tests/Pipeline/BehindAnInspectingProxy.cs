using LocalAzure;
using LocalAzure.Settings;

namespace Pipeline.Tests;

/// <summary>
/// Azure through a proxy that opens TLS, as the process finds it: the proxy and the trust store are variables of the environment. What
/// the publishers' requests do behind one shows <see cref="Tools.PinsFromTheCommandLine"/>.
/// </summary>
public sealed class BehindAnInspectingProxy : IDisposable
{
    private const string Mine = "11111111-2222-4333-8444-555555555555";
    private readonly PipelineRun _pipeline = new();

    public void Dispose() => _pipeline.Dispose();

    [Fact]
    public async Task With_the_proxys_authority_in_the_trust_store_Azure_is_read_through_it()
    {
        await using LocalAzureServer server = await StartAsync();
        await using InspectingProxy proxy = new(server);
        string trusted = Path.Combine(_pipeline.Artifacts, "authority.pem");
        await File.WriteAllTextAsync(trusted, proxy.AuthorityPem, TestContext.Current.CancellationToken);
        _pipeline.Variables["SSL_CERT_FILE"] = trusted;

        RunResult run = await PrereqsAsync(server, proxy);

        // Each answer of Azure came that way, and none another way.
        Assert.Contains("subnet-exists", run.Output);
        Assert.Matches(@"\d+ ok", run.Output);
        Assert.Contains("management.azure.com:443", proxy.Tunnels);
        Assert.NotEmpty(proxy.Read);
        Assert.Equal(server.Requests.Count, proxy.Read.Count);
        Assert.DoesNotContain("certificate", run.Errors, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Without_it_the_inner_cause_is_told_with_the_trust_store_as_the_cure()
    {
        await using LocalAzureServer server = await StartAsync();
        await using InspectingProxy proxy = new(server);

        RunResult run = await PrereqsAsync(server, proxy);

        Assert.Equal(1, run.ExitCode);
        Assert.Matches("PartialChain|UntrustedRoot", run.Everything);
        Assert.Contains("trust store", run.Everything);
        Assert.DoesNotContain("   at ", run.Everything);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task A_proxy_that_demands_credentials_is_named_as_such()
    {
        await using LocalAzureServer server = await StartAsync();
        await using InspectingProxy proxy = new(server) { DemandsCredentials = true };

        RunResult run = await PrereqsAsync(server, proxy);

        Assert.NotEqual(0, run.ExitCode);
        Assert.Contains("407", run.Everything);
        Assert.Contains("HTTPS_PROXY", run.Everything);
        Assert.Empty(server.Requests);
    }

    private static Task<LocalAzureServer> StartAsync() =>
        LocalAzureServer.StartAsync(
            new LocalAzureOptions
            {
                Client = new ClientSettings(Mine, "eastus2")
                {
                    TenantId = Mine,
                    BuildSubnetId = Subnet("snet-build"),
                    ContainerSubnetId = Subnet("snet-containers"),
                },
            }
        );

    private Task<RunResult> PrereqsAsync(LocalAzureServer server, InspectingProxy proxy)
    {
        string folder = Directory.CreateDirectory(Path.Combine(_pipeline.Artifacts, "bin")).FullName;
        string az = Path.Combine(folder, "az");
        File.WriteAllText(
            az,
            $$"""
            #!/bin/sh
            echo "{\"accessToken\":\"$TEST_TOKEN\",\"expiresOn\":\"2099-01-01 00:00:00.000000\",\"expires_on\":4070908800,\"tenant\":\"{{Mine}}\"}"

            """
        );
        _pipeline.Variables["TEST_TOKEN"] = server.IssueToken(
            "https://management.azure.com/",
            server.OperatorPrincipalId,
            TimeSpan.FromHours(1)
        );
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(az, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
        _pipeline.Variables["PATH"] = $"{folder}:{Environment.GetEnvironmentVariable("PATH")}";
        _pipeline.Variables["AZURE_TOKEN_CREDENTIALS"] = "AzureCliCredential";
        foreach (string name in (string[])["HTTPS_PROXY", "https_proxy"])
        {
            _pipeline.Variables[name] = proxy.Address;
        }
        foreach (string name in (string[])["NO_PROXY", "no_proxy"])
        {
            _pipeline.Variables[name] = "";
        }
        return _pipeline.RunProcessAsync(
            "Prereqs",
            "--cloud=azure",
            $"--set=subscription={Mine}",
            $"--set=tenant={Mine}",
            "--set=location=eastus2",
            $"--set=network.buildSubnetId={Subnet("snet-build")}",
            $"--set=network.containerInstanceSubnetId={Subnet("snet-containers")}"
        );
    }

    private static string Subnet(string name) =>
        $"/subscriptions/{Mine}/resourceGroups/rg-network/providers/Microsoft.Network/virtualNetworks/vnet-mine/subnets/{name}";
}
