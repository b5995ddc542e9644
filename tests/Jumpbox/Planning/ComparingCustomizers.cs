using Jumpbox.Customizer;
using Jumpbox.Planning;

namespace Jumpbox.Tests.Planning;

public sealed class ComparingCustomizers
{
    private static readonly CustomizerPlan Deployed = new(
        [new("harden", ["a", "b"]), new("hygiene", ["clean"])],
        [new("hygiene", ["check"])]
    );

    [Fact]
    public void Equal_steps_are_the_same() =>
        Assert.All(CustomizerDifference.Between(Deployed, Deployed), step => Assert.Equal("same", step.Kind));

    [Fact]
    public void A_validation_is_not_taken_for_the_step_of_the_same_name() =>
        Assert.Equal(
            ["harden", "hygiene", "validation hygiene"],
            CustomizerDifference.Between(Deployed, Deployed).Select(step => step.Name)
        );

    [Fact]
    public void A_changed_step_tells_the_lines_that_come_and_go()
    {
        PlannedStep step = CustomizerDifference.Between(
            Deployed,
            Deployed with
            {
                Customize = [new("harden", ["a", "c"]), new("hygiene", ["clean"])],
            }
        )[0];

        Assert.Equal(("changed", "c", "b"), (step.Kind, Assert.Single(step.Added), Assert.Single(step.Removed)));
    }

    [Fact]
    public void A_step_that_is_not_wanted_any_more_is_removed() =>
        Assert.Contains(
            CustomizerDifference.Between(Deployed, Deployed with { Validate = [] }),
            step => step is { Name: "validation hygiene", Kind: "removed" }
        );
}
