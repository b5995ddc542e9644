using System.Text.Json.Nodes;
using Jumpbox.Azure.Arm;
using Jumpbox.Azure.Clients;
using Jumpbox.Azure.Rollouts;
using Jumpbox.Azure.Tests.Steps;
using Jumpbox.Leases;
using Jumpbox.Life;

namespace Jumpbox.Azure.Tests.Rollouts;

/// <summary>Rollouts in LocalAzure: what they create, replace, keep and refuse.</summary>
public sealed class RollingOut(CompiledTemplates templates)
{
    private const string Sick = """{"rules":[{"health":"Unhealthy","image":"*/versions/1.0.2"}]}""";

    [Theory]
    [InlineData("machines")]
    [InlineData("uniform")]
    [InlineData("flexible")]
    public async Task A_new_release_replaces_the_machines_one_after_another_and_a_second_run_writes_nothing(string kind)
    {
        await using RolloutWorld world = await RolloutWorld.StartAsync(templates, kind);
        await world.ReleaseAsync("1.0.1");
        RolloutOutcome first = await world.RunAsync();
        Assert.True(first.Trouble is null, first.Trouble);
        Assert.Equal(["1.0.1", "1.0.1"], await world.MachinesAsync());

        await world.ReleaseAsync("1.0.2");
        RolloutOutcome second = await world.RunAsync();
        Assert.True(second.Trouble is null, second.Trouble);
        Assert.Equal(["1.0.2", "1.0.2"], await world.MachinesAsync());
        Assert.Equal(["1.0.1"], second.Replaced.Select(image => image[(image.LastIndexOf('/') + 1)..]));

        string[] before = world.Resources();
        int writes = Writes(world);
        Assert.False((await world.RunAsync()).HasChanged);
        Assert.Equal(writes, Writes(world));
        Assert.Equal(before, world.Resources());
    }

    [Theory]
    [InlineData("machines")]
    [InlineData("uniform")]
    [InlineData("flexible")]
    public async Task The_first_machine_that_is_not_healthy_turns_it_back_and_nothing_of_the_version_before_changes(
        string kind
    )
    {
        await using RolloutWorld world = await RolloutWorld.StartAsync(templates, kind, Sick);
        await world.ReleaseAsync("1.0.1");
        _ = await world.RunAsync();
        string[] before = world.Resources();
        await world.ReleaseAsync("1.0.2");

        RolloutOutcome outcome = await world.RunAsync();

        Assert.Contains("1.0.2 was not rolled out", outcome.Trouble, StringComparison.Ordinal);
        Assert.Contains("it reports that it is unhealthy", outcome.Trouble, StringComparison.Ordinal);
        Assert.Equal(["1.0.1", "1.0.1"], await world.MachinesAsync());
        Assert.Equal(Lasting(before), Lasting(world.Resources()));
    }

    [Fact]
    public async Task A_machine_that_fails_late_brings_back_the_machines_that_were_deleted_already()
    {
        await using RolloutWorld world = await RolloutWorld.StartAsync(
            templates,
            "uniform",
            """{"rules":[{"health":"Unhealthy","path":"*/virtualMachines/*","image":"*/versions/1.0.2","nth":2}]}"""
        );
        await world.ReleaseAsync("1.0.1");
        _ = await world.RunAsync();
        await world.ReleaseAsync("1.0.2");

        RolloutOutcome outcome = await world.RunAsync();

        Assert.Contains("1.0.2 was not rolled out", outcome.Trouble, StringComparison.Ordinal);
        Assert.Equal(["1.0.1", "1.0.1"], await world.MachinesAsync());
        Assert.Equal(
            2,
            world.Said.Count(line =>
                line.StartsWith("Deleting vmss", StringComparison.Ordinal) && line.Contains("nobody")
            )
        );
    }

