using System.Text.Json.Nodes;
using Jumpbox.Azure.Arm;
using Jumpbox.Azure.Clients;
using Jumpbox.Settings;
using LocalAzure.Access;
using LocalAzure.Settings;
using LocalAzure.Store;
using Microsoft.Extensions.Time.Testing;

namespace LocalAzure.Tests.ImageBuilder;

/// <summary>
/// A server whose clock only tests move, with a network, an identity that may join it, and groups; the real client looks
/// at it.
/// </summary>
internal sealed class BuilderWorld : IAsyncDisposable
{
    public const string Principal = "7b8e2c3d-0000-4000-8000-00000000b111";
    public const string Network =
        $"{LocalArm.Subscription}/resourceGroups/rg-net/providers/Microsoft.Network/virtualNetworks/vnet-t";
    public const string BuildSubnet = $"{Network}/subnets/build";
    public const string ContainerSubnet = $"{Network}/subnets/containers";
    public const string Identity =
        $"{LocalArm.Subscription}/resourceGroups/rg-b/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-b";
    public const string ImageGroup = $"{LocalArm.Subscription}/resourceGroups/rg-i";
    public const string ImageId = $"{ImageGroup}/providers/Microsoft.Compute/images/img";
    public const string Version = "2024-02-01";

    private static readonly string[] Providers =
    [
        "Microsoft.VirtualMachineImages",
        "Microsoft.Compute",
        "Microsoft.Storage",
        "Microsoft.ContainerInstance",
        "Microsoft.Network",
        "Microsoft.ManagedIdentity",
    ];

    private BuilderWorld(LocalArm arm, FakeTimeProvider clock)
    {
        Arm = arm;
        Clock = clock;
        AzureSessionOptions options = new()
        {
            CertificateAuthority = arm.Server.CertificateAuthority,
            PollDelay = new NoWait(),
            RetryDelay = new NoWait(),
        };
        Session = new AzureSession(
            AzureCloud.Custom("local", arm.Server.Endpoint),
            new OperatorToken(arm.Server),
            options
        );
    }

    public LocalArm Arm { get; }

    public FakeTimeProvider Clock { get; }

    public AzureSession Session { get; }

    public ResourceContext Cloud => Arm.Server.Cloud.Context;

    public static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<BuilderWorld> StartAsync(Func<LocalAzureOptions, LocalAzureOptions>? change = null)
    {
        FakeTimeProvider clock = new(new DateTimeOffset(2026, 11, 24, 8, 0, 0, TimeSpan.Zero));
        LocalAzureOptions options = new()
        {
            Durations = Durations.Real with { ProviderRegistration = TimeSpan.Zero },
            TimeProvider = clock,
        };
        BuilderWorld world = new(await LocalArm.StartAsync(change?.Invoke(options) ?? options), clock);
        await world.FillAsync();
        return world;
    }

    public static ResourceId TemplateId(string name = "t") =>
        ResourceId.Parse(
            $"{LocalArm.Subscription}/resourceGroups/rg-b/providers/Microsoft.VirtualMachineImages/imageTemplates/{name}"
        );

    /// <summary>A template that builds a managed image through one shell step, changed by the test.</summary>
    public static JsonObject Template(Action<JsonObject>? change = null)
    {
        JsonObject body = new()
        {
            ["location"] = "eastus2",
            ["tags"] = new JsonObject { ["jumpbox:owner"] = "tests" },
            ["identity"] = new JsonObject
            {
                ["type"] = "UserAssigned",
                ["userAssignedIdentities"] = new JsonObject { [Identity] = new JsonObject() },
            },
            ["properties"] = new JsonObject
            {
                ["source"] = new JsonObject
                {
                    ["type"] = "PlatformImage",
                    ["publisher"] = "Canonical",
                    ["offer"] = "ubuntu-24_04-lts",
                    ["sku"] = "server",
                    ["version"] = "24.04.202610210",
                },
                ["customize"] = new JsonArray(Shell("hello", "echo hello"), Shell("second", "echo second")),
                ["validate"] = new JsonObject { ["inVMValidations"] = new JsonArray(Shell("look", "echo fine")) },
                ["distribute"] = new JsonArray(
                    new JsonObject
                    {
                        ["type"] = "ManagedImage",
                        ["imageId"] = ImageId,
                        ["location"] = "eastus2",
                        ["runOutputName"] = "out",
                        ["artifactTags"] = new JsonObject { ["made"] = "here" },
                    }
                ),
                ["vmProfile"] = new JsonObject
                {
                    ["vmSize"] = "Standard_D2ds_v4",
                    ["osDiskSizeGB"] = 0,
                    ["vnetConfig"] = new JsonObject
                    {
                        ["subnetId"] = BuildSubnet,
                        ["containerInstanceSubnetId"] = ContainerSubnet,
                    },
                },
                ["managedResourceTags"] = new JsonObject { ["cost"] = "platform" },
            },
        };
        change?.Invoke((JsonObject)body["properties"]!);
        return body;
    }

