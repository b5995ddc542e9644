namespace Jumpbox.Rehearsal;

/// <summary>
/// What differs between two machines that build the same image. Source of the kinds: reprotest's variations
/// <c>domain_host</c>, <c>timezone</c>, <c>umask</c> and <c>build_path</c>.
/// </summary>
/// <param name="HostName">The name of the machine.</param>
/// <param name="TimeZone">The value of <c>TZ</c>, or null for the machine's own.</param>
/// <param name="Umask">The umask in which a step begins.</param>
/// <param name="FirstScript">The number of the first step's file, which Packer draws.</param>
public sealed record Surroundings(string HostName, string? TimeZone, string Umask, int FirstScript)
{
    /// <summary>Those of one rehearsal.</summary>
    public static Surroundings Usual { get; } = new("jumpbox-rehearsal", null, "022", 1000);

    /// <summary>Those of the first of two. No two places on earth have the same local date 26 hours apart.</summary>
    public static Surroundings First { get; } = Usual with { TimeZone = "<-12>12" };

    /// <summary>Those of the second of two.</summary>
    public static Surroundings Second { get; } = new("another-machine", "<+14>-14", "002", 7001);
}
