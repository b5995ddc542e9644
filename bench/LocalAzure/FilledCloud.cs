using System.Diagnostics;
using System.Net.Http.Headers;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using LocalAzure;
using LocalAzure.Settings;

namespace LocalAzureBench;

/// <summary>A LocalAzure with its state on disk, filled over HTTPS, that measures requests against itself.</summary>
internal sealed class FilledCloud : IAsyncDisposable
{
    private const string Subscription = "/subscriptions/5f0c1a52-7d1e-4c55-9b6e-0a1b2c3d4e5f";
    private const string Group = $"{Subscription}/resourceGroups/rg-measured";
    private const string Tables = $"{Group}/providers/Microsoft.Network/routeTables";
    private const string Network =
        $"{Subscription}/resourceGroups/rg-network-eastus2/providers/Microsoft.Network/virtualNetworks/vnet-imagebuilder";

    private readonly LocalAzureServer _server;
    private readonly HttpClient _client;
    private readonly string _folder;
    private int _written;

    private FilledCloud(LocalAzureServer server, string folder)
    {
        _server = server;
        _folder = folder;
        SocketsHttpHandler handler = new() { UseProxy = false };
        handler.SslOptions.CertificateChainPolicy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
            CustomTrustStore = { server.CertificateAuthority },
        };
        _client = new HttpClient(handler) { BaseAddress = server.Endpoint };
        _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Bearer",
            server.IssueToken("https://management.azure.com/", server.OperatorPrincipalId, TimeSpan.FromHours(6))
        );
    }

    /// <summary>How many resources there are.</summary>
    public int Resources => _server.Snapshot().ResourceIds.Count;

    /// <summary>Starts one with so many route tables and a fifth as many role assignments.</summary>
    public static async Task<FilledCloud> StartAsync(int tables)
    {
        string folder = Directory.CreateTempSubdirectory("localazure-bench-").FullName;
        FilledCloud cloud = new(
            await LocalAzureServer.StartAsync(
                new()
                {
                    StateFolder = folder,
                    Durations = Durations.Real with { Resource = TimeSpan.Zero, RolePropagation = TimeSpan.Zero },
                }
            ),
            folder
        );
        await cloud.PutAsync(Group, """{"location":"eastus2"}""", "2024-03-01");
        for (int i = 0; i < tables; i++)
        {
            await cloud.PutAsync($"{Tables}/rt-{i}", """{"location":"eastus2"}""", "2024-05-01");
            if (i % 5 == 0)
            {
                await cloud.AssignAsync($"{Tables}/rt-{i}", cloud._server.OperatorPrincipalId, "User");
            }
        }
        return cloud;
    }

    /// <summary>Starts so many image builds, which then take half an hour.</summary>
    public async Task BuildAsync(int builds)
    {
        string identity = $"{Group}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-builder";
        JsonNode made = await PutAsync(identity, """{"location":"eastus2"}""", "2024-11-30");
        await AssignAsync(Subscription, (string)made["properties"]!["principalId"]!, "ServicePrincipal");
        for (int i = 0; i < builds; i++)
        {
            string body = $$"""
                {"location":"eastus2",
                 "identity":{"type":"UserAssigned","userAssignedIdentities":{"{{identity}}":{} } },
                 "properties":{
                  "source":{"type":"PlatformImage","publisher":"Canonical","offer":"ubuntu-24_04-lts","sku":"server","version":"latest"},
                  "customize":[{"type":"Shell","name":"one","inline":["true"]}],
                  "vmProfile":{"vnetConfig":{"subnetId":"{{Network}}/subnets/snet-build","containerInstanceSubnetId":"{{Network}}/subnets/snet-containers"} },
                  "autoRun":{"state":"Enabled"},
                  "distribute":[{"type":"ManagedImage","imageId":"{{Group}}/providers/Microsoft.Compute/images/img-{{i}}","location":"eastus2","runOutputName":"out"}]
                 } }
                """;
            await PutAsync(TemplateId(i), body, "2024-02-01");
        }
        // Creation takes its time too; a build runs when every template has a last run.
        string? state;
        do
        {
            await Task.Delay(1000);
            JsonNode last = await GetAsync(TemplateId(builds - 1), "2024-02-01");
            state = (string?)last["properties"]!["lastRunStatus"]?["runState"];
        } while (state is null);
        if (state != "Running")
        {
            throw new InvalidOperationException($"The last build is {state}.");
        }
    }

    /// <summary>The mean time of reading one resource.</summary>
    public Task<double> ReadAsync(int times) =>
        MeasureAsync(times, i => GetAsync($"{Tables}/rt-{i % 40}", "2024-05-01"));

    /// <summary>The mean time of writing one resource.</summary>
    public Task<double> WriteAsync(int times) =>
        MeasureAsync(
            times,
            i =>
                PutAsync(
                    $"{Tables}/rt-{i % 40}",
                    $$"""{"location":"eastus2","tags":{"n":"{{_written++}}"} }""",
                    "2024-05-01"
                )
        );

    /// <summary>The mean time of a page of 25.</summary>
    public Task<double> ListAsync(int times) =>
        MeasureAsync(times, _ => GetAsync($"{Subscription}/resources?$top=25", "2021-04-01"));

    /// <summary>The mean time of reading one image template.</summary>
    public Task<double> PollAsync(int times) => MeasureAsync(times, i => GetAsync(TemplateId(i % 3), "2024-02-01"));

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _server.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static string TemplateId(int i) => $"{Group}/providers/Microsoft.VirtualMachineImages/imageTemplates/t-{i}";

    private static async Task<double> MeasureAsync(int times, Func<int, Task> request)
    {
        Stopwatch watch = Stopwatch.StartNew();
        for (int i = 0; i < times; i++)
        {
            await request(i);
        }
        return watch.Elapsed.TotalMilliseconds / times;
    }

    private async Task AssignAsync(string scope, string principal, string type) =>
        await PutAsync(
            $"{scope}/providers/Microsoft.Authorization/roleAssignments/{Guid.NewGuid()}",
            $$"""{"properties":{"principalId":"{{principal}}","principalType":"{{type}}","roleDefinitionId":"{{Subscription}}/providers/Microsoft.Authorization/roleDefinitions/b24988ac-6180-42a0-ab88-20f7382dd24c"} }""",
            "2022-04-01"
        );

    private Task<JsonNode> GetAsync(string path, string version) => SendAsync(HttpMethod.Get, path, null, version);

    private Task<JsonNode> PutAsync(string path, string body, string version) =>
        SendAsync(HttpMethod.Put, path, body, version);

    private async Task<JsonNode> SendAsync(HttpMethod method, string path, string? body, string version)
    {
        char separator = path.Contains('?', StringComparison.Ordinal) ? '&' : '?';
        using HttpRequestMessage request = new(
            method,
            new Uri($"{path}{separator}api-version={version}", UriKind.Relative)
        );
        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        }
        using HttpResponseMessage answer = await _client.SendAsync(request);
        string text = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode
            ? JsonNode.Parse(text)!
            : throw new InvalidOperationException($"{method} {path}: {(int)answer.StatusCode} {text}");
    }
}
