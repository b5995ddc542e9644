using System.Text.Json.Nodes;
using LocalAzure.Faults;
using LocalAzure.Settings;
using Microsoft.Extensions.Time.Testing;

namespace LocalAzure.Tests.Machines;

/// <summary>A cloud with a gallery of two versions and a managed image, and the bodies of scale sets from them.</summary>
internal sealed class ScaleSetWorld : IAsyncDisposable
{
    public const string Version = "2025-04-01";
    public const string Group = LocalArm.Subscription + "/resourceGroups/rg-network-eastus2";
    public const string Set = Group + "/providers/Microsoft.Compute/virtualMachineScaleSets/jump";
    public const string Small = Network + "/subnets/snet-small";
    public const string Definition = Gallery + "/images/jumpbox";
    public const string Managed = Group + "/providers/Microsoft.Compute/images/elsewhere";
    private const string Gallery = Group + "/providers/Microsoft.Compute/galleries/gal";
    private const string Network = Group + "/providers/Microsoft.Network/virtualNetworks/vnet-ops";
    private const string Health =
        """{"name":"health","properties":{"publisher":"Microsoft.ManagedServices","type":"ApplicationHealthLinux","typeHandlerVersion":"2.0","settings":{"protocol":"tcp","port":22}}}""";

    private static readonly string World = $$$$$$"""
        {"quotas":{"compute":[{"name":"cores","current":0,"limit":20},{"name":"standardDDSv5Family","current":0,"limit":12}]},
        "resources":[
        {"id":"{{{{{{Network}}}}}}","location":"eastus2","properties":{"addressSpace":{"addressPrefixes":["10.9.0.0/24"]},"subnets":[
        {"name":"snet-small","properties":{"addressPrefix":"10.9.0.0/28"}}]}},
        {"id":"{{{{{{Gallery}}}}}}","location":"eastus2","properties":{}},
        {"id":"{{{{{{Managed}}}}}}","location":"westeurope","properties":{"storageProfile":{"osDisk":{"osType":"Linux","osState":"Generalized"}}}},
        {"id":"{{{{{{Definition}}}}}}","location":"eastus2","properties":{"osType":"Linux","osState":"Generalized","hyperVGeneration":"V2",
        "architecture":"x64","identifier":{"publisher":"p","offer":"jumpbox","sku":"s"},
        "features":[{"name":"SecurityType","value":"TrustedLaunchSupported"}]}},
        {{{{{{ImageVersion("1.0.0")}}}}}},{{{{{{ImageVersion("2.0.0")}}}}}}]}
        """;

    private ScaleSetWorld(LocalArm arm, FakeTimeProvider clock) => (Arm, Clock) = (arm, clock);

    public LocalArm Arm { get; }

    public FakeTimeProvider Clock { get; }

