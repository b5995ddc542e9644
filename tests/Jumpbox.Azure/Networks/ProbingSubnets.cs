using Jumpbox.Azure.Arm;
using Jumpbox.Azure.Clients;
using Jumpbox.Azure.Probing;
using Jumpbox.Azure.Tests.Facts;
using Jumpbox.Checks;
using Jumpbox.Checks.Catalogue;
using Jumpbox.Cleaning;
using Jumpbox.Naming;
using Jumpbox.Probing;
using Jumpbox.Settings;
using Jumpbox.Tools;
using static Jumpbox.Azure.Tests.Networks.OwnNetwork;

namespace Jumpbox.Azure.Tests.Networks;

/// <summary>Probes in LocalAzure, which answers by a walk of its own.</summary>
public sealed class ProbingSubnets
{
    private const string Image =
        "mcr.microsoft.com/azure-cli@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;
    private static readonly string[] Settings =
    [
        $"network.buildSubnetId={SpokeNetwork}/subnets/snet-build",
        $"network.containerInstanceSubnetId={SpokeNetwork}/subnets/snet-containers",
        $"network.probeImage={Image}",
        "network.probeAccount=stlogs",
    ];

    [Fact]
    public async Task Every_flow_of_a_right_network_is_open_and_nothing_is_left()
    {
        await using LocalWorld world = await LocalWorld.StartAsync(Recommended().Json());
        string[] before = Resources(world);
        (ProbeReport report, IReadOnlyList<Finding> findings) = await ProbeAsync(world);
        Assert.Null(report.Trouble);
        Assert.Equal(report.Plan.Targets.Count, findings.Count(finding => finding.Status == CheckStatus.Pass));
        Assert.DoesNotContain(findings, finding => finding.Status > CheckStatus.Skipped);
        Assert.Equal(before, Resources(world));
    }

