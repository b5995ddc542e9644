using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using LocalAzure.Arm;

namespace LocalAzure.Providers.Compute;

/// <summary>
/// What a scale set's document says about its instances. Source: Azure/bicep-types-az, Microsoft.Compute,
/// "VirtualMachineScaleSetProperties".
/// </summary>
internal static class ScaleSetModel
{
    /// <summary>The hidden member of set and instance with the model that it has.</summary>
    public const string Applied = "model";

    /// <summary>Whether the instances are virtual machines; without a mode they are children of the set.</summary>
    public static bool IsFlexible(JsonNode? set) =>
        ArmPath.Same(set.At("properties", "orchestrationMode").Text(), "Flexible");

    /// <summary>How many instances the set is to have.</summary>
    public static int Capacity(JsonNode? set) => set.At("sku", "capacity").Number() ?? 0;

    /// <summary>Manual, Automatic or Rolling; without one it is Manual.</summary>
    public static string Mode(JsonNode? set) => set.At("properties", "upgradePolicy", "mode").Text() ?? "Manual";

    /// <summary>The model of an instance.</summary>
    public static JsonNode? Profile(JsonNode? set) => set.At("properties", "virtualMachineProfile");

    /// <summary>The network interfaces of an instance.</summary>
    public static IEnumerable<JsonNode> Cards(JsonNode? set) =>
        Profile(set).At("networkProfile", "networkInterfaceConfigurations").Items();

    /// <summary>The IP configurations of an instance.</summary>
    public static IEnumerable<JsonNode> Addresses(JsonNode? set) =>
        Cards(set).SelectMany(card => card.At("properties", "ipConfigurations").Items());

    /// <summary>The extensions of the model, each with a name and properties.</summary>
    public static IEnumerable<JsonNode> Extensions(JsonNode? set) =>
        Profile(set).At("extensionProfile", "extensions").Items();

    /// <summary>A name of what an instance is created from: two models are equal if it is.</summary>
    /// <param name="set">The document.</param>
    /// <param name="hidden">Its hidden part, with what a client cannot read.</param>
    public static string Key(JsonNode set, JsonNode? hidden)
    {
        string text = $"{set.At("sku", "name")}\n{hidden.At(Secret)}\n{Profile(set)?.ToJsonString()}";
        return Digest(text);
    }

    /// <summary>A digest by which texts that are not returned are compared.</summary>
    public static string Digest(string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16];

    /// <summary>The hidden member with a digest of what is given and never returned.</summary>
    public const string Secret = "customData";

    /// <summary>Why the extensions of the model cannot be installed; null if they can.</summary>
    public static ArmError? FailureOf(JsonNode set) =>
        Extensions(set)
            .Select(one =>
                ExtensionCatalogue.Failure(
                    one.At("name").Text() ?? "",
                    one.At("properties"),
                    set.At("identity", "type").Text() ?? ""
                )
            )
            .FirstOrDefault(error => error is not null);

    /// <summary>
    /// Removes what a GET does not return. A PUT or PATCH without it keeps it, because no client can send back what it read.
    /// </summary>
    public static void Conceal(JsonNode? profile, JsonObject hidden)
    {
        foreach (JsonNode extension in profile.At("extensionProfile", "extensions").Items())
        {
            (extension.At("properties") as JsonObject)?.Remove("protectedSettings");
        }
        if (profile.At("osProfile") is not JsonObject os)
        {
            return;
        }
        if (os["customData"].Text() is { } data)
        {
            hidden[Secret] = Digest(data);
        }
        os.Remove("customData");
        os.Remove("adminPassword");
    }

    /// <summary>The body of a virtual machine of this model, without interfaces.</summary>
    public static JsonObject Machine(JsonNode set, string computerName)
    {
        JsonNode? profile = Profile(set);
        JsonObject properties = new()
        {
            ["hardwareProfile"] = new JsonObject { ["vmSize"] = set.At("sku", "name")?.DeepClone() },
            ["storageProfile"] = profile.At("storageProfile")?.DeepClone() ?? new JsonObject(),
        };
        // The default of a flexible set: azure-compute-docs, virtual-machine-scale-sets-orchestration-modes.md.
        if (IsFlexible(set) && properties.At("storageProfile", "osDisk") is JsonObject disk)
        {
            disk["deleteOption"] ??= "Delete";
        }
        if (profile.At("osProfile") is JsonObject os)
        {
            JsonObject own = os.Copy().Without("computerNamePrefix");
            own["computerName"] = computerName;
            properties["osProfile"] = own;
        }
        foreach (string name in new[] { "securityProfile", "diagnosticsProfile", "priority", "scheduledEventsProfile" })
        {
            if (profile.At(name) is { } part)
            {
                properties[name] = part.DeepClone();
            }
        }
        return new JsonObject
        {
            ["location"] = set["location"]?.DeepClone(),
            ["identity"] = set["identity"]?.DeepClone(),
            ["properties"] = properties,
        };
    }
}
