namespace Rehearsal.Bench;

/// <summary>
/// How big the genuine programs are, in bytes, roughly: their order of size is what matters. Packed, the archives come to the
/// order of size of the genuine ones.
/// </summary>
internal static class ToolSizes
{
    private const int Megabyte = 1_000_000;

    public static int Of(string tool) =>
        tool switch
        {
            "azure-cli" => 115 * Megabyte,
            "kubectl" => 58 * Megabyte,
            "terraform" => 65 * Megabyte,
            "helm" => 40 * Megabyte,
            "kubelogin" => 42 * Megabyte,
            "azwi" => 33 * Megabyte,
            "osm" => 33 * Megabyte,
            _ => 0,
        };
}
