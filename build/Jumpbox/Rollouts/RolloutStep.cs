namespace Jumpbox.Rollouts;

/// <summary>The next step of a rollout.</summary>
public abstract record RolloutStep
{
    private RolloutStep() { }

    /// <summary>Everything is as it should be.</summary>
    public sealed record Finished : RolloutStep;

    /// <summary>Adds machines of the revision that is to be reached.</summary>
    /// <param name="Machines">How many there are then.</param>
    public sealed record Grow(int Machines) : RolloutStep;

    /// <summary>Puts these machines, and no others, under just-in-time access.</summary>
    /// <param name="Machines">The machines.</param>
    public sealed record Restrict(IReadOnlyList<RolledMachine> Machines) : RolloutStep;

    /// <summary>Waits until each of these machines is healthy or is not.</summary>
    /// <param name="Machines">The machines.</param>
    public sealed record AwaitHealth(IReadOnlyList<RolledMachine> Machines) : RolloutStep;

    /// <summary>Closes these machines to new sign-ins, and asks who is signed in.</summary>
    /// <param name="Machines">The machines.</param>
    public sealed record AskSessions(IReadOnlyList<RolledMachine> Machines) : RolloutStep;

    /// <summary>Opens these machines to sign-ins again: they stay.</summary>
    /// <param name="Machines">The machines.</param>
    public sealed record Open(IReadOnlyList<RolledMachine> Machines) : RolloutStep;

    /// <summary>Waits until someone has left one of these machines.</summary>
    /// <param name="Machines">The machines.</param>
    public sealed record AwaitLeaving(IReadOnlyList<RolledMachine> Machines) : RolloutStep;

    /// <summary>Deletes a machine.</summary>
    /// <param name="Machine">The machine.</param>
    /// <param name="Why">Why it may be deleted, as the end of "deleting NAME: …".</param>
    public sealed record Delete(RolledMachine Machine, string Why) : RolloutStep;

    /// <summary>Deletes what remains of a revision that has no machines.</summary>
    /// <param name="Revision">The revision.</param>
    public sealed record Retire(string Revision) : RolloutStep;

    /// <summary>Gives the revision up and goes back to the one before.</summary>
    /// <param name="Machine">The machine that is not healthy.</param>
    public sealed record GoBack(RolledMachine Machine) : RolloutStep;

    /// <summary>Ends without having reached the goal; nothing else is changed.</summary>
    /// <param name="Why">Why, as sentences.</param>
    /// <param name="Cure">What to do, without a full stop.</param>
    public sealed record Halt(string Why, string Cure) : RolloutStep;
}
