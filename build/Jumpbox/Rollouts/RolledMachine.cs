namespace Jumpbox.Rollouts;

/// <summary>A machine that Rollout created earlier, as it was read.</summary>
/// <param name="Id">Its resource id.</param>
/// <param name="Name">Its name, for messages.</param>
/// <param name="Revision">The revision that it belongs to: what its model is made of, as twelve hexadecimal digits.</param>
/// <param name="Health">Its health.</param>
/// <param name="Why">How its health is known, or why it is not good, as the end of a sentence.</param>
public sealed record RolledMachine(string Id, string Name, string Revision, MachineHealth Health, string Why)
{
    /// <summary>Who is signed in; null if that is unknown, or was not asked yet.</summary>
    public Sessions? Sessions { get; init; }

    /// <summary>Whether someone protected it from being deleted with its scale set's scale-in.</summary>
    public bool IsProtected { get; init; }

    /// <summary>Whether it, or its scale set, has the tag of machines that were closed to new sign-ins.</summary>
    public bool MayBeClosed { get; init; }

    /// <summary>Whether the time for people who are signed in to it is over.</summary>
    public bool IsLate { get; init; }
}

/// <summary>The health of a machine.</summary>
public enum MachineHealth
{
    /// <summary>It is being created, or has not reported its health yet, within the time that it has.</summary>
    Pending,

    /// <summary>It reported that it is healthy.</summary>
    Healthy,

    /// <summary>It reported otherwise, could not be created, or did not report within its time.</summary>
    Unhealthy,
}
