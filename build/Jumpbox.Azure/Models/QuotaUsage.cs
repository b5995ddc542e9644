namespace Jumpbox.Azure;

/// <summary>How much of a quota is used.</summary>
/// <param name="Name">The quota's name, for example <c>standardDDSv4Family</c>, <c>cores</c> or <c>StandardCores</c>.</param>
/// <param name="Current">What is used.</param>
/// <param name="Limit">What is allowed.</param>
/// <param name="Unit">What is counted, as Azure names it.</param>
public sealed record QuotaUsage(string Name, long Current, long Limit, string Unit)
{
    /// <summary>What is left; never below 0.</summary>
    public long Free => Math.Max(0, Limit - Current);
}
