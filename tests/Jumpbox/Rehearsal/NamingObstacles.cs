using Jumpbox.Rehearsal;

namespace Jumpbox.Tests.Rehearsal;

/// <summary>What keeps an engine from working is named with what to do about it.</summary>
public sealed class NamingObstacles
{
    private static readonly EngineFacts Good = new() { Cache = "/cache" };

    [Fact]
    public void A_machine_that_has_everything_has_no_obstacle()
    {
        Assert.Null(Good.Obstacle(Identity.Root));
        Assert.Null((Good with { Privileged = false }).Obstacle(Identity.User));
    }

    [Fact]
    public void Another_system_than_linux_is_named() =>
        AssertObstacle(Good with { Linux = false }, "it requires Linux");

    [Fact]
    public void Missing_programs_are_named_with_their_packages() =>
        AssertObstacle(
            Good with
            {
                Missing = ["mmdebstrap", "ip"],
            },
            "mmdebstrap, ip is missing: apt-get install mmdebstrap"
        );

    [Fact]
    public void Too_little_space_is_named_in_numbers() =>
        AssertObstacle(Good with { Free = 100 << 20 }, "/cache has 100 MiB free, but 3072 are required");

    [Fact]
    public void A_kernel_without_overlay_is_named_with_another_place() =>
        AssertObstacle(
            Good with
            {
                Trial = EngineFacts.NoOverlay,
            },
            "the kernel does not support an overlay over /cache: modprobe overlay"
        );

    [Fact]
    public void Namespaces_that_the_kernel_refuses_are_named_for_each_identity()
    {
        EngineFacts facts = Good with { Trial = 1 };
        Assert.Contains("SYS_ADMIN", facts.Obstacle(Identity.Root), StringComparison.Ordinal);
        Assert.Contains("/etc/subuid", facts.Obstacle(Identity.User), StringComparison.Ordinal);
    }

    [Fact]
    public void An_ordinary_user_is_sent_from_the_engine_root_to_the_other_one() =>
        Assert.Contains(
            "or use the engine rootless",
            (Good with { Privileged = false }).Obstacle(Identity.Root),
            StringComparison.Ordinal
        );

    private static void AssertObstacle(EngineFacts facts, string obstacle)
    {
        Assert.StartsWith(obstacle, facts.Obstacle(Identity.Root), StringComparison.Ordinal);
        Assert.StartsWith(obstacle, facts.Obstacle(Identity.User), StringComparison.Ordinal);
    }
}
