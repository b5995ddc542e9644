using Build.Arguments;
using Build.Preflight;
using Cake.Core;

namespace Build.Tests;

public sealed class LookingBeforeTheFirstTarget
{
    // They send no request to Azure, or look for themselves, or judge without a cloud too.
    private static readonly string[] Without =
    [
        "Compare",
        "Default",
        "Gate",
        "Images",
        "Init",
        "Mirror",
        "Propose",
        "Rehearse",
        "Scan",
        "Serve",
        "Test",
    ];

    [Fact]
    public void Every_target_that_works_in_Azure_is_looked_at_before_it_starts() =>
        Assert.All(
            Targets.All.Select(target => target.Name).Except(Without),
            target => Assert.True(TargetNeeds.Of(Given(("target", target)))?.Azure, target)
        );

    private static GivenArguments Given(params (string Name, string Value)[] arguments) =>
        new(new CakeArguments(arguments.ToLookup(one => one.Name, one => one.Value, StringComparer.OrdinalIgnoreCase)));
}
