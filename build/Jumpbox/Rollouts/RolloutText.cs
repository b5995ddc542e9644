namespace Jumpbox.Rollouts;

/// <summary>A rollout in words.</summary>
public static class RolloutText
{
    /// <summary>What is done next, as a sentence.</summary>
    /// <param name="step">The step.</param>
    /// <param name="sight">What it was decided from.</param>
    public static string Of(RolloutStep step, RolloutSight sight) =>
        step switch
        {
            RolloutStep.Finished => sight.Failed is null
                ? $"Revision {sight.Target}: {Count(sight.Instances)} healthy, no other revision exists."
                : $"Revision {sight.Target}, the one before, is complete again: {Count(sight.Instances)} healthy.",
            RolloutStep.Grow grow => $"Revision {sight.Target}: creating up to {Count(grow.Machines)}.",
            RolloutStep.Restrict restrict =>
                $"Just-in-time access: SSH of {string.Join(", ", restrict.Machines.Select(one => one.Name))} is closed until someone requests it.",
            RolloutStep.AwaitHealth wait =>
                $"Waiting for the health of {string.Join(", ", wait.Machines.Select(one => one.Name))}.",
            RolloutStep.AskSessions ask =>
                $"Closing {string.Join(", ", ask.Machines.Select(one => one.Name))} to new sign-ins.",
            RolloutStep.Open open =>
                $"Opening {string.Join(", ", open.Machines.Select(one => one.Name))} to sign-ins again.",
            RolloutStep.AwaitLeaving leaving => sight.OnlyNotifies
                ? $"Waiting for the deadline of {string.Join(", ", leaving.Machines.Select(one => one.Name))}."
                : $"Waiting until people have left {string.Join(", ", leaving.Machines.Select(one => one.Name))}.",
            RolloutStep.Delete delete => $"Deleting {delete.Machine.Name}: {delete.Why}.",
            RolloutStep.Retire retire => $"Deleting what remains of revision {retire.Revision}.",
            RolloutStep.GoBack back =>
                $"{back.Machine.Name} is not healthy: {back.Machine.Why}. Going back to the revision before.",
            RolloutStep.Halt halt => halt.Why,
            _ => "",
        };

    /// <summary>The end of a rollout that went back.</summary>
    /// <param name="why">Why.</param>
    /// <param name="model">What was to be rolled out.</param>
    public static RolloutStep.Halt WentBack(string why, RolloutModel model) =>
        new(
            $"{model.Image} was not rolled out: {why}. The machines are those of the revision before.",
            "look at the image, or name another one with --image=VERSION; the same command tries it again"
        );

    private static string Count(int machines) => machines == 1 ? "1 machine" : $"{machines} machines";
}
