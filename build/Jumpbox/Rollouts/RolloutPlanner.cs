namespace Jumpbox.Rollouts;

/// <summary>
/// Decides the next step of a rollout from what exists, so that a killed one is continued by the same command: nothing is remembered
/// between two steps. New machines come before old ones are deleted, an old one is deleted only if nobody can be signed in to it, and the
/// first new one that is not healthy turns the rollout back. Pure.
/// </summary>
public static class RolloutPlanner
{
    /// <summary>The next step.</summary>
    /// <param name="sight">What exists.</param>
    public static RolloutStep Next(RolloutSight sight)
    {
        RolledMachine[] target = [.. sight.Machines.Where(machine => machine.Revision == sight.Target)];
        RolledMachine[] others = [.. sight.Machines.Where(machine => machine.Revision != sight.Target)];
        RolledMachine[] closed = [.. target.Where(machine => machine.MayBeClosed)];
        if (closed.Length > 0 && target.Length <= sight.Instances)
        {
            return new RolloutStep.Open(closed);
        }
        if (sight.Failed is { } failed && others.FirstOrDefault(one => IsBad(one, failed)) is { } bad)
        {
            // It was never healthy, so nobody has used it.
            return new RolloutStep.Delete(bad, bad.Why);
        }
        if (target.FirstOrDefault(machine => machine.Health == MachineHealth.Unhealthy) is { } sick)
        {
            return OfSick(sight, sick, others);
        }
        if (!sight.IsRestricted && sight.Machines.Count > 0)
        {
            return new RolloutStep.Restrict(sight.Machines);
        }
        RolledMachine[] pending = [.. target.Where(machine => machine.Health == MachineHealth.Pending)];
        if (pending.Length > 0)
        {
            return new RolloutStep.AwaitHealth(pending);
        }
        int missing = sight.Instances - target.Length;
        int room = sight.Instances + sight.Surge - sight.Machines.Count;
        if (missing > 0 && others.Length > 0 && !sight.CanGrow)
        {
            return new RolloutStep.Halt(
                $"{target.Length} of {sight.Instances} machines of the revision before exist; the others were deleted already, and single machines "
                    + "are not created from an earlier revision.",
                "run Rollout with --image=VERSION for the version before"
            );
        }
        if (missing > 0 && room > 0)
        {
            return new RolloutStep.Grow(target.Length + Math.Min(missing, room));
        }
        RolledMachine[] surplus =
            others.Length > 0 ? others
            : missing < 0 ? target
            : [];
        return surplus.Length > 0 ? OfSurplus(sight, surplus, others.Length > 0 ? sight.Surge : -missing)
            : sight.Revisions.FirstOrDefault(revision => revision != sight.Target) is { } empty
                ? new RolloutStep.Retire(empty)
            : new RolloutStep.Finished();
    }

    private static bool IsBad(RolledMachine machine, string failed) =>
        machine.Revision == failed && machine.Health != MachineHealth.Healthy;

    private static RolloutStep OfSick(RolloutSight sight, RolledMachine sick, RolledMachine[] others) =>
        sight.Failed is not null
            ? new RolloutStep.Halt(
                $"{sick.Name} of the revision before is not healthy either: {sick.Why}.",
                "look at its boot diagnostics and at its subnet; neither revision was deleted further"
            )
        : others.Length == 0
            ? new RolloutStep.Halt(
                $"{sick.Name} is not healthy: {sick.Why}. There is no revision before it to go back to, so its machines stay for a look at them.",
                "look at its boot diagnostics, correct the cause, and run the same command again"
            )
        : new RolloutStep.GoBack(sick);

    // Those that are not healthy first: nobody works there. Then in the order of their names.
    private static RolloutStep OfSurplus(RolloutSight sight, RolledMachine[] surplus, int most)
    {
        RolledMachine[] free = [.. surplus.Where(machine => !machine.IsProtected)];
        if (free.Length == 0)
        {
            return new RolloutStep.Halt(
                $"{Names(surplus)} {(surplus.Length == 1 ? "is" : "are")} protected from scale-in, so it is not deleted.",
                "remove the protection (az vmss update --protect-from-scale-in false --instance-id …), and run the same command again"
            );
        }
        RolledMachine[] chosen =
        [
            .. free.OrderBy(machine => machine.Health == MachineHealth.Healthy)
                .Take(Math.Max(1, Math.Min(most, sight.Surge))),
        ];
        if (chosen.FirstOrDefault(machine => machine.Sessions is { IsEmpty: true }) is { } empty)
        {
            return new RolloutStep.Delete(empty, empty.Sessions!.Text);
        }
        RolledMachine[] unasked = [.. chosen.Where(machine => machine.Sessions is null)];
        if (unasked.Length > 0)
        {
            return new RolloutStep.AskSessions(unasked);
        }
        RolledMachine[] late = [.. chosen.Where(machine => machine.IsLate)];
        return sight.OnlyNotifies && late.Length > 0
                ? new RolloutStep.Delete(late[0], $"its deadline has passed; {late[0].Sessions!.Text}")
            : late.Length < chosen.Length ? new RolloutStep.AwaitLeaving(chosen)
            : new RolloutStep.Halt(
                $"The time for people who are signed in is over: {string.Join("; ", late.Select(one => $"{one.Name}: {one.Sessions!.Text}"))}.",
                "wait until they have left and run the same command again, or set rollout.loggedIn to notice"
            );
    }

    private static string Names(IEnumerable<RolledMachine> machines) =>
        string.Join(", ", machines.Select(machine => machine.Name));
}
