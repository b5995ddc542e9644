namespace Rehearsal.Bench;

/// <summary>How big the genuine downloads are, in bytes, roughly: their order of size is what matters.</summary>
internal static class ToolSizes
{
    private const int Megabyte = 1_000_000;

    public static int Of(string tool) =>
        tool switch
        {
            "azure-cli" => 50 * Megabyte,
            "kubectl" => 58 * Megabyte,
            "terraform" => 28 * Megabyte,
            "helm" => 17 * Megabyte,
            "kubelogin" => 18 * Megabyte,
            "azwi" => 14 * Megabyte,
            "osm" => 14 * Megabyte,
            _ => 0,
        };
}
