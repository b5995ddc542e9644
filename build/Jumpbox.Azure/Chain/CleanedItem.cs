namespace Jumpbox.Azure.Chain;

/// <summary>One thing that clean-up looked at.</summary>
/// <param name="Id">The resource.</param>
/// <param name="Removed">Whether it was there and is gone now.</param>
/// <param name="Kept">Why it stays; null when it is gone.</param>
public sealed record CleanedItem(string Id, bool Removed, string? Kept);
