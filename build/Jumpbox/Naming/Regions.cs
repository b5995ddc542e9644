namespace Jumpbox.Naming;

/// <summary>
/// Normalizes region names: the service returns <c>eastus2</c> in one place and <c>East US 2</c> in another.
/// </summary>
internal static class Regions
{
    /// <summary>Returns the region's short name.</summary>
    public static string Normalise(string region) =>
        region.Replace(" ", "", StringComparison.Ordinal).ToLowerInvariant();

    /// <summary>Whether both name the same region.</summary>
    public static bool Same(string left, string right) => Normalise(left) == Normalise(right);
}