    [Fact]
    public async Task A_creation_that_never_ends_turns_it_back()
    {
        await using RolloutWorld world = await RolloutWorld.StartAsync(
            templates,
            "uniform",
            """{"rules":[{"neverCreated":true,"path":"*/virtualMachines/*","image":"*/versions/1.0.2"}]}"""
        );
        await world.ReleaseAsync("1.0.1");
        _ = await world.RunAsync();
        await world.ReleaseAsync("1.0.2");
        RolloutOutcome outcome = await world.RunForLongAsync();

        Assert.Contains("within 20 minutes", outcome.Trouble, StringComparison.Ordinal);
        Assert.Equal(["1.0.1", "1.0.1"], await world.MachinesAsync());
    }

    [Fact]
    public async Task Someone_who_is_signed_in_is_waited_for_and_then_the_next_run_continues()
    {
        await using RolloutWorld world = await RolloutWorld.StartAsync(
            templates,
            "uniform",
            """{"rules":[{"runCommand":{"output":"session ops\nclosed\nsessions-end 1\n"},"script":"*ACTION='close'*","times":8}]}""",
            "rollout.loggedInMinutes=5"
        );
        world.Life.Clock.AutoAdvanceAmount = TimeSpan.FromSeconds(2);
        await world.ReleaseAsync("1.0.1");
        _ = await world.RunAsync();
        await world.ReleaseAsync("1.0.2");

        RolloutOutcome outcome = await world.RunAsync();
        int tries = 1;
        Assert.Contains("ops is signed in", outcome.Trouble, StringComparison.Ordinal);
        Assert.Contains("1.0.1", await world.MachinesAsync());
        while (outcome.Trouble is not null && tries++ < 10)
        {
            outcome = await world.RunAsync();
        }
        Assert.True(outcome.Trouble is null, outcome.Trouble);
        Assert.Equal(["1.0.2", "1.0.2"], await world.MachinesAsync());
    }

