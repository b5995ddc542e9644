using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Jumpbox.Azure.Clients;
using Jumpbox.Azure.Smoke;
using Jumpbox.Azure.Tests.Facts;
using Jumpbox.Customizer;
using Jumpbox.Evidence;
using Jumpbox.Evidence.Booting;
using Jumpbox.Naming;
using Jumpbox.Settings;
using Jumpbox.Smoke;

namespace Jumpbox.Azure.Tests.Smoke;

/// <summary>Smoke in LocalAzure: what it creates, reads, reports and deletes.</summary>
public sealed class StartingMachines
{
    private const string Subnet = $"smoke.subnetId={PaperWorlds.Build}";
    private const string Image = $"{PaperWorlds.ImageGroup}/providers/Microsoft.Compute/images/other";

    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;
    private static readonly OwnSmokeScript Own = new("scripts/smoke/10-own.sh", ["true"]);

    [Fact]
    public async Task Healthy_machines_pass_every_check_and_nothing_is_left()
    {
        Guest guest = new();
        await using LocalWorld world = await BuiltAsync(guest);
        string[] before = Resources(world);
        List<string> said = [];
        SmokeResult result = await RunAsync(world, said.Add);
        SmokeReport report = result.Report;
        Assert.Null(report.Trouble);
        Assert.Empty(report.Open);
        // Nothing boots in LocalAzure, whatever its guests say.
        Assert.Equal(SmokeOutcome.Unknown, report.Outcome);
        Assert.Equal(SmokeOutcome.Pass, (report with { Cloud = "azure" }).Outcome);
        Assert.Equal(
            3 * (1 + SmokeChecks.OfMachine.Count)
                + 2 /* validations and own */
                + 2 /* comparisons */
            ,
            report.Checks.Count
        );
        Assert.Equal("Startup finished in 9.1s", report.Machines[0].BootTime);
        Assert.All(report.Machines, machine => Assert.NotNull(machine.ReadySeconds));
        Assert.NotNull(report.Machines[0].RestartedSeconds);
        Assert.Equal(
            ["1 machine", "1 machine-again", "1 own-10-own", "1 tool-versions", "2 machine"],
            guest.Commands.Order(StringComparer.Ordinal)
        );
        Assert.Contains("=== ", result.Transcript, StringComparison.Ordinal);
        Assert.Equal(before, Resources(world));
        Assert.Empty(report.Left);
        Assert.Contains(said, line => line.Contains("reads confirmed it", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_machine_has_no_public_address_tags_a_deadline_and_what_is_deleted_with_it()
    {
        await using LocalWorld world = await BuiltAsync(new Guest());
        _ = await RunAsync(world);
        Names names = new(SampleSettings.Read(Subnet));
        string[] puts =
        [
            .. world.Server.Requests.Where(request => request.Method == "PUT").Select(request => request.Path),
        ];
        Assert.DoesNotContain(puts, path => path.Contains("publicIPAddresses", StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain(puts, path => path.Contains("networkSecurityGroups", StringComparison.OrdinalIgnoreCase));
        Assert.Contains($"{names.SmokeMachine(1)}", puts, StringComparer.OrdinalIgnoreCase);
        Assert.Contains($"{names.SmokeInterface(2)}", puts, StringComparer.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task An_output_of_hundreds_of_kilobytes_is_read_in_parts()
    {
        string noise = Convert.ToHexString(RandomNumberGenerator.GetBytes(60_000));
        Guest guest = new()
        {
            Says = (machine, command) =>
                command == "own-10-own" ? (0, $"{noise}\nthe end\n") : Guest.Healthy(machine, command),
        };
        await using LocalWorld world = await BuiltAsync(guest);
        SmokeResult result = await RunAsync(world);
        Assert.Contains(noise, result.Transcript, StringComparison.Ordinal);
        Assert.Equal("the end", result.Report.Checks.Single(check => check.Name == "own-10-own").Detail);
        Assert.True(guest.Commands.Count(command => command.Contains("-from-", StringComparison.Ordinal)) > 20);
    }

    [Fact]
    public async Task A_failing_check_and_script_are_reported_and_the_console_is_downloaded()
    {
        Guest guest = new()
        {
            Says = (machine, command) =>
                (machine, command) switch
                {
                    (1, "machine") => (0, Guest.Report(1, 1, failing: "failed-units")),
                    (_, "own-10-own") => (3, "no proxy\n"),
                    _ => Guest.Healthy(machine, command),
                },
        };
        await using LocalWorld world = await BuiltAsync(guest);
        SmokeResult result = await RunAsync(world);
        Assert.Equal(SmokeOutcome.Fail, result.Report.Outcome);
        Assert.Equal(
            [("failed-units", "it is not"), ("own-10-own", "exit code 3: no proxy")],
            result.Report.Open.Select(check => (check.Name, check.Detail)).Order()
        );
        Assert.Equal(["logs/smoke-console-1.log"], result.Diagnostics.Keys);
        Assert.Contains(
            "did not boot",
            System.Text.Encoding.UTF8.GetString(result.Diagnostics["logs/smoke-console-1.log"]),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task An_agent_that_is_never_ready_fails_the_image_after_its_limit()
    {
        const string silent = """
            {"rules":[{"method":"GET","path":"*/instanceView","answer":{"status":200,"body":{"vmAgent":{"vmAgentVersion":"Unknown",
            "statuses":[{"code":"ProvisioningState/Unavailable","level":"Warning","displayStatus":"Not Ready"}]}}}}]}
            """;
        await using LocalWorld world = await BuiltAsync(new Guest(), silent);
        string[] before = Resources(world);
        SmokeResult result = await RunAsync(world, time: new Jumping());
        SmokeCheck agent = result.Report.Open[0];
        Assert.Equal((SmokeChecks.Agent, SmokeOutcome.Fail), (agent.Name, agent.Outcome));
        Assert.Contains(
            "not ready 15 minutes after the machine was created: it is Not Ready",
            agent.Detail,
            StringComparison.Ordinal
        );
        Assert.Contains("logs/smoke-console-1.log", result.Diagnostics.Keys);
        Assert.Equal(
            SmokeOutcome.Unknown,
            result.Report.Checks.Single(check => check is { Name: "sshd", Machine: 2 }).Outcome
        );
        Assert.Equal(before, Resources(world));
    }

    [Fact]
    public async Task A_command_that_never_returns_leaves_its_checks_unknown()
    {
        const string hanging = """
            {"rules":[{"method":"GET","path":"*/runCommands/*","answer":{"status":200,"body":{"properties":{"provisioningState":"Succeeded",
            "instanceView":{"executionState":"Running"}}}}}]}
            """;
        await using LocalWorld world = await BuiltAsync(new Guest(), hanging);
        string[] before = Resources(world);
        SmokeResult result = await RunAsync(world, time: new Jumping());
        Assert.Equal(SmokeOutcome.Unknown, result.Report.Outcome);
        Assert.Contains(
            "its state is Running",
            result.Report.Checks.Single(check => check is { Name: "sshd", Machine: 2 }).Detail,
            StringComparison.Ordinal
        );
        Assert.Equal(before, Resources(world));
    }

    [Theory]
    [InlineData("{}", "smoke.size=Standard_A1_v3", "SkuNotAvailable")]
    [InlineData(
        """{"quotas":{"compute":[{"name":"cores","current":98,"limit":100},{"name":"standardDDSv4Family","current":0,"limit":20}]}}""",
        null,
        "OperationNotAllowed"
    )]
    [InlineData(
        """{"quotas":{"compute":[{"name":"cores","current":0,"limit":100},{"name":"standardDDSv4Family","current":18,"limit":20}]}}""",
        null,
        "OperationNotAllowed"
    )]
    public async Task What_Azure_refuses_is_unknown_and_not_the_image_s_fault(
        string worldFile,
        string? setting,
        string code
    )
    {
        await using LocalWorld world = await BuiltAsync(new Guest(), worldFile: worldFile);
        string[] before = Resources(world);
        SmokeResult result = await RunAsync(world, settings: setting is null ? [] : [setting]);
        Assert.Equal(SmokeOutcome.Unknown, result.Report.Outcome);
        Assert.Contains(
            result.Report.Open,
            check => check.Name == SmokeChecks.Agent && check.Detail.Contains(code, StringComparison.Ordinal)
        );
        Assert.Equal(before, Resources(world));
    }

    [Fact]
    public async Task An_image_that_no_longer_exists_is_unknown()
    {
        await using LocalWorld world = await LocalWorld.StartAsync(SweptWorld.World());
        SmokeResult result = await RunAsync(world);
        Assert.Equal(SmokeOutcome.Unknown, result.Report.Outcome);
        Assert.Contains(result.Report.Open, check => check.Detail.Contains("NotFound", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Missing_rights_are_named_before_anything_is_created()
    {
        await using LocalWorld world = await BuiltAsync(
            new Guest(),
            """{"rules":[{"method":"GET","path":"*/rg-imagebuilders-eastus2/providers/Microsoft.Authorization/permissions","answer":{"status":200,"body":{"value":[{"actions":["*/read"],"notActions":[]}]}}}]}"""
        );
        string[] before = Resources(world);
        SmokeResult result = await RunAsync(world);
        Assert.Contains(
            "the signed-in account lacks Microsoft.Compute/virtualMachines/write",
            result.Report.Trouble,
            StringComparison.Ordinal
        );
        Assert.Equal(before, Resources(world));
    }

    [Fact]
    public async Task What_another_run_uses_is_left_alone_and_what_a_killed_one_left_is_deleted()
    {
        await using LocalWorld world = await BuiltAsync(new Guest());
        JumpboxSettings settings = SampleSettings.Read(Subnet);
        string[] before = Resources(world);
        await LeaveAsync(world, settings, DateTimeOffset.UtcNow);
        SmokeResult held = await RunAsync(world);
        Assert.Contains("another run of these settings uses it", held.Report.Trouble, StringComparison.Ordinal);
        Assert.NotEqual(before, Resources(world));
        await LeaveAsync(world, settings, DateTimeOffset.UtcNow.AddHours(-2));
        List<string> said = [];
        SmokeResult result = await RunAsync(world, said.Add);
        Assert.Empty(result.Report.Open);
        Assert.Contains(said, line => line.StartsWith("An earlier run left machines", StringComparison.Ordinal));
        Assert.Equal(before, Resources(world));
    }

    [Fact]
    public async Task What_a_killed_run_left_is_found_and_deleted_by_a_sweep_after_its_deadline()
    {
        await using LocalWorld world = await BuiltAsync(new Guest());
        JumpboxSettings settings = SampleSettings.Read(Subnet);
        Names names = new(settings);
        await LeaveAsync(world, settings, DateTimeOffset.UtcNow);
        Assert.Contains(
            await SweptWorld.PlanAsync(world, Subnet),
            left => left.Id == $"{names.SmokeMachine(1)}" && left.Stays?.Contains("another run") == true
        );
        await LeaveAsync(world, settings, DateTimeOffset.UtcNow.AddDays(-1));
        string[] removed = [.. SweptWorld.Removed(await SweptWorld.SweepAsync(world, Subnet))];
        Assert.Contains($"{names.SmokeMachine(1)}", removed);
        Assert.All(
            new[] { names.SmokeMachine(1), names.SmokeInterface(1), names.SmokeDisk(1) },
            id => Assert.DoesNotContain($"{id}", Resources(world), StringComparer.OrdinalIgnoreCase)
        );
    }

    private static async Task LeaveAsync(LocalWorld world, JumpboxSettings settings, DateTimeOffset started)
    {
        Names names = new(settings);
        MachineOrder order = new()
        {
            Machine = names.SmokeMachine(1),
            Interface = names.SmokeInterface(1),
            Disk = names.SmokeDisk(1),
            Subnet = settings.Smoke.SubnetId!,
            Location = settings.Location,
            Size = settings.Smoke.Size,
            Image = new() { ["id"] = Image },
            User = SmokePlan.LoginUser,
            Tags = ThrowawayTags.Of(settings, started, Boundaries.Limits.Smoke),
        };
        _ = await (
            await world.Session.Machines.CreateAsync(order.Interface, MachineBody.Interface(order), Cancel)
        ).WaitAsync(Cancel);
        if (await world.Session.Machines.GetAsync(order.Machine, Cancel) is null)
        {
            _ = await (
                await world.Session.Machines.CreateAsync(order.Machine, MachineBody.Machine(order), Cancel)
            ).WaitAsync(Cancel);
        }
        else
        {
            // A tag of another time, as if it were older.
            await world.SendAsync(
                HttpMethod.Patch,
                $"{order.Machine}?api-version=2024-07-01",
                $$"""{"tags":{{order.Tags.ToJsonString()}}}"""
            );
        }
    }

    // An image that LocalAzure has built with the guest as its machine.
    internal static async Task<LocalWorld> BuiltAsync(Guest guest, string? faults = null, string worldFile = "{}")
    {
        JsonObject file = JsonNode.Parse(worldFile)!.AsObject();
        file["resources"] = new JsonArray([
            .. JsonNode.Parse(SweptWorld.World())!["resources"]!.AsArray().Select(one => one!.DeepClone()),
            .. (file["resources"]?.AsArray() ?? []).Select(one => one!.DeepClone()),
        ]);
        LocalWorld world = await LocalWorld.StartAsync(file.ToJsonString(), faults, guest.Start);
        await world.CreateBuilderAsync();
        Assert.Equal("Succeeded", await world.PutTemplateAsync("imgt-other", PaperWorlds.Identity));
        ResourceId template = ResourceId.Parse(
            $"{PaperWorlds.BuilderGroup}/providers/Microsoft.VirtualMachineImages/imageTemplates/imgt-other"
        );
        _ = await world.Session.ImageTemplates.RunAsync(template, Cancel);
        while ((await world.Session.ImageTemplates.GetAsync(template, Cancel)) is { LastRun.IsRunning: true })
        {
            await Task.Delay(50, Cancel);
        }
        Assert.NotNull(await world.Session.FindImageAsync(ResourceId.Parse(Image), Cancel));
        return world;
    }

    // Each look at this clock is ten seconds later.
    private sealed class Jumping : TimeProvider
    {
        private long _looks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Interlocked.Increment(ref _looks) * 10 * TimeSpan.TicksPerSecond;
    }

    internal static async Task<SmokeResult> RunAsync(
        LocalWorld world,
        Action<string>? say = null,
        TimeProvider? time = null,
        params string[] settings
    )
    {
        SmokePlan plan = new(
            new CustomizerPlan([], [new("tool-versions", ["true"])]),
            Path.Combine(Repository.Root, "scripts"),
            [Own]
        );
        using AzureSession session = world.Connect(options => time is null ? options : options with { Time = time });
        return await new SmokeTest(
            session,
            SampleSettings.Read([Subnet, .. settings]),
            plan,
            say ?? (_ => { })
        ).RunAsync(Record(), Cancel);
    }

    private static ImageRecord Record() =>
        new()
        {
            Cloud = "local",
            Subscription = "5f0c1a52-7d1e-4c55-9b6e-0a1b2c3d4e5f",
            Location = "eastus2",
            TemplateId = "",
            TemplateName = "",
            ContentHash = new string('0', 64),
            ImageId = Image,
            ImageState = "Succeeded",
            RunState = "Succeeded",
            BaseImage = new("p", "o", "s", "v"),
            Tools = [],
            LockDigest = "",
            Commit = "",
            Dirty = false,
            Started = DateTimeOffset.UnixEpoch,
            Finished = DateTimeOffset.UnixEpoch,
            RunOutputs = [],
            Checks = [],
        };

    private static string[] Resources(LocalWorld world) =>
        [.. world.Server.Snapshot().ResourceIds.Order(StringComparer.OrdinalIgnoreCase)];
}