    public static JsonObject Shell(string name, params string[] lines) =>
        new()
        {
            ["type"] = "Shell",
            ["name"] = name,
            ["inline"] = new JsonArray([.. lines.Select(l => (JsonNode)l)]),
        };

    public Task<Answer> PutAsync(JsonObject body, string name = "t", string version = Version) =>
        Arm.PutAsync(TemplateId(name).ToString(), body.ToJsonString(), version);

    /// <summary>Creates a template and lets the time of its creation pass.</summary>
    public async Task<ImageTemplate> CreateAsync(Action<JsonObject>? change = null, string name = "t")
    {
        Answer answer = await PutAsync(Template(change), name);
        Assert.True(answer.Status == 201, answer.Text);
        Clock.Advance(Cloud.Durations.TemplateCreate);
        return await ReadAsync(name);
    }

    public async Task<ImageTemplate> ReadAsync(string name = "t") =>
        Assert.IsType<ImageTemplate>(await Session.ImageTemplates.GetAsync(TemplateId(name), Cancel));

    /// <summary>Starts a build and lets time pass until it has ended.</summary>
    public async Task<ImageTemplate> BuildAsync(string name = "t")
    {
        await Session.ImageTemplates.RunAsync(TemplateId(name), Cancel);
        for (int i = 0; i < 500; i++)
        {
            Clock.Advance(TimeSpan.FromMinutes(1));
            if (await ReadAsync(name) is { LastRun.IsRunning: false } done)
            {
                return done;
            }
        }
        throw new InvalidOperationException("The build does not end.");
    }

    /// <summary>Gives the identity these actions at a scope, at once.</summary>
    public void Grant(string scope, params string[] actions)
    {
        string role = Guid.NewGuid().ToString();
        Put(
            $"{LocalArm.Subscription}/providers/{PermissionCheck.Definitions}/{role}",
            PermissionCheck.Definitions,
            new JsonObject
            {
                ["permissions"] = new JsonArray(
                    new JsonObject { ["actions"] = new JsonArray([.. actions.Select(a => (JsonNode)a)]) }
                ),
            }
        );
        Put(
            $"{scope}/providers/{PermissionCheck.Assignments}/{role}",
            PermissionCheck.Assignments,
            new JsonObject
            {
                ["principalId"] = Principal,
                ["roleDefinitionId"] = $"{LocalArm.Subscription}/providers/{PermissionCheck.Definitions}/{role}",
            }
        );
    }

    public void Put(string id, string type, JsonObject properties) =>
        Cloud.Store.Put(
            new StoredResource(
                id,
                type,
                new JsonObject
                {
                    ["id"] = id,
                    ["name"] = id[(id.LastIndexOf('/') + 1)..],
                    ["type"] = type,
                    ["location"] = "eastus2",
                    ["properties"] = properties,
                }
            )
        );

    public async ValueTask DisposeAsync()
    {
        Session.Dispose();
        await Arm.DisposeAsync();
    }

    private async Task FillAsync()
    {
        foreach (string provider in Providers)
        {
            await Arm.PostAsync($"{LocalArm.Subscription}/providers/{provider}/register", null, "2021-04-01");
        }
        foreach (string group in new[] { "rg-net", "rg-b", "rg-i" })
        {
            await Arm.PutAsync(
                $"{LocalArm.Subscription}/resourceGroups/{group}",
                """{"location":"eastus2"}""",
                "2021-04-01"
            );
        }
        Put(Network, "Microsoft.Network/virtualNetworks", []);
        Put(BuildSubnet, "Microsoft.Network/virtualNetworks/subnets", []);
        Put(
            ContainerSubnet,
            "Microsoft.Network/virtualNetworks/subnets",
            new JsonObject
            {
                ["delegations"] = new JsonArray(
                    new JsonObject
                    {
                        ["properties"] = new JsonObject
                        {
                            ["serviceName"] = "Microsoft.ContainerInstance/containerGroups",
                        },
                    }
                ),
            }
        );
        Put(
            Identity,
            "Microsoft.ManagedIdentity/userAssignedIdentities",
            new JsonObject { ["principalId"] = Principal }
        );
        Grant(
            Network,
            "Microsoft.Network/virtualNetworks/read",
            "Microsoft.Network/virtualNetworks/subnets/join/action"
        );
        Grant(
            ImageGroup,
            "Microsoft.Compute/images/read",
            "Microsoft.Compute/images/write",
            "Microsoft.Compute/images/delete"
        );
    }
}