    [Theory]
    [InlineData("uniform")]
    [InlineData("machines")]
    public async Task A_machine_that_was_closed_is_opened_again_when_its_version_is_named_after_all(string kind)
    {
        await using RolloutWorld world = await RolloutWorld.StartAsync(
            templates,
            kind,
            """{"rules":[{"runCommand":{"output":"session ops\nclosed\nsessions-end 1\n"},"script":"*ACTION='close'*"}]}""",
            "rollout.loggedInMinutes=5"
        );
        await world.ReleaseAsync("1.0.1");
        _ = await world.RunAsync();
        await world.ReleaseAsync("1.0.2");
        RolloutOutcome waiting = await world.RunForLongAsync();
        Assert.Contains("ops is signed in", waiting.Trouble, StringComparison.Ordinal);

        _ = await world.RunForLongAsync("1.0.1");

        Assert.Contains(
            world.Said,
            line =>
                line.StartsWith("Opening v", StringComparison.Ordinal)
                && line.Contains(" to sign-ins again", StringComparison.Ordinal)
        );
        Assert.DoesNotContain(world.Said, line => line.Contains("may refuse sign-ins", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("""{"runCommand":{"output":"session ops\nclosed\nsessions-end 1\n"},"script":"*ACTION='close'*"}""")]
    [InlineData("""{"runCommand":"never","script":"*ACTION='close'*"}""")]
    [InlineData("""{"runCommand":{"output":"session ops\nclosed\n"},"script":"*ACTION='close'*"}""")]
    public async Task After_a_notice_and_its_deadline_the_machine_is_deleted_whoever_is_signed_in(string rule)
    {
        await using RolloutWorld world = await RolloutWorld.StartAsync(
            templates,
            "flexible",
            $$"""{"rules":[{{rule}}]}""",
            "rollout.loggedIn=notice",
            "rollout.loggedInMinutes=5"
        );
        await world.ReleaseAsync("1.0.1");
        _ = await world.RunAsync();
        await world.ReleaseAsync("1.0.2");

        RolloutOutcome outcome = await world.RunForLongAsync();

        Assert.True(outcome.Trouble is null, outcome.Trouble);
        Assert.Equal(["1.0.2", "1.0.2"], await world.MachinesAsync());
        Assert.Contains(world.Said, line => line.Contains("its deadline has passed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_not_of_this_rollout_is_named_and_stays()
    {
        await using RolloutWorld world = await RolloutWorld.StartAsync(templates, "uniform");
        const string foreign = $"{RolloutWorld.Group}/providers/Microsoft.Compute/virtualMachines/vm-theirs";
        await world.ReleaseAsync("1.0.1");
        await world.Life.StartMachineAsync(foreign, $"{Life.LifeWorld.Definition}/versions/1.0.1");
        _ = await world.RunAsync();
        await world.ReleaseAsync("1.0.2");
        _ = await world.RunAsync();
        Assert.Contains(foreign, world.Resources(), StringComparer.OrdinalIgnoreCase);
        Assert.Contains(world.Said, line => line.Contains("vm-theirs", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_the_group_of_the_machines_it_says_which_setting_names_it()
    {
        await using RolloutWorld world = await RolloutWorld.StartAsync(
            templates,
            "uniform",
            null,
            "rollout.resourceGroup=rg-none"
        );
        await world.ReleaseAsync("1.0.1");
        LifeException refused = await Assert.ThrowsAsync<LifeException>(() => world.RunAsync());
        Assert.Contains("rg-none of the machines does not exist", refused.Message, StringComparison.Ordinal);
        Assert.Contains("rollout.resourceGroup", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_addresses_for_one_more_machine_nothing_is_changed()
    {
        await using RolloutWorld world = await RolloutWorld.StartAsync(
            templates,
            "uniform",
            null,
            "rollout.instances=12"
        );
        await world.ReleaseAsync("1.0.1");
        LifeException refused = await Assert.ThrowsAsync<LifeException>(() => world.RunAsync());
        Assert.Contains("snet-ops has 11 free addresses, and 12 are needed", refused.Message, StringComparison.Ordinal);
        Assert.Empty(await world.MachinesAsync());
    }

    [Fact]
    public async Task Of_two_rollouts_at_once_one_gives_way()
    {
        await using RolloutWorld world = await RolloutWorld.StartAsync(templates, "uniform");
        await world.ReleaseAsync("1.0.1");
        using AzureSession one = world.Life.Connect();
        using AzureSession mine = one.Beside(
            one.Options with
            {
                Holder = new LeaseHolder("111111111111", "a run on one"),
            }
        );
        using AzureSession two = world.Life.Connect();
        using AzureSession other = two.Beside(
            two.Options with
            {
                Holder = new LeaseHolder("222222222222", "a run on two"),
            }
        );
        bool refused = false;
        world.Life.Invariant = async () =>
        {
            if (
                !refused
                && world.Life.Server.Requests.Any(request => request.Path.Contains("lease", StringComparison.Ordinal))
            )
            {
                refused = true;
                LifeException lost = await Assert.ThrowsAsync<LifeException>(() => world.RunAsync(other));
                Assert.Contains("a run on one is rolling out", lost.Message, StringComparison.Ordinal);
            }
        };
        RolloutOutcome outcome = await world.RunAsync(mine);
        Assert.True(refused);
        Assert.True(outcome.Trouble is null, outcome.Trouble);
    }

    [Fact]
    public async Task The_plan_says_what_differs()
    {
        await using RolloutWorld world = await RolloutWorld.StartAsync(templates, "uniform");
        await world.ReleaseAsync("1.0.1");
        Assert.Contains("0 of 2", string.Join('\n', await world.DriftAsync()), StringComparison.Ordinal);
        _ = await world.RunAsync();
        Assert.Contains("as the settings say", Assert.Single(await world.DriftAsync()), StringComparison.Ordinal);
        await world.ReleaseAsync("1.0.2");
        string drift = string.Join('\n', await world.DriftAsync());
        Assert.Contains("2 of revision", drift, StringComparison.Ordinal);
        Assert.Contains("versions/1.0.1 to be replaced", drift, StringComparison.Ordinal);
    }

    private static string[] Lasting(IEnumerable<string> resources) =>
        [.. resources.Where(id => !id.Contains("/deployments/", StringComparison.OrdinalIgnoreCase))];

    private static int Writes(RolloutWorld world) =>
        world.Life.Server.Requests.Count(request => request.Method is not ("GET" or "HEAD"));
}
