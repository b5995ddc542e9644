using Jumpbox.Pins;
using Jumpbox.Tools;

namespace Jumpbox.Tests.Tools;

/// <summary>What is lower, gone, moved or proven less than what is pinned is a decision of a person, for each tool.</summary>
public sealed class SteppingBack
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_lower_version_because_the_pinned_one_was_withdrawn_stops_the_update_by_name()
    {
        await using PublisherWorld world = await PublisherWorld.StartAsync();
        world.Publish("yq", "4.54.1");
        world.Publish("yq", "4.55.0", daysAgo: 20);
        LockedTool pin = (await world.ResolveAsync("yq")).Pin!;
        Withdraw(world, "yq", "v4.55.0");

        ToolResolution refused = await ResolveAsync(world, "yq", pin);

        Assert.Null(refused.Pin);
        Assert.Contains("the pinned release v4.55.0 was withdrawn", refused.Failure);
        Assert.Contains("4.54.1 is lower than the pinned 4.55.0", refused.Failure);
        Assert.Contains("--accept=yq", refused.Failure);
    }

    [Fact]
    public async Task A_withdrawn_release_stops_it_even_if_there_is_a_newer_one()
    {
        await using PublisherWorld world = await PublisherWorld.StartAsync();
        world.Publish("yq", "4.54.1");
        LockedTool pin = (await world.ResolveAsync("yq")).Pin!;
        Withdraw(world, "yq", "v4.54.1");
        world.Publish("yq", "4.55.0", daysAgo: 20);

        Assert.Contains("v4.54.1 was withdrawn", (await ResolveAsync(world, "yq", pin)).Failure);
    }

    [Fact]
    public async Task A_withdrawn_release_is_named_also_if_no_other_release_can_be_used()
    {
        await using PublisherWorld world = await PublisherWorld.StartAsync();
        world.Publish("yq", "4.54.1");
        LockedTool pin = (await world.ResolveAsync("yq")).Pin!;
        Withdraw(world, "yq", "v4.54.1");
        world.Publish("yq", "4.55.0", daysAgo: 2);

        string? failure = (await ResolveAsync(world, "yq", pin)).Failure;

        Assert.Contains("the pinned release v4.54.1 was withdrawn", failure);
        Assert.Contains("4.55.0: it is younger than 7 days", failure);
    }

    [Fact]
    public async Task A_release_that_became_a_draft_again_is_withdrawn()
    {
        await using PublisherWorld world = await PublisherWorld.StartAsync();
        world.Publish("yq", "4.54.1");
        LockedTool pin = (await world.ResolveAsync("yq")).Pin!;
        Release(world, "yq", "v4.54.1")["draft"] = true;
        world.Publish("yq", "4.55.0", daysAgo: 20);

        Assert.Contains("v4.54.1 was withdrawn", (await ResolveAsync(world, "yq", pin)).Failure);
        Assert.Contains(
            "no longer has a release v4.54.1",
            (await world.Resolver().ConfirmAsync(world.Tool("yq"), pin, Cancel)).Failure
        );
    }

    [Fact]
    public async Task A_release_that_became_a_pre_release_stops_it_with_that_reason_and_fails_the_check()
    {
        await using PublisherWorld world = await PublisherWorld.StartAsync();
        world.Publish("yq", "4.54.1");
        world.Publish("yq", "4.55.0", daysAgo: 20);
        LockedTool pin = (await world.ResolveAsync("yq")).Pin!;
        Release(world, "yq", "v4.55.0")["prerelease"] = true;

        string? update = (await ResolveAsync(world, "yq", pin)).Failure;
        string? check = (await world.Resolver().ConfirmAsync(world.Tool("yq"), pin, Cancel)).Failure;

        Assert.Contains("4.54.1 is lower than the pinned 4.55.0, which cannot be used: it is a pre-release", update);
        Assert.Contains("v4.55.0 is a pre-release now", check);
    }

    [Fact]
    public async Task A_tag_that_moved_stops_it_and_fails_the_check()
    {
        await using PublisherWorld world = await PublisherWorld.StartAsync();
        world.Publish("yq", "4.54.1");
        LockedTool pin = (await world.ResolveAsync("yq")).Pin! with { Commit = new string('a', 40) };

        string? update = (await ResolveAsync(world, "yq", pin)).Failure;
        string? check = (await world.Resolver().ConfirmAsync(world.Tool("yq"), pin, Cancel)).Failure;

        Assert.All(
            new[] { update, check },
            failure => Assert.Contains($"the tag v4.54.1 moved from commit {new string('a', 40)} to", failure)
        );
    }

    [Fact]
    public async Task A_tag_that_moved_stops_it_even_if_there_is_a_newer_release()
    {
        await using PublisherWorld world = await PublisherWorld.StartAsync();
        world.Publish("yq", "4.54.1");
        LockedTool pin = (await world.ResolveAsync("yq")).Pin! with { Commit = new string('a', 40) };
        world.Publish("yq", "4.55.0", daysAgo: 20);

        Assert.Contains("the tag v4.54.1 moved from commit", (await ResolveAsync(world, "yq", pin)).Failure);
    }

    [Fact]
    public async Task A_tag_that_is_gone_is_a_step_back()
    {
        await using PublisherWorld world = await PublisherWorld.StartAsync();
        world.Publish("yq", "4.54.1");
        LockedTool pin = (await world.ResolveAsync("yq")).Pin!;

        Assert.Contains(
            $"the tag v4.54.1 no longer exists; it was at commit {pin.Commit}",
            StepsBack.Between(pin, pin with { Commit = null }, [], null, [])
        );
    }

    [Fact]
    public async Task A_signature_that_is_gone_stops_it()
    {
        await using PublisherWorld world = await PublisherWorld.StartAsync();
        world.Publish("terraform", "1.5.7");
        LockedTool pin = (await world.ResolveAsync("terraform")).Pin!;
        ToolDefinition unsigned = world.Tool("terraform") with { Signature = null };

        ToolResolution refused = await world
            .Resolver()
            .ResolveAsync(unsigned, pin, new ResolveOptions(TimeSpan.FromDays(7), false), Cancel);

        Assert.Contains("is no longer signed", refused.Failure);
    }

    [Fact]
    public async Task What_is_accepted_for_a_tool_is_pinned_as_it_is_now()
    {
        await using PublisherWorld world = await PublisherWorld.StartAsync();
        world.Publish("yq", "4.54.1");
        world.Publish("yq", "4.55.0", daysAgo: 20);
        LockedTool pin = (await world.ResolveAsync("yq")).Pin!;
        Withdraw(world, "yq", "v4.55.0");

        ToolResolution other = await ResolveAsync(world, "yq", pin, "helm");
        ToolResolution accepted = await ResolveAsync(world, "yq", pin, "yq");

        Assert.NotNull(other.Failure);
        Assert.Equal("4.54.1", accepted.Pin?.Version);
    }

    [Fact]
    public async Task An_accepted_file_that_changed_keeps_no_confirmation_of_the_former_one()
    {
        await using PublisherWorld world = await PublisherWorld.StartAsync();
        world.Publish("yq", "4.54.1");
        LockedTool pin = (await world.ResolveAsync("yq")).Pin!;
        LockedTool former = pin with
        {
            Artifacts =
            [
                .. pin.Artifacts.Select(file =>
                    file with
                    {
                        Sha256 = new string('b', 64),
                        Verified = [new Verification(VerificationKind.Hashed, null)],
                    }
                ),
            ],
        };

        ToolResolution refused = await ResolveAsync(world, "yq", former);
        ToolResolution accepted = await ResolveAsync(world, "yq", former, "yq");

        Assert.Contains("a released file must not change", refused.Failure);
        Assert.Equal(pin.Artifacts[0].Sha256, accepted.Pin!.Artifacts[0].Sha256);
        Assert.DoesNotContain(accepted.Pin.Artifacts[0].Verified, one => one.Kind == VerificationKind.Hashed);
    }

    private static Task<ToolResolution> ResolveAsync(
        PublisherWorld world,
        string tool,
        LockedTool pin,
        params string[] accepted
    ) =>
        world
            .Resolver()
            .ResolveAsync(
                world.Tool(tool),
                pin,
                new ResolveOptions(TimeSpan.FromDays(7), false) { Accepted = accepted },
                Cancel
            );

    private static System.Text.Json.Nodes.JsonObject Release(PublisherWorld world, string tool, string tag) =>
        world.Server.Releases[world.Tool(tool).Repository].Single(release => (string?)release["tag_name"] == tag);

    private static void Withdraw(PublisherWorld world, string tool, string tag) =>
        world.Server.Releases[world.Tool(tool).Repository].RemoveAll(release => (string?)release["tag_name"] == tag);
}
