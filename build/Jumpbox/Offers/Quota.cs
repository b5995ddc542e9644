namespace Jumpbox.Offers;

/// <summary>The usage of a quota.</summary>
/// <param name="Name">The quota's name, for example <c>standardDDSv4Family</c>, <c>cores</c> or <c>StandardCores</c>.</param>
/// <param name="Used">The current usage.</param>
/// <param name="Limit">The limit.</param>
public sealed record Quota(string Name, long Used, long Limit)
{
    /// <summary>The free amount; never below 0.</summary>
    public long Free => Math.Max(0, Limit - Used);
}