    /// <summary>Starts it.</summary>
    /// <param name="rules">Fault rules.</param>
    /// <param name="resource">How long a change of a resource takes; then only <see cref="Clock"/> moves the time.</param>
    public static async Task<ScaleSetWorld> StartAsync(string? rules = null, TimeSpan? resource = null)
    {
        FakeTimeProvider clock = new(DateTimeOffset.UtcNow);
        string file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, World, TestContext.Current.CancellationToken);
            return new(
                await LocalArm.StartAsync(
                    new()
                    {
                        TimeProvider = resource is null ? TimeProvider.System : clock,
                        Durations = Durations.Quick with { Resource = resource ?? TimeSpan.Zero },
                        WorldFile = file,
                        Faults = rules is null ? null : FaultPlan.Parse($$"""{"rules":[{{rules}}]}"""),
                    }
                ),
                clock
            );
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>The body of a set that Azure takes.</summary>
    public static JsonObject Body(
        bool flexible,
        int capacity,
        string image = "1.0.0",
        string mode = "Manual",
        bool health = true
    ) =>
        JsonNode
            .Parse(
                $$$$$$"""
                {"location":"eastus2","sku":{"name":"Standard_D2ds_v5","capacity":{{{{{{capacity}}}}}}},"tags":{"team":"ops"},"properties":{
                {{{{{{(
                    flexible ? "\"orchestrationMode\":\"Flexible\",\"platformFaultDomainCount\":1," : "\"overprovision\":false,"
                )}}}}}}
                "upgradePolicy":{"mode":"{{{{{{mode}}}}}}"},"virtualMachineProfile":{
                "osProfile":{"computerNamePrefix":"jump","adminUsername":"opsuser","customData":"I2Nsb3VkLWNvbmZpZwo=","linuxConfiguration":{
                "disablePasswordAuthentication":true,"ssh":{"publicKeys":[{"path":"/home/opsuser/.ssh/authorized_keys","keyData":"ssh-ed25519 AAAA"}]}}},
                "securityProfile":{"securityType":"TrustedLaunch","uefiSettings":{"secureBootEnabled":true,"vTpmEnabled":true}},
                "storageProfile":{"imageReference":{"id":"{{{{{{Definition}}}}}}/versions/{{{{{{image}}}}}}"},"osDisk":{"createOption":"FromImage"}},
                "networkProfile":{{{{{{{(
                    flexible ? "\"networkApiVersion\":\"2022-11-01\"," : ""
                )}}}}}}"networkInterfaceConfigurations":[{"name":"nic","properties":{
                "primary":true,"ipConfigurations":[{"name":"ip","properties":{"subnet":{"id":"{{{{{{Small}}}}}}"}}}]}}]},
                "extensionProfile":{"extensions":[{{{{{{(health ? Health : "")}}}}}}]}}}}
                """
            )!
            .AsObject();

    /// <summary>Sends a PUT and waits until its operation has ended.</summary>
    public async Task<Answer> PutAsync(JsonObject body, string id = Set)
    {
        Answer answer = await Arm.PutAsync(id, body.ToJsonString(), Version);
        Assert.True(answer.Status < 300, answer.Text);
        await EndAsync(answer);
        return answer;
    }

    /// <summary>Sends a POST to the set and waits until its operation has ended.</summary>
    public async Task PostAsync(string action, string? body = null, string id = Set)
    {
        Answer answer = await Arm.PostAsync($"{id}/{action}", body, Version);
        Assert.True(answer.Status == 202, answer.Text);
        Assert.Equal("Succeeded", await EndAsync(answer));
    }

    /// <summary>The state in which an operation ends.</summary>
    public async Task<string?> EndAsync(Answer answer)
    {
        string url = answer.Headers["Azure-AsyncOperation"];
        string path = new Uri(url).PathAndQuery;
        for (int look = 0; look < 200; look++)
        {
            string? status = (string?)(await Arm.GetAsync(path)).Json!["status"];
            if (status != "InProgress")
            {
                return status;
            }
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
        return "InProgress";
    }

    /// <summary>The instances with their views.</summary>
    public async Task<JsonObject[]> InstancesAsync() =>
        [
            .. (await Arm.GetAsync($"{Set}/virtualMachines?api-version={Version}&$expand=instanceView")).Json!["value"]!
                .AsArray()
                .Select(one => one!.AsObject()),
        ];

    /// <summary>A resource, which must exist.</summary>
    public async Task<JsonNode> ReadAsync(string id, string version = Version)
    {
        Answer answer = await Arm.GetAsync(id, version);
        Assert.True(answer.Status == 200, answer.Text);
        return answer.Json!;
    }

    public ValueTask DisposeAsync() => Arm.DisposeAsync();

    private static string ImageVersion(string number) =>
        $$$$$$"""
            {"id":"{{{{{{Definition}}}}}}/versions/{{{{{{number}}}}}}","location":"eastus2","properties":{"publishingProfile":{"targetRegions":[{"name":"eastus2"}]},
            "storageProfile":{"osDiskImage":{"sizeInGB":30}}}}
            """;
}
