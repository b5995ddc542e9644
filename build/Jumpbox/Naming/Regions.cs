namespace Jumpbox.Naming;

/// <summary>The service writes a region as <c>eastus2</c> in one place and as <c>East US 2</c> in another.</summary>
public static class Regions
{
    /// <summary>The region's short name.</summary>
    /// <param name="region">The region in any spelling.</param>
    public static string Normalise(string region) =>
        region.Replace(" ", "", StringComparison.Ordinal).ToLowerInvariant();

    /// <summary>Whether both name the same region.</summary>
    /// <param name="left">One region.</param>
    /// <param name="right">The other.</param>
    public static bool Same(string left, string right) => Normalise(left) == Normalise(right);
}
