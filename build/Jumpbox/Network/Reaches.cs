namespace Jumpbox.Network;

/// <summary>Combines answers: along a path, and over the ways that traffic may take.</summary>
internal static class Reaches
{
    /// <summary>Traffic arrives if it passes every hop.</summary>
    /// <param name="hops">The answers of the hops; none is "yes".</param>
    public static Reach Along(IEnumerable<Reach> hops) => hops.DefaultIfEmpty(Reach.Yes).Max();

    /// <summary>
    /// Only one of the ways is taken, and which one is not known before: different answers are "unknown".
    /// </summary>
    /// <param name="ways">The answers of the ways; none is "yes".</param>
    public static Reach OneOf(IEnumerable<Reach> ways)
    {
        Reach[] all = [.. ways.Distinct()];
        return all.Length switch
        {
            0 => Reach.Yes,
            1 => all[0],
            _ => Reach.Unknown,
        };
    }
}
