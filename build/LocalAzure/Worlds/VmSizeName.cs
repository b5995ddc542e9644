using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace LocalAzure.Worlds;

/// <summary>
/// The parts of a VM size's name: family, sub-families, cores, features, version
/// (learn.microsoft.com/azure/virtual-machines/vm-naming-conventions).
/// </summary>
internal static partial class VmSizeName
{
    // The name does not contain the memory: general purpose has 4 GB per core, E and M more, F less.
    private const int MemoryForCore = 4;

    /// <summary>The size as in a world file; null if the name does not follow the convention.</summary>
    public static JsonObject? Describe(string name)
    {
        if (Form().Match(name) is not { Success: true } match)
        {
            return null;
        }
        string features = match.Groups["features"].Value;
        int cores = int.Parse(match.Groups["cores"].Value, CultureInfo.InvariantCulture);
        bool arm = features.Contains('p', StringComparison.Ordinal);
        return new JsonObject
        {
            ["name"] = name,
            ["family"] =
                $"standard{match.Groups["family"].Value}{features.ToUpperInvariant()}{match.Groups["version"].Value}Family",
            ["cores"] = cores,
            ["memoryGB"] = cores * MemoryForCore,
            ["generations"] = arm ? "V2" : "V1,V2",
            ["architecture"] = arm ? "Arm64" : "x64",
        };
    }

    [GeneratedRegex(
        @"^Standard_(?<family>[A-Z]{1,3})(?<cores>\d{1,3})(?:-\d{1,3})?(?<features>[a-z]{0,6})(?:_[A-Z]+\d*)?(?:_(?<version>v\d{1,2}))?$"
    )]
    private static partial Regex Form();
}