    [Fact]
    public async Task A_block_that_the_model_sees_is_met_by_the_probe_too()
    {
        OwnNetwork network = Recommended()
            .Firewall(Collection("web", 300, "Allow", Web("hosts", Recommended().WebHosts("management.azure.com"))));
        await using LocalWorld world = await LocalWorld.StartAsync(network.Json());
        (_, IReadOnlyList<Finding> findings) = await ProbeAsync(world);
        Assert.Equal(
            ["*.file.core.windows.net:445", "management.azure.com:443"],
            findings
                .Where(finding => finding.Status == CheckStatus.Fail)
                .Select(finding => finding.Evidence["flow"])
                .Order(StringComparer.Ordinal)
        );
        Assert.All(
            findings.Where(finding => finding.Status == CheckStatus.Fail),
            finding => Assert.Contains("as the model says", finding.Message, StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task An_inspection_is_named_with_its_authority()
    {
        OwnNetwork network = Recommended()
            .Set(
                "firewallPolicies/fwpol",
                """{"transportSecurity":{"certificateAuthority":{"name":"ca-example","keyVaultSecretId":"https://kv.vault.azure.net/secrets/ca"}}}"""
            )
            .Firewall(
                Collection("net", 200, "Allow", Net("smb", ["Storage.EastUS2"], "445")),
                Collection("plain", 290, "Allow", Web("registry", ["mcr.microsoft.com"])),
                Collection("web", 300, "Allow", Web("hosts", Recommended().WebHosts(), more: ",\"terminateTLS\":true"))
            );
        await using LocalWorld world = await LocalWorld.StartAsync(network.Json());
        (_, IReadOnlyList<Finding> findings) = await ProbeAsync(world);
        Assert.Contains(
            findings,
            finding =>
                finding.Message.Contains("its certificate was issued by CN = ca-example", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task A_registry_that_is_blocked_leaves_everything_unknown()
    {
        OwnNetwork network = Recommended().Routes(Route("no", "0.0.0.0/0", "None"));
        await using LocalWorld world = await LocalWorld.StartAsync(network.Json());
        string[] before = Resources(world);
        (ProbeReport report, IReadOnlyList<Finding> findings) = await ProbeAsync(world);
        Assert.Contains("cannot be pulled, so nothing was probed", report.Trouble, StringComparison.Ordinal);
        Assert.Equal(CheckStatus.Unknown, findings.Max(finding => finding.Status));
        Assert.Equal(before, Resources(world));
    }

    [Fact]
    public async Task A_subnet_that_takes_no_container_group_is_reported_and_the_new_group_deleted()
    {
        OwnNetwork network = Recommended().Subnet("""{"delegations":[]}""", "snet-containers");
        await using LocalWorld world = await LocalWorld.StartAsync(network.Json());
        string[] before = Resources(world);
        (ProbeReport report, _) = await ProbeAsync(world);
        Assert.Contains("SubnetMissingRequiredDelegation", report.Trouble, StringComparison.Ordinal);
        Assert.Equal(before, Resources(world));
    }

    // The second look is the first at the new group: the one before it is for what a killed run left.
    [Theory]
    [InlineData(
        "PUT",
        1,
        409,
        """{"error":{"code":"ContainerGroupQuotaReached","message":"10 of 10"}}""",
        "ContainerGroupQuotaReached"
    )]
    [InlineData(
        "PUT",
        1,
        403,
        """{"error":{"code":"RequestDisallowedByPolicy","message":"no"}}""",
        "RequestDisallowedByPolicy"
    )]
    [InlineData("GET", 2, 404, """{"error":{"code":"ResourceNotFound","message":"no"}}""", "Someone else deleted")]
    [InlineData(
        "GET",
        2,
        200,
        """{"properties":{"provisioningState":"Canceled"}}""",
        "did not start: its group is Canceled"
    )]
    [InlineData(
        "GET",
        2,
        200,
        """{"properties":{"containers":[{"properties":{"instanceView":{"currentState":{"state":"Terminated","exitCode":137}}}}]}}""",
        "ended with the exit code 137"
    )]
    [InlineData("GET", 2, 200, """{"properties":{"containers":[7,null,{"properties":"x"}]}}""", null)]
    public async Task A_container_group_in_an_odd_state_is_reported_and_deleted(
        string method,
        int nth,
        int status,
        string body,
        string? said
    )
    {
        await using LocalWorld world = await LocalWorld.StartAsync(
            Recommended().Json(),
            $$$$"""
            {"rules":[{"method":"{{{{method}}}}","path":"*/containerGroups/jumpbox-probe-*","nth":{{{{nth}}}},"answer":{"status":{{{{status}}}},"body":{{{{body}}}}}},
            {"method":"GET","path":"*/containerGroups/jumpbox-probe-*/logs*","answer":{"status":200,"body":{"content":"{{{{(
                said is null ? """begin\nend""" : "begin"
            )}}}}"}}}]}
            """
        );
        string[] before = Resources(world);
        (ProbeReport report, IReadOnlyList<Finding> findings) = await ProbeAsync(world);
        Assert.True(
            said is null ? report.Trouble is null : report.Trouble!.Contains(said, StringComparison.Ordinal),
            report.Trouble
        );
        Assert.Equal(CheckStatus.Unknown, findings.Max(finding => finding.Status));
        Assert.Equal(before, Resources(world));
    }

    [Fact]
    public async Task What_a_killed_run_left_is_deleted_by_the_next_one_when_it_is_old()
    {
        await using LocalWorld world = await LocalWorld.StartAsync(Recommended().Json());
        await LeaveAsync(world, DateTimeOffset.UtcNow.AddHours(-1));
        List<string> said = [];
        (ProbeReport report, _) = await ProbeAsync(world, said.Add);
        Assert.Null(report.Trouble);
        Assert.Contains(said, line => line.StartsWith("An earlier run left the probe", StringComparison.Ordinal));
        Assert.Null(await world.Session.ContainerGroups.GetAsync(Names.Probe, Cancel));
    }

    [Fact]
    public async Task What_a_killed_run_left_is_found_and_deleted_by_a_sweep()
    {
        await using LocalWorld world = await LocalWorld.StartAsync(Recommended().Json());
        await LeaveAsync(world, DateTimeOffset.UtcNow.AddHours(-1));
        Assert.Contains(
            await SweptWorld.PlanAsync(world, Settings),
            thing => thing is { Kind: LeftOverKind.Probe, Stays: null } && thing.Id == $"{Names.Probe}"
        );
        Assert.Contains($"{Names.Probe}", SweptWorld.Removed(await SweptWorld.SweepAsync(world, Settings)));
        Assert.Null(await world.Session.ContainerGroups.GetAsync(Names.Probe, Cancel));
    }

    [Fact]
    public async Task A_running_probe_is_held_by_a_sweep()
    {
        await using LocalWorld world = await LocalWorld.StartAsync(Recommended().Json());
        await LeaveAsync(world, DateTimeOffset.UtcNow);
        Assert.Contains(
            await SweptWorld.PlanAsync(world, Settings),
            thing => thing is { Kind: LeftOverKind.Probe, Stays: not null }
        );
    }

    [Fact]
    public async Task Missing_permissions_are_said_and_nothing_is_created()
    {
        await using LocalWorld world = await LocalWorld.StartAsync(
            Recommended().Json(),
            """{"rules":[{"path":"*/snet-containers/providers/Microsoft.Authorization/permissions*","answer":{"status":200,"body":{"value":[]}}}]}"""
        );
        string[] before = Resources(world);
        (ProbeReport report, _) = await ProbeAsync(world);
        Assert.Contains(
            "the signed-in account lacks Microsoft.Network/virtualNetworks/subnets/join/action at",
            report.Trouble,
            StringComparison.Ordinal
        );
        Assert.Equal(before, Resources(world));
    }

    [Fact]
    public async Task What_cannot_be_deleted_is_a_finding_with_its_command()
    {
        await using LocalWorld world = await LocalWorld.StartAsync(
            Recommended().Json(),
            """{"rules":[{"method":"DELETE","path":"*/containerGroups/*","answer":{"status":403,"body":{"error":{"code":"ScopeLocked","message":"no"}}}}]}"""
        );
        (_, IReadOnlyList<Finding> findings) = await ProbeAsync(world);
        Finding finding = Assert.Single(findings, one => one.Status == CheckStatus.Warn);
        Assert.Contains(
            $"could not delete what it created: {Names.Probe}: ",
            finding.Message,
            StringComparison.OrdinalIgnoreCase
        );
        Assert.StartsWith("az resource delete --ids", finding.Cure!.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_running_probe_is_left_alone()
    {
        await using LocalWorld world = await LocalWorld.StartAsync(Recommended().Json());
        await LeaveAsync(world, DateTimeOffset.UtcNow);
        (ProbeReport report, _) = await ProbeAsync(world);
        Assert.Contains("another run of these settings uses it", report.Trouble, StringComparison.Ordinal);
        Assert.NotNull(await world.Session.ContainerGroups.GetAsync(Names.Probe, Cancel));
    }

    [Fact]
    public async Task Cost_and_lifetime_are_said_first()
    {
        await using LocalWorld world = await LocalWorld.StartAsync(Recommended().Json());
        List<string> said = [];
        _ = await ProbeAsync(world, said.Add);
        Assert.StartsWith("Probe: the container group jumpbox-probe-", said[0], StringComparison.Ordinal);
        Assert.Contains("prices.containerCoreHour", said[0], StringComparison.Ordinal);
        Assert.Contains(said, line => line.EndsWith("was deleted, and a read confirmed it.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_form_with_a_private_link_sends_no_request()
    {
        await using LocalWorld world = await LocalWorld.StartAsync(Original().Json());
        List<string> said = [];
        (ProbeReport report, _) = await ProbeAsync(world, said.Add, "network.containerInstanceSubnetId=");
        Assert.Empty(said);
        Assert.Contains(
            report.Plan.Unprobed,
            sentence => sentence.Contains("takes no container group", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task A_machine_opens_every_flow_of_the_build_subnet_and_nothing_is_left()
    {
        await using LocalWorld world = await LocalWorld.StartAsync(Recommended().Json());
        string[] before = Resources(world);
        List<string> said = [];
        (ProbeReport report, IReadOnlyList<Finding> findings) = await ProbeAsync(world, said.Add, withMachine: true);
        Assert.Null(report.Trouble);
        Assert.Null(report.MachineTrouble);
        Assert.True(report.Plan.Targets.Count(target => target.IsFromBuild) > 7, "so that it takes two commands");
        Assert.Equal(report.Plan.Targets.Count, findings.Count(finding => finding.Status == CheckStatus.Pass));
        Assert.Contains(
            findings,
            finding =>
                finding.Message.Contains("snet-build (10.61.0.", StringComparison.OrdinalIgnoreCase)
                && finding.Message.Contains("answers on port 22", StringComparison.Ordinal)
        );
        Assert.Contains("the virtual machine jumpbox-probe-", said[0], StringComparison.Ordinal);
        Assert.Contains(said, line => line.EndsWith("was deleted, and reads confirmed it.", StringComparison.Ordinal));
        Assert.Equal(before, Resources(world));
    }

    [Fact]
    public async Task A_machine_probes_the_form_with_a_private_link()
    {
        await using LocalWorld world = await LocalWorld.StartAsync(Original().Json());
        string[] before = Resources(world);
        (ProbeReport report, IReadOnlyList<Finding> findings) = await ProbeAsync(
            world,
            null,
            withMachine: true,
            "network.containerInstanceSubnetId="
        );
        Assert.Null(report.MachineTrouble);
        Assert.Contains(findings, finding => finding.Status == CheckStatus.Pass);
        Assert.DoesNotContain(findings, finding => finding.Status == CheckStatus.Fail);
        Assert.Equal(before, Resources(world));
    }

    [Fact]
    public async Task A_blocked_way_out_of_the_build_subnet_is_met_by_the_machine()
    {
        OwnNetwork network = Recommended().Routes(Route("no", "0.0.0.0/0", "None"));
        await using LocalWorld world = await LocalWorld.StartAsync(network.Json());
        (ProbeReport report, IReadOnlyList<Finding> findings) = await ProbeAsync(world, null, withMachine: true);
        Assert.Null(report.MachineTrouble);
        Assert.Contains(
            findings,
            finding =>
                finding.Status == CheckStatus.Fail
                && finding.Message.Contains("as the model says", StringComparison.Ordinal)
        );
        Assert.DoesNotContain(
            findings,
            finding => finding.Message.StartsWith("Contradiction", StringComparison.Ordinal)
        );
    }

    [Theory]
    [InlineData("virtualMachines/jumpbox-probe-*", 409, "SkuNotAvailable", "SkuNotAvailable")]
    [InlineData("networkInterfaces/jumpbox-probe-*", 403, "RequestDisallowedByPolicy", "RequestDisallowedByPolicy")]
    public async Task A_machine_that_is_refused_leaves_the_container_its_answers(
        string path,
        int status,
        string code,
        string said
    )
    {
        await using LocalWorld world = await LocalWorld.StartAsync(
            Recommended().Json(),
            $$$$"""{"rules":[{"method":"PUT","path":"*/{{{{path}}}}","answer":{"status":{{{{status}}}},"body":{"error":{"code":"{{{{code}}}}","message":"no"} } } }]}"""
        );
        string[] before = Resources(world);
        (ProbeReport report, IReadOnlyList<Finding> findings) = await ProbeAsync(world, null, withMachine: true);
        Assert.Null(report.Trouble);
        Assert.Contains(said, report.MachineTrouble, StringComparison.Ordinal);
        Assert.Contains(findings, finding => finding.Status == CheckStatus.Pass);
        Assert.Equal(CheckStatus.Unknown, findings.Max(finding => finding.Status));
        Assert.Equal(before, Resources(world));
    }

    [Fact]
    public async Task A_machine_that_a_killed_run_left_is_deleted_by_the_next_one_and_by_a_sweep()
    {
        await using LocalWorld world = await LocalWorld.StartAsync(Recommended().Json());
        await LeaveMachineAsync(world, DateTimeOffset.UtcNow.AddHours(-1));
        (ProbeReport report, _) = await ProbeAsync(world, null, withMachine: true);
        Assert.Null(report.MachineTrouble);
        Assert.Null(await world.Session.Machines.GetAsync(Names.ProbeMachine, Cancel));

        await LeaveMachineAsync(world, DateTimeOffset.UtcNow.AddHours(-1));
        IEnumerable<string> removed = SweptWorld.Removed(await SweptWorld.SweepAsync(world, Settings));
        Assert.Contains($"{Names.ProbeMachine}", removed);
        foreach (ResourceId id in new[] { Names.ProbeMachine, Names.ProbeInterface, Names.ProbeDisk })
        {
            Assert.Null(await world.Session.Machines.GetAsync(id, Cancel));
        }
    }

    [Fact]
    public async Task A_machine_of_someone_else_with_the_name_is_left_alone()
    {
        await using LocalWorld world = await LocalWorld.StartAsync(Recommended().Json());
        await LeaveMachineAsync(world, DateTimeOffset.UtcNow);
        (ProbeReport report, _) = await ProbeAsync(world, null, withMachine: true);
        Assert.Contains("another run of these settings uses it", report.MachineTrouble, StringComparison.Ordinal);
        Assert.NotNull(await world.Session.Machines.GetAsync(Names.ProbeMachine, Cancel));
    }

    [Fact]
    public async Task A_machine_needs_its_own_permissions()
    {
        await using LocalWorld world = await LocalWorld.StartAsync(
            Recommended().Json(),
            """{"rules":[{"path":"*/snet-build/providers/Microsoft.Authorization/permissions*","answer":{"status":200,"body":{"value":[]}}}]}"""
        );
        string[] before = Resources(world);
        (ProbeReport report, _) = await ProbeAsync(world, null, withMachine: true);
        Assert.Contains("subnets/join/action at", report.MachineTrouble, StringComparison.Ordinal);
        Assert.Equal(before, Resources(world));
    }

    private static string[] Resources(LocalWorld world) => [.. world.Server.Snapshot().ResourceIds];

    private static Names Names => new(LocalWorld.Known(Settings).Settings);

    private static async Task LeaveAsync(LocalWorld world, DateTimeOffset started)
    {
        JumpboxSettings settings = LocalWorld.Known(Settings).Settings;
        _ = await world.Session.ResourceGroups.EnsureAsync(
            settings.SubscriptionId,
            settings.ResourceGroups.Builder,
            settings.Location,
            Names.Tags("unknown"),
            Cancel
        );
        ArmOperation creation = await world.Session.ContainerGroups.CreateAsync(
            Names.Probe,
            ProbeGroup.Body(settings, "exit", "1 tcp localhost 1", started),
            Cancel
        );
        _ = await creation.WaitAsync(Cancel);
    }

    private static async Task LeaveMachineAsync(LocalWorld world, DateTimeOffset started)
    {
        Checks.Facts known = LocalWorld.Known(Settings);
        _ = await world.Session.ResourceGroups.EnsureAsync(
            known.Settings.SubscriptionId,
            known.Settings.ResourceGroups.Builder,
            known.Settings.Location,
            Names.Tags("unknown"),
            Cancel
        );
        BaseImage? image = BaseImage.Resolve(known.Settings.Image.Base, known.Pins!);
        MachineOrder order = ProbeMachine.Order(known.Settings, image, started);
        ArmOperation card = await world.Session.Machines.CreateAsync(
            Names.ProbeInterface,
            MachineBody.Interface(order),
            Cancel
        );
        _ = await card.WaitAsync(Cancel);
        ArmOperation machine = await world.Session.Machines.CreateAsync(
            Names.ProbeMachine,
            MachineBody.Machine(order),
            Cancel
        );
        _ = await machine.WaitAsync(Cancel);
    }

    private static Task<(ProbeReport, IReadOnlyList<Finding>)> ProbeAsync(
        LocalWorld world,
        Action<string>? say = null,
        params string[] settings
    ) => ProbeAsync(world, say, false, settings);

    private static async Task<(ProbeReport, IReadOnlyList<Finding>)> ProbeAsync(
        LocalWorld world,
        Action<string>? say,
        bool withMachine,
        params string[] settings
    )
    {
        Checks.Facts known = LocalWorld.Known([.. Settings, .. settings]);
        ProbeReport report = await new Probe(
            world.Session,
            known.Settings,
            BaseImage.Resolve(known.Settings.Image.Base, known.Pins!),
            say ?? (_ => { })
        ).RunAsync(ProbePlan.Of(known.Settings, known.Egress, withMachine), "exit", "unknown", Cancel);
        Checks.Facts facts = await Azure.Facts.FactGatherer.GatherAsync(
            world.Session,
            known with
            {
                Probe = report,
            },
            CheckRegistry.Needs(known.Settings.Skip),
            Cancel
        );
        return (
            report,
            CheckRegistry.Run(facts, known.Settings.Skip).Single(result => result.Id == "probed-flows").Findings
        );
    }
}
