using System.Text.Json.Nodes;
using Jumpbox.Azure.Clients;
using Jumpbox.Azure.Rollouts;
using Jumpbox.Azure.Tests.Facts;
using Jumpbox.Azure.Tests.Life;
using Jumpbox.Azure.Tests.Steps;
using Jumpbox.Cleaning;
using Jumpbox.Life;
using Jumpbox.Naming;
using Jumpbox.Rollouts;
using Jumpbox.Settings;

namespace Jumpbox.Azure.Tests.Rollouts;

/// <summary>A LocalAzure with released versions of an image, a subnet and a group for the machines.</summary>
internal sealed class RolloutWorld(LifeWorld life, CompiledTemplates templates) : IAsyncDisposable
{
    public const string Group = $"{PaperWorlds.Subscription}/resourceGroups/rg-jumpboxes";
    public const string Subnet =
        $"{PaperWorlds.Subscription}/resourceGroups/rg-ops/providers/Microsoft.Network/virtualNetworks/vnet-ops/subnets/snet-ops";
    public const string Key =
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ3Q1rOVZxYy4Gz0nq1m8o2b5vV2iYpX0k1l2m3n4o5p ops@example.com";

    public const string Workspace = $"{Group}/providers/Microsoft.OperationalInsights/workspaces/log-ops";

    private const string SecurityGroup =
        $"{PaperWorlds.Subscription}/resourceGroups/rg-ops/providers/Microsoft.Network/networkSecurityGroups/nsg-ops";
    public const string Plan = $"{PaperWorlds.Subscription}/providers/Microsoft.Security/pricings/VirtualMachines";

    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    public LifeWorld Life => life;

    public List<string> Said { get; } = [];

    public static async Task<RolloutWorld> StartAsync(
        CompiledTemplates templates,
        string kind,
        string? faults = null,
        params string[] settings
    )
    {
        LifeWorld life = await LifeWorld.StartAsync(
            [
                $"rollout.kind={kind}",
                "rollout.resourceGroup=rg-jumpboxes",
                $"rollout.subnetId={Subnet}",
                .. settings.Contains("rollout.login=entra") ? Array.Empty<string>() : [$"rollout.users.ops={Key}"],
                "gate.unsigned=accept",
                "rollout.osDisk=managed",
                .. settings,
            ],
            faults,
            default,
            SweptWorld.Group(Group),
            SweptWorld.Group(Subnet[..Subnet.IndexOf("/providers/", StringComparison.Ordinal)]),
            $$"""{"id":"{{SecurityGroup}}","location":"eastus2","properties":{} }""",
            $$"""
            {"id":"{{Subnet[
                ..Subnet.IndexOf("/subnets/", StringComparison.Ordinal)
            ]}}","location":"eastus2","properties":{
             "addressSpace":{"addressPrefixes":["10.9.0.0/24"]},"subnets":[{"name":"snet-ops","properties":{"addressPrefix":"10.9.0.0/28",
               "networkSecurityGroup":{"id":"{{SecurityGroup}}"} } },
              {"name":"AzureBastionSubnet","properties":{"addressPrefix":"10.9.0.64/26"} }]} }
            """,
            $$"""{"id":"{{Workspace}}","location":"eastus2","properties":{} }""",
            $$"""{"id":"{{Plan}}","properties":{"pricingTier":"Standard","subPlan":"P2"} }"""
        );
        // Each look at the clock moves it, so that waits end.
        life.Clock.AutoAdvanceAmount = TimeSpan.FromMilliseconds(200);
        return new RolloutWorld(life, templates);
    }

    public async Task ReleaseAsync(string number)
    {
        await life.MakeAsync(
            number,
            Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData([(byte)number[^1]]))
        );
        await life.ReleaseAsync(number);
    }

    public Task<RolloutOutcome> RunAsync(string? image = null) => RunAsync(life.Session, image);

    /// <summary>Runs on a clock that someone moves, minutes at a time, so that the long waits of a run end.</summary>
    public async Task<RolloutOutcome> RunForLongAsync(string? image = null)
    {
        using AzureSession session = life.Connect(time: life.Clock);
        Task<RolloutOutcome> run = Task.Run(() => RunAsync(session, image));
        while (!run.IsCompleted)
        {
            life.Clock.Advance(TimeSpan.FromSeconds(5));
            await Task.WhenAny(run, Task.Delay(TimeSpan.FromMilliseconds(5), Cancel));
        }
        return await run;
    }

    public async Task<RolloutOutcome> RunAsync(AzureSession session, string? image = null)
    {
        RolloutModel model = await ModelAsync(session, image);
        return await Rollout(session)
            .RunAsync(model, new Names(life.Settings).Tags("0123456789abcdef0123456789abcdef01234567"), Cancel);
    }

    public async Task<IReadOnlyList<string>> DriftAsync() =>
        await Rollout(life.Session).DriftAsync(await ModelAsync(life.Session, null), Cancel);

    /// <summary>The machines, each with its image's version.</summary>
    public async Task<string[]> MachinesAsync()
    {
        List<string> found = [];
        (IReadOnlyList<FoundRevision> revisions, _) = await new RolloutFleet(life.Looking, life.Settings).ReadAsync(
            Cancel
        );
        foreach (FoundRevision revision in revisions)
        {
            found.AddRange(revision.Machines.Select(_ => revision.Image![(revision.Image!.LastIndexOf('/') + 1)..]));
        }
        return [.. found.Order(StringComparer.Ordinal)];
    }

    public string[] Resources() =>
        [
            .. life
                .Server.Snapshot()
                .ResourceIds.Where(id => id.StartsWith(Group, StringComparison.OrdinalIgnoreCase))
                .Order(StringComparer.OrdinalIgnoreCase),
        ];

    /// <summary>A resource of the machines' group, as the service has it.</summary>
    public JsonObject Resource(string typeAndName) =>
        life
            .Server.Cloud.Context.Store.Under(Group)
            .Single(one => one.Id.EndsWith($"/providers/{typeAndName}", StringComparison.OrdinalIgnoreCase))
            .Body;

    /// <summary>The OS disk of the first machine, or of the model of the scale set.</summary>
    public JsonNode OsDisk(string type)
    {
        string id = Resources().First(one => one.Split('/') is { Length: 9 } parts && parts[7] == type);
        JsonNode properties = Resource(id[(id.IndexOf("/providers/", StringComparison.Ordinal) + 11)..])["properties"]!;
        return (properties["virtualMachineProfile"] ?? properties)["storageProfile"]!["osDisk"]!;
    }

    /// <summary>Changes a resource's properties, as someone else does.</summary>
    public void Change(string id, Action<JsonObject> change) =>
        life.Server.Cloud.Context.Store.Update(id, (body, _) => change(body["properties"]!.AsObject()));

    /// <summary>Removes a resource, as someone else does.</summary>
    public void Remove(string id) => life.Server.Cloud.Context.Store.Remove(id);

    public ValueTask DisposeAsync() => life.DisposeAsync();

    private MachineRollout Rollout(AzureSession session) =>
        new(
            session,
            templates.Set,
            life.Settings,
            new SessionScript(Path.Combine(Repository.Root, "scripts")),
            Said.Add
        );

    private async Task<RolloutModel> ModelAsync(AzureSession session, string? image)
    {
        RolloutChoice choice = new(session, templates.Set, life.Settings, null);
        FoundImage found = await choice.ChooseAsync(image, Cancel);
        return await choice.RequireAsync(found, ImageIdentity.OfTags(found, "there is none"), null, Cancel);
    }
}
